"""What a consent statement covers: terms, and whom it names."""

from __future__ import annotations

from confpolicy.facts.read.collector import Collector, Place
from confpolicy.facts.read.ids import read_id
from confpolicy.facts.read.limits import SET_BOUND
from confpolicy.facts.read.values import hierarchy_of, read_name, read_term
from confpolicy.facts.request import Audience
from confpolicy.facts.types import TermKind

_ANYONE = "anyone"
_ID = frozenset({"id"})


def read_terms(collector: Collector, value: object, kind: TermKind, place: Place) -> frozenset[str] | None:
    """At least one declared term of a kind: an empty list could be meant as none or as all."""
    elements = _not_empty(collector, value, place)
    if elements is None:
        return None
    declared, found = hierarchy_of(collector.vocabulary, kind).above, set[str]()
    for number, each in enumerate(elements):
        if type(each) is str and each in declared:
            found.add(each)
        else:
            read_term(collector, each, kind, (*place, number))
    return frozenset(found)


def read_audience(collector: Collector, value: object, place: Place) -> Audience | None:
    """At least one of: a role (also one towards the subject), an object with an `id`, `anyone`."""
    elements = _not_empty(collector, value, place)
    if elements is None:
        return None
    anyone, roles, ids = False, set[str](), set[str]()
    declared = collector.vocabulary.roles.above
    for number, each in enumerate(elements):
        here = (*place, number)
        if type(each) is dict:
            name = _read_person(collector, each, here)
            if name is not None:
                ids.add(name)
        elif type(each) is str and each in declared:
            roles.add(each)
        elif type(each) is str and each == _ANYONE:
            anyone = True
        elif type(each) is str:
            read_name(collector, each, declared.keys() | {_ANYONE}, here, "role")
        else:
            collector.wrong(here, "a role, an object with an `id`, or `anyone`", each)
    return Audience(anyone, frozenset(roles), frozenset(ids))


def _not_empty(collector: Collector, value: object, place: Place) -> list[object] | None:
    elements = collector.elements(value, place, SET_BOUND, "names in one list")
    if elements is not None and not elements:
        collector.add("CP817", place, name=str(place[-1]))
    return elements


def _read_person(collector: Collector, value: object, place: Place) -> str | None:
    fields = collector.fields(value, place, "somebody named by id") or {}
    collector.unknown(fields, _ID, place, "somebody named by id")
    collector.missing(fields, ("id",), place)
    return read_id(collector, fields["id"], (*place, "id")) if "id" in fields else None
