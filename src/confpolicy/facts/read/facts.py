"""Facts of a holder, and whose judgement they are."""

from __future__ import annotations

from confpolicy.facts.read.collector import Collector, Place
from confpolicy.facts.read.ids import read_id
from confpolicy.facts.read.limits import SET_BOUND
from confpolicy.facts.read.values import read_instant, read_name, read_value
from confpolicy.facts.read.words import shown
from confpolicy.facts.request import Facts, Given, Judgement
from confpolicy.facts.schema import FactDeclaration, Holder
from confpolicy.facts.types import StructureType

_JUDGED = frozenset({"value", "by", "at"})
_JUDGE = frozenset({"id", "roles"})


def read_facts(
    collector: Collector, holder: Holder, fields: dict[str, object], place: Place, keys: frozenset[str] = frozenset()
) -> Facts:
    """The facts of `holder` among `fields`; `keys` are the others that the object may have. Those that fit."""
    declared = collector.vocabulary.facts
    prefix = f"{holder.value}."
    given: dict[str, Given] = {}
    for name, value in fields.items():
        if name in keys:
            continue
        declaration = declared.get(prefix + name)
        if declaration is None:
            _undeclared(collector, holder, name, place, keys)
            continue
        read = read_given(collector, declaration, value, (*place, name))
        if read is not None:
            given[name] = read
    return given


def _undeclared(collector: Collector, holder: Holder, name: str, place: Place, keys: frozenset[str]) -> None:
    known = [fact.name for fact in collector.vocabulary.facts.values() if fact.holder is holder]
    collector.add_near("CP821", (*place, name), [*known, *keys], given=name, name=shown(name), holder=holder.value)


def read_given(collector: Collector, declaration: FactDeclaration, value: object, place: Place) -> Given | None:
    """A fact as it was given: the value alone, or, where it is declared as judged, with who and when."""
    if declaration.judged is not None:
        return _read_judged(collector, declaration, value, place)
    if type(value) is dict and type(declaration.type) is not StructureType:
        fields = collector.fields(value, place, declaration.full_name)
        if fields is not None and "value" in fields:
            collector.add("CP826", place, name=declaration.full_name)
            return None
    read = read_value(collector, value, declaration.type, place)
    return None if read is None else Given(read)


def _read_judged(collector: Collector, declaration: FactDeclaration, value: object, place: Place) -> Given | None:
    if value is None:
        collector.add("CP819", place)
        return None
    fields = collector.fields(value, place, declaration.full_name) if type(value) is dict else None
    if fields is None or not (fields.keys() & _JUDGED):
        collector.add("CP825", place, name=declaration.full_name)
        return None
    before = len(collector.found)
    collector.unknown(fields, _JUDGED, place, "a judgement")
    collector.missing(fields, ("value", "by", "at"), place)
    result = by = at = None
    if "value" in fields:
        result = read_value(collector, fields["value"], declaration.type, (*place, "value"))
    if "by" in fields:
        by = _read_judge(collector, fields["by"], (*place, "by"))
    if "at" in fields:
        at = read_instant(collector, fields["at"], (*place, "at"))
    if result is None or by is None or at is None or len(collector.found) != before:
        return None
    return Given(result, Judgement(by[0], by[1], at))


def _read_judge(collector: Collector, value: object, place: Place) -> tuple[str, frozenset[str]] | None:
    fields = collector.fields(value, place, "a judge")
    if fields is None:
        return None
    collector.unknown(fields, _JUDGE, place, "a judge")
    return read_identity(collector, fields, place)


def read_identity(collector: Collector, fields: dict[str, object], place: Place) -> tuple[str, frozenset[str]] | None:
    """The `id` and the `roles` of somebody; both are compulsory, a list of roles may be empty."""
    collector.missing(fields, ("id", "roles"), place)
    name = roles = None
    if "id" in fields:
        name = read_id(collector, fields["id"], (*place, "id"))
    if "roles" in fields:
        roles = read_roles(collector, fields["roles"], (*place, "roles"), towards=False)
    return None if name is None or roles is None else (name, roles)


def read_roles(collector: Collector, value: object, place: Place, *, towards: bool) -> frozenset[str] | None:
    """Declared roles: those that are held in general, or those towards a subject. Those that fit."""
    elements = collector.elements(value, place, SET_BOUND, "roles")
    if elements is None:
        return None
    vocabulary = collector.vocabulary
    given: set[str] = set()
    for number, element in enumerate(elements):
        role = read_name(collector, element, vocabulary.roles.above.keys(), (*place, number), "role")
        if role is None:
            continue
        if (role in vocabulary.towards) is towards:
            given.add(role)
        else:
            collector.add("CP823" if towards else "CP822", (*place, number), name=role)
    return frozenset(given)
