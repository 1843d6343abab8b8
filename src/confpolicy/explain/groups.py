"""Rows that came out alike for the same reasons, put into words together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from confpolicy.decide.decision import Judged, NeedFact, NeedJudgement, Row, Verdict
from confpolicy.explain.changes import changes, others_of
from confpolicy.explain.findings import (
    ground_words,
    insufficient_words,
    near_words,
    prohibition_words,
    referral_words,
)
from confpolicy.explain.matter import Matter
from confpolicy.explain.words import listed, verdict_words


@attrs.frozen(kw_only=True)
class RowGroup:
    """Rows about one subject that came out alike for the same reasons. Every text is a sentence without its stop."""

    items: tuple[str, ...]
    subject: str
    verdict: str
    headline: str
    why: tuple[str, ...]
    """The grounds that suffice, and what they override."""
    why_not: tuple[str, ...]
    """Prohibitions that stand, and clauses that did not apply, each with what kept it from applying."""
    would_change: tuple[str, ...]
    """What is unknown or lacking; where nothing is, what keeps it as it is. Empty where it may be released."""


def groups_of(judged: Judged, matter: Matter, *, in_force: str) -> Iterator[RowGroup]:
    """The groups, in the order of the rows; `in_force` says from when on the policy is."""
    for items, row in alike(judged.rows):
        asked_first = attrs.evolve(row, item=items[0])
        why_not: Iterable[str] = _why_not(asked_first, matter)
        would_change: Iterable[str] = changes(asked_first, items, matter)
        if not judged.in_force:
            why_not = [f"the policy is in force only {in_force}, and this was asked before"]
            would_change = [f"a request made {in_force} would be decided by this policy"]
        withheld = row.verdict is not Verdict.PERMIT
        yield RowGroup(
            items=items,
            subject=row.subject,
            verdict=row.verdict.value,
            headline=_headline(row, items),
            why=tuple(_why(row, matter)),
            why_not=tuple(why_not) if withheld else (),
            would_change=tuple(would_change) if withheld else (),
        )


def alike(rows: Iterable[Row]) -> Iterator[tuple[tuple[str, ...], Row]]:
    """The items of rows that differ in nothing else, each time with one of the rows."""
    found: dict[Row, list[Row]] = {}
    for row in rows:
        found.setdefault(_without_item(row), []).append(row)
    return ((tuple(each.item for each in same), same[0]) for same in found.values())


def _without_item(row: Row) -> Row:
    needs = tuple(
        attrs.evolve(need, item=None if need.item is None else "")
        if isinstance(need, NeedFact | NeedJudgement)
        else need
        for need in row.needs
    )
    return attrs.evolve(row, item="", needs=needs)


def _headline(row: Row, items: tuple[str, ...]) -> str:
    verb = verdict_words(row.verdict)
    if len(items) > 1:
        verb = verb.replace("is ", "are ", 1)
    owed = f", and {'are' if len(items) > 1 else 'is'} owed" if row.required else ""
    return f"{listed(items)} about {row.subject} {verb}{owed}"


def _why(row: Row, matter: Matter) -> Iterator[str]:
    for ground in row.because:
        yield ground_words(ground, matter)
    if row.because and row.overridden:
        names = listed(matter.clause(name) for name in row.overridden)
        yield f"what is forbidden by {names} is lifted by {'each of these grounds' if len(row.because) > 1 else 'it'}"


def _why_not(row: Row, matter: Matter) -> Iterator[str]:
    asked = row.item, row.subject
    if row.alone is Verdict.PERMIT:
        others = listed(others_of(row, matter))
        yield f"for {row.subject} alone it could go; it is asked for together with {others}, and must be free for all"
        return
    yield from (referral_words(name, asked, matter) for name in row.referred_by)
    yield from (prohibition_words(each, asked, matter) for each in row.standing)
    yield from (insufficient_words(ground, matter) for ground in row.insufficient)
    need_covers = any(near.kind == "need-to-know" for near in row.nearly)
    for near in row.nearly:
        yield near_words(near, asked, need_covers, matter)
    if not row.nearly and not row.insufficient:
        yield "no clause of the policy lets this go to this recipient for this purpose"
