"""The stated parts of a request: what a refusal's answer to the requester rests on, and nothing else may."""

from __future__ import annotations

from collections.abc import Iterable

from confpolicy.facts.read.collector import Collector, Place
from confpolicy.facts.read.facts import read_facts, read_roles
from confpolicy.facts.read.ids import read_id
from confpolicy.facts.read.items import read_leafy
from confpolicy.facts.read.limits import ITEMS_BOUND, ROWS_BOUND, SUBJECTS_BOUND
from confpolicy.facts.read.values import read_instant, read_term
from confpolicy.facts.request import Facts, Request, StatedParts
from confpolicy.facts.schema import Holder, Vocabulary
from confpolicy.facts.types import TermKind

_ANYWHERE: Place = ()


def stated_parts(mapping: object, vocabulary: Vocabulary) -> StatedParts:
    """The stated parts of what should have been a request; those that do not fit are left out. Raises nothing."""
    collector = Collector(vocabulary)
    top = _fields(collector, mapping)
    recipient = _fields(collector, top.get("recipient"))
    ids, stated = _read_subjects(collector, top)
    leaves, asked = _read_asked(collector, top.get("items"), ids)
    return StatedParts(
        recipient_id=read_id(collector, recipient.get("id"), _ANYWHERE),
        roles=read_roles(collector, recipient.get("roles"), _ANYWHERE, towards=False) or frozenset(),
        time=read_instant(collector, top.get("time"), _ANYWHERE),
        purpose=read_term(collector, top.get("purpose"), TermKind.PURPOSE, _ANYWHERE),
        leaves=leaves,
        asked=asked,
        stated=stated,
    )


def stated_parts_of(request: Request, vocabulary: Vocabulary) -> StatedParts:
    """The same parts of a valid request."""
    leaves = vocabulary.data.leaves
    numbers = {subject.id: number for number, subject in enumerate(request.subjects, 1)}
    return StatedParts(
        recipient_id=request.recipient.id,
        roles=request.recipient.roles,
        time=request.time,
        purpose=request.purpose,
        leaves=frozenset().union(*(leaves[entry.item] for entry in request.entries)),
        asked=frozenset(
            (leaf, numbers[subject])
            for entry in request.entries
            for leaf in leaves[entry.item]
            for subject in entry.about
        ),
        stated=tuple(subject.stated for subject in request.subjects),
    )


def _fields(collector: Collector, value: object) -> dict[str, object]:
    return collector.fields(value, _ANYWHERE, "") or {}


def _elements(collector: Collector, value: object, bound: int) -> list[object]:
    return collector.elements(value, _ANYWHERE, bound, "") or []


def _read_subjects(collector: Collector, top: dict[str, object]) -> tuple[list[object], tuple[Facts, ...]]:
    """The ids of the subjects as given, fit or not (an item's `about` may repeat them), and what is stated of each.

    With neither `subject` nor `subjects`, one subject was left out; with both, nobody can say how many were meant.
    """
    if "subjects" not in top:
        ids = [_fields(collector, top.get("subject")).get("id")]
        around = [top]
    elif "subject" not in top:
        around = [_fields(collector, each) for each in _elements(collector, top["subjects"], SUBJECTS_BOUND)]
        ids = [fields.get("id") for fields in around]
    else:
        return [], ()
    stated = tuple(
        read_facts(collector, Holder.STATED, _fields(collector, fields.get("stated")), _ANYWHERE) for fields in around
    )
    return ids, stated


def _read_asked(
    collector: Collector, value: object, ids: list[object]
) -> tuple[frozenset[str], frozenset[tuple[str, int]]]:
    """The leaves asked for, and the subjects, by number, that each is asked about; at most as many as are decided."""
    numbers: dict[str, int] = {}
    for number, name in enumerate(ids, 1):
        if type(name) is str:
            numbers.setdefault(name, number)
    everybody = range(1, len(ids) + 1)
    leaves: set[str] = set()
    asked: set[tuple[str, int]] = set()
    rows = 0
    for each in _elements(collector, value, ITEMS_BOUND):
        fields = {"item": each} if type(each) is str else _fields(collector, each)
        item = read_leafy(collector, fields.get("item"), _ANYWHERE)
        if item is None:
            continue
        below = collector.vocabulary.data.leaves[item]
        leaves |= below
        about: Iterable[int] = everybody
        if "about" in fields:
            named = _elements(collector, fields["about"], SUBJECTS_BOUND)
            about = {numbers[name] for name in named if type(name) is str and name in numbers}
        pairs = [(leaf, number) for number in about for leaf in below]
        rows += len(pairs)
        if rows > ROWS_BOUND:
            break
        asked.update(pairs)
    return frozenset(leaves), frozenset(asked)
