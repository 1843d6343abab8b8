"""A date or a length of time that is another."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from confpolicy.core.clauses import Clause, Consent
from confpolicy.core.expressions import Literal, Within
from confpolicy.core.programs import Rules
from confpolicy.facts.calendar import DAY_SECONDS, day_to_text
from confpolicy.facts.schema import FactDeclaration
from confpolicy.facts.values import Day, Duration
from confpolicy.testing.values import duration_text
from tests.mutants.editing import Spot, clauses, spots, with_clause, with_fact, with_policies
from tests.mutants.mutant import Change, Original

YEAR = Duration(months=12)


def changed(original: Original) -> Iterator[Change]:
    """Ages and dates in conditions; the day a policy comes into force; how long what lasts, counts, may take."""
    yield from _in_conditions(original)
    for rules in original.program.policies:
        yield from _in_force(original, rules)
    for clause in clauses(original.program):
        yield from _of_effects(original, clause)
        if isinstance(clause, Consent):
            yield from _of_consent(original, clause)
    for fact in original.program.vocabulary.facts.values():
        yield from _of_judgement(original, fact)


def others(duration: Duration) -> tuple[Duration, ...]:
    """One step more and one less, in the unit that it is written in."""
    if duration.months:
        step = 12 if duration.months % 12 == 0 else 1
        several = (Duration(duration.months + step), Duration(duration.months - step))
        return tuple(one for one in several if one.months > 0)
    step = DAY_SECONDS if duration.seconds and duration.seconds % DAY_SECONDS == 0 else 3600
    return tuple(
        Duration(0, seconds) for seconds in (duration.seconds + step, duration.seconds - step) if seconds >= 0
    )


def _in_conditions(original: Original) -> Iterator[Change]:
    for spot in spots(original.program):
        match spot.node:
            case Literal(Duration() as duration, of):
                for other in others(duration):
                    yield _at(original, spot, duration_text(other), Literal(other, of))
            case Literal(Day(number), of):
                for day in (Day(number + 1), Day(number - 1)):
                    yield _at(original, spot, day_to_text(day), Literal(day, of))
            case Within(moment, duration):
                for other in others(duration):
                    yield _at(original, spot, duration_text(other), Within(moment, other))
            case _:
                pass


def _at(original: Original, spot: Spot, way: str, new: Literal | Within) -> Change:
    return Change(place=spot.place, way=way, words=f"`{original.text(spot.place)}` with {way}", program=spot.put(new))


def _in_force(original: Original, rules: Rules) -> Iterator[Change]:
    name = rules.header.name
    for days in (1, -1, 30):
        day = Day(rules.header.in_force_from.number + days)

        def change(each: Rules, day: Day = day) -> Rules:
            if each.header.name != name:
                return each
            return attrs.evolve(each, header=attrs.evolve(each.header, in_force_from=day))

        way = day_to_text(day)
        yield Change(
            place=f"policy/{name}",
            way=way,
            words=f"{name} in force from {way}",
            program=with_policies(original.program, change),
        )


def _of_effects(original: Original, clause: Clause) -> Iterator[Change]:
    for number, effect in enumerate(clause.effects):
        now = effect.within
        for within in (None, *others(now)) if now is not None else (Duration(),):
            way = "at any time" if within is None else f"within {duration_text(within)}"
            effects = tuple(
                attrs.evolve(each, within=within) if at == number else each for at, each in enumerate(clause.effects)
            )
            yield Change(
                place=f"{clause.name}/effect.{number}",
                way=way,
                words=f"{clause.name}: its effect {number + 1} {way}",
                program=with_clause(original.program, attrs.evolve(clause, effects=effects)),
            )


def _of_consent(original: Original, clause: Consent) -> Iterator[Change]:
    for lasts in (YEAR,) if clause.lasts is None else (None, *others(clause.lasts)):
        way = "lasts for ever" if lasts is None else f"lasts {duration_text(lasts)}"
        program = with_clause(original.program, attrs.evolve(clause, lasts=lasts))
        yield Change(place=clause.name, way=way, words=f"{clause.name}: {way}", program=program)


def _of_judgement(original: Original, fact: FactDeclaration) -> Iterator[Change]:
    if fact.judged is None:
        return
    now = fact.judged.within
    for within in (Duration(seconds=30 * DAY_SECONDS),) if now is None else (None, *others(now)):
        way = "at any time" if within is None else f"within {duration_text(within)}"
        new = attrs.evolve(fact, judged=attrs.evolve(fact.judged, within=within))
        yield Change(
            place=f"facts.{fact.full_name}",
            way=way,
            words=f"{fact.full_name} judged {way}",
            program=with_fact(original.program, new),
        )
