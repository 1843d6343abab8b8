"""Rows that came out alike for the same reasons, put into words together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

import attrs

from confpolicy.core.programs import Header, Program
from confpolicy.decide.decision import Judged, NeedFact, NeedJudgement, Row, UnderPolicy, Verdict
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
from confpolicy.facts.calendar import day_to_text
from confpolicy.facts.logic import Truth


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


def groups_of(judged: Judged, matter: Matter, program: Program) -> Iterator[RowGroup]:
    """The groups, in the order of the rows."""
    for items, row in alike(judged.rows):
        asked_first = attrs.evolve(row, item=items[0])
        why_not: Iterable[str] = _why_not(asked_first, matter)
        would_change: Iterable[str] = changes(asked_first, items, matter)
        early = [rules.header for rules, under in zip(program.policies, row.policies, strict=True) if _early(under)]
        if early:
            in_force = _from(max(early, key=lambda header: header.in_force_from))
            by = "by these policies" if len(program.policies) > 1 else "by this policy"
            asked = asked_first.item, row.subject
            forbidden = (prohibition_words(each, asked, matter) for each in row.standing)
            why_not = [*(_not_yet(header, program) for header in early), *forbidden]
            would_change = [f"a request made {in_force} would be decided {by}"]
        elif row.verdict is Verdict.OUTSIDE:
            why_not = layers(row)
            would_change = ["nothing: this is for another policy to decide"]
        elif len(row.policies) > 1 or row.policies[0].governs is not Truth.TRUE:
            why_not = (*layers(row), *why_not)
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


def _early(under: UnderPolicy) -> bool:
    return not under.in_force and under.governs is not Truth.FALSE


def _not_yet(header: Header, program: Program) -> str:
    name = f" {header.name}" if len(program.policies) > 1 else ""
    return f"the policy{name} is in force only {_from(header)}, and this was asked before"


def _from(header: Header) -> str:
    return f"from {day_to_text(header.in_force_from)} on ({header.timezone})"


def layers(row: Row) -> Iterator[str]:
    """What each policy says of a row by itself, and whether it speaks about it."""
    for under in row.policies:
        words = _by_itself(under)
        match under.governs:
            case Truth.FALSE:
                yield f"the policy {under.policy} does not speak about this"
            case Truth.UNKNOWN:
                yield (
                    f"it is not known whether the policy {under.policy} speaks about this, or about what "
                    f"it reveals; if it does, it {words}; as long as it is not known, it lets nothing go by itself"
                )
            case Truth.TRUE:
                yield f"the policy {under.policy} {words}"
            case _ as unreachable:
                assert_never(unreachable)


def _by_itself(under: UnderPolicy) -> str:
    match under.verdict:
        case Verdict.PERMIT:
            return "lets it go"
        case Verdict.REFER:
            return "leaves it to a person"
        case _ if under.blocked_by:
            return f"does not let it go: what forbids it there ({listed(under.blocked_by)}) is not lifted"
        case _:
            return "does not let it go: no clause of it that could applies"


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
    if not row.nearly and not row.insufficient and len(row.policies) == 1:
        yield "no clause of the policy lets this go to this recipient for this purpose"
