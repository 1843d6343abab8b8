"""The discloser, the recipient and the data subjects."""

from __future__ import annotations

import attrs

from confpolicy.facts.read.collector import Collector, Place
from confpolicy.facts.read.facts import read_facts, read_identity, read_roles
from confpolicy.facts.read.limits import SUBJECTS_BOUND
from confpolicy.facts.read.values import read_bool
from confpolicy.facts.request import Facts, Party, Subject
from confpolicy.facts.schema import Holder

_IDENTITY = frozenset({"id", "roles"})
_ROLES = frozenset({"roles"})
_BESIDE = ("relation", "stated")
_SUBJECT = _IDENTITY.union(_BESIDE, {"class"})


def read_party(collector: Collector, value: object, holder: Holder) -> Party | None:
    """The discloser or the recipient, which stand at the document's top."""
    place: Place = (holder.value,)
    fields = collector.fields(value, place, f"the {holder.value}")
    if fields is None:
        return None
    identity = read_identity(collector, fields, place)
    facts = read_facts(collector, holder, fields, place, _IDENTITY)
    return None if identity is None else Party(*identity, facts)


@attrs.frozen
class Subjects:
    """The subjects that fit. `complete`: whether every one did, so that an id that is not there is a stranger's."""

    read: tuple[Subject, ...] = ()
    complete: bool = False


def read_subjects(collector: Collector, top: dict[str, object]) -> Subjects:
    """`subject` with `relation` and `stated` beside it, or `subjects`, each with its own inside."""
    if "subject" in top and "subjects" in top:
        collector.add("CP830", ("subjects",))
    if "subject" not in top and "subjects" not in top:
        collector.missing(top, ("subject",), ())
    beside = _beside(top)
    if "subjects" in top and "subject" not in top:
        for key in beside:
            collector.add("CP831", (key,), name=key, place="inside each of `subjects`")
    read: list[Subject | None] = []
    if "subject" in top:
        read.append(_read_subject(collector, top["subject"], ("subject",), beside, ()))
    elif beside:
        _read_beside(collector, beside, ())
    if "subjects" in top:
        read.extend(_read_list(collector, top["subjects"]))
    fit = tuple(subject for subject in read if subject is not None)
    return Subjects(fit, complete=bool(fit) and len(fit) == len(read))


def _beside(fields: dict[str, object]) -> dict[str, object]:
    return {key: fields[key] for key in _BESIDE if key in fields}


def _read_list(collector: Collector, value: object) -> list[Subject | None]:
    elements = collector.elements(value, ("subjects",), SUBJECTS_BOUND, "subjects")
    if elements is None:
        return [None]
    if not elements:
        collector.add("CP817", ("subjects",), name="subjects")
    read = [
        _read_subject(collector, each, ("subjects", number), None, ("subjects", number))
        for number, each in enumerate(elements)
    ]
    _refuse_twice(collector, read)
    return read


def _read_subject(
    collector: Collector, value: object, place: Place, beside: dict[str, object] | None, around: Place
) -> Subject | None:
    """`beside`: `relation` and `stated` where they stand outside the object, at `around`."""
    fields = collector.fields(value, place, "a subject")
    if fields is None:
        if beside is not None:
            _read_beside(collector, beside, around)
        return None
    identity = read_identity(collector, fields, place)
    facts = read_facts(collector, Holder.SUBJECT, fields, place, _SUBJECT)
    inside = _beside(fields)
    if beside is None:
        beside = inside
    else:
        for key, misplaced in inside.items():
            collector.add("CP831", (*place, key), name=key, place="beside `subject`")
            _read_beside(collector, {key: misplaced}, place)
    stated, relation, relation_roles = _read_beside(collector, beside, around)
    is_class = read_bool(collector, fields["class"], (*place, "class")) if "class" in fields else False
    if identity is None:
        return None
    return Subject(*identity, facts, stated, relation, relation_roles, is_class=is_class is True)


def _read_beside(
    collector: Collector, beside: dict[str, object], around: Place
) -> tuple[Facts, Facts, frozenset[str]]:
    """What is stated about a subject, and what the recipient is to them: facts and roles."""
    stated: Facts = {}
    relation: Facts = {}
    roles: frozenset[str] | None = None
    if "stated" in beside:
        place = (*around, "stated")
        fields = collector.fields(beside["stated"], place, "stated")
        if fields is not None:
            stated = read_facts(collector, Holder.STATED, fields, place)
    if "relation" in beside:
        place = (*around, "relation")
        fields = collector.fields(beside["relation"], place, "the relation")
        if fields is not None:
            relation = read_facts(collector, Holder.RELATION, fields, place, _ROLES)
            if "roles" in fields:
                roles = read_roles(collector, fields["roles"], (*place, "roles"), towards=True)
    return stated, relation, roles or frozenset()


def _refuse_twice(collector: Collector, read: list[Subject | None]) -> None:
    seen: set[str] = set()
    for number, subject in enumerate(read):
        if subject is None:
            continue
        if subject.id in seen:
            collector.add("CP832", ("subjects", number, "id"), name=subject.id)
        seen.add(subject.id)
