"""The items asked for, and what each is about."""

from __future__ import annotations

from confpolicy.facts.read.collector import Collector, Place
from confpolicy.facts.read.facts import read_facts
from confpolicy.facts.read.limits import ITEMS_BOUND, ROWS_BOUND, SUBJECTS_BOUND
from confpolicy.facts.read.parties import Subjects
from confpolicy.facts.read.values import read_term
from confpolicy.facts.read.words import pointer, shown
from confpolicy.facts.request import Entry, Facts
from confpolicy.facts.schema import Holder
from confpolicy.facts.types import TermKind

_KEYS = frozenset({"item", "about"})


def read_entries(collector: Collector, value: object, subjects: Subjects) -> tuple[Entry, ...]:
    """The entries of `items` that fit; none asks for what another asks for with different facts."""
    place: Place = ("items",)
    elements = collector.elements(value, place, ITEMS_BOUND, "items")
    if elements is None:
        return ()
    if not elements:
        collector.add("CP817", place, name="items")
    everybody = tuple(dict.fromkeys(subject.id for subject in subjects.read))
    entries: dict[int, Entry] = {}
    for number, each in enumerate(elements):
        entry = _read_entry(collector, each, ("items", number), everybody, strangers=not subjects.complete)
        if entry is not None:
            entries[number] = entry
    leaves = collector.vocabulary.data.leaves
    if sum(len(leaves[entry.item]) * len(entry.about) for entry in entries.values()) > ROWS_BOUND:
        collector.add("CP806", place, bound=f"{ROWS_BOUND:,}", what="rows to decide, an item about a subject each")
    elif any(entry.facts for entry in entries.values()):
        _refuse_conflicts(collector, entries)
    return tuple(entries.values())


def read_leafy(collector: Collector, value: object, place: Place) -> str | None:
    """A data term that stands for at least one leaf."""
    item = read_term(collector, value, TermKind.DATA, place)
    if item is not None and not collector.vocabulary.data.leaves[item]:
        collector.add("CP836", place, name=item)
        return None
    return item


def _read_entry(
    collector: Collector, value: object, place: Place, everybody: tuple[str, ...], *, strangers: bool
) -> Entry | None:
    if type(value) is str:
        item = read_leafy(collector, value, place)
        return None if item is None else Entry(item, everybody)
    if type(value) is not dict:
        collector.wrong(place, "a data term, or an object with `item`", value)
        return None
    before = len(collector.found)
    fields = collector.fields(value, place, "an item") or {}
    collector.missing(fields, ("item",), place)
    item, about = None, everybody
    if "item" in fields:
        item = read_leafy(collector, fields["item"], (*place, "item"))
    if "about" in fields:
        about = _read_about(collector, fields["about"], (*place, "about"), everybody, strangers=strangers)
    facts: Facts = read_facts(collector, Holder.ITEM, fields, place, _KEYS)
    return None if item is None or len(collector.found) != before else Entry(item, about, facts)


def _read_about(
    collector: Collector, value: object, place: Place, everybody: tuple[str, ...], *, strangers: bool
) -> tuple[str, ...]:
    """Ids of subjects, in the request's order. `strangers`: some subject is not known, so any id may be theirs."""
    elements = collector.elements(value, place, SUBJECTS_BOUND, "subjects")
    if elements is None:
        return ()
    if not elements:
        collector.add("CP817", place, name="about")
    known, named = frozenset(everybody), set[str]()
    for number, each in enumerate(elements):
        if type(each) is not str:
            collector.wrong((*place, number), "the id of a subject", each)
        elif each in named:
            collector.add("CP834", (*place, number), name=shown(each))
        elif each in known or strangers:
            named.add(each)
        else:
            collector.add_near("CP833", (*place, number), known, given=each, name=shown(each))
    return tuple(each for each in everybody if each in named)


def _refuse_conflicts(collector: Collector, entries: dict[int, Entry]) -> None:
    """One mistake for each entry that some earlier one is at odds with: no facts beside some is different too."""
    first: dict[tuple[str, str], int] = {}
    for number, entry in entries.items():
        pairs = (
            (leaf, subject)
            for leaf in sorted(collector.vocabulary.data.leaves[entry.item])
            for subject in entry.about
        )
        for pair in pairs:
            other = first.setdefault(pair, number)
            if entries[other].facts != entry.facts:
                collector.add(
                    "CP835",
                    ("items", number),
                    other=pointer(("items", other)),
                    item=pair[0],
                    subject=pair[1],
                )
                break
