"""Sentences for the single findings of a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from confpolicy.core.clauses import Clause, Program, kind_word
from confpolicy.core.expressions import Expression
from confpolicy.decide.decision import (
    FlawedStatement,
    Need,
    NeedConsent,
    NeedFact,
    NeedJudgement,
    NeedPerson,
    Outcome,
    Verdict,
)
from confpolicy.explain.texts import Texts
from confpolicy.facts.logic import Truth

RELEASED, WITHHELD, REFERRED = "may be released", "is withheld", "is withheld until a person has decided"


def listed(words: Iterable[str], *, last: str = "and") -> str:
    """`a, b and c`."""
    every = list(words)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {last} {every[-1]}"


def verdict_words(verdict: Verdict) -> str:
    """What a row's verdict means for the item. A verdict that is none of a row's counts as withheld."""
    match verdict:
        case Verdict.PERMIT:
            return RELEASED
        case Verdict.REFER:
            return REFERRED
        case Verdict.DENY | Verdict.PARTIAL:
            return WITHHELD
        case _ as unreachable:
            assert_never(unreachable)


def clauses_by_name(program: Program) -> Mapping[str, Clause]:
    """Every clause of every policy of the program."""
    return {clause.name: clause for rules in program.policies for clause in rules.clauses}


def clause_words(name: str, clauses: Mapping[str, Clause], texts: Texts) -> str:
    """`exception emergency "Emergencies" (policies/x.policy:12, paragraph O-c.ii)`."""
    clause = clauses[name]
    title = f' "{clause.title}"' if clause.title else ""
    paragraphs = f"paragraph{'s' * (len(clause.cites) > 1)} {listed(clause.cites)}" if clause.cites else ""
    places = ", ".join(filter(None, (texts.place(name), paragraphs)))
    return f"{kind_word(clause)} {name}{title}" + (f" ({places})" if places else "")


def part_words(path: str, texts: Texts) -> str:
    """`when subject.at_risk`, `unless …`, from a node's id; a sub-condition is told by its own words."""
    part = path.rsplit("/", 1)[-1].split(".", maxsplit=1)[0]
    words = texts.words(path)
    return words if part not in {"when", "unless"} or words.startswith(part) else f"{part} {words}"


def expressions_of(clause: Clause) -> tuple[Expression, ...]:
    """Everything after `when` and `unless` of a clause, of its readings too."""
    parts = (clause.condition, *(reading.condition for reading in clause.readings))
    return tuple(each for part in parts for each in (part.when, *part.unless) if each is not None)


def condition_words(clause: Clause, texts: Texts) -> str:
    """What a clause that applies rests on: `when …` holds and `unless …` does not; empty without a condition."""
    parts = [(clause.name, clause.condition)]
    parts += [
        (f"{clause.name}/reading.{reading.name}", reading.condition)
        for reading in clause.readings
        if reading.name == clause.taken
    ]
    held = [f"`{part_words(f'{node}/when', texts)}` holds" for node, part in parts if part.when is not None]
    held += [
        f"`{part_words(f'{node}/unless.{number}', texts)}` does not"
        for node, part in parts
        for number in range(len(part.unless))
    ]
    return listed(held)


def outcome_words(outcome: Outcome, texts: Texts) -> str:
    """One condition and how it came out: `not known: when missing_child (absent: subject.date_of_birth)`."""
    words = part_words(outcome.path, texts)
    match outcome.value:
        case Truth.UNKNOWN:
            absent = f" (not given, or does not count: {listed(outcome.facts)})" if outcome.facts else ""
            return f"it is not known whether `{words}`{absent}"
        case Truth.FALSE:
            return f"`{words}` does not hold"
        case Truth.TRUE:
            return f"`{words}` holds"
        case _ as unreachable:
            assert_never(unreachable)


def statement_words(flawed: FlawedStatement) -> str:
    """What a consent statement on file lacked, or what stopped it."""
    parts = [f"lacks: {', '.join(flawed.lacking)}"] if flawed.lacking else []
    if flawed.stopped_by:
        parts.append(f"was stopped by {listed(flawed.stopped_by)}")
    return f"consent statement {flawed.id} {' and '.join(parts)}"


def _of_whom(subject: str | None, item: str | None) -> str:
    return (f" of item {item}" if item else "") + (f" about {subject}" if subject else "")


def need_words(need: Need, clauses: Mapping[str, Clause], texts: Texts) -> str:
    """One thing that is unknown or lacking, as something to be had."""
    match need:
        case NeedFact(name=name, subject=subject, item=item):
            return f"the fact {name}{_of_whom(subject, item)}, which is not known"
        case NeedJudgement(name=name, by=by, subject=subject, item=item):
            return f"a judgement of {name}{_of_whom(subject, item)} by {listed(by, last='or')}"
        case NeedConsent(clause=clause, giver_of=subject, lacking=("grant",)):
            under = clause_words(clause, clauses, texts)
            return f"a consent about {subject} that covers this, under {under}; none is on file"
        case NeedConsent(clause=clause, giver_of=subject, lacking=lacking):
            return (
                f"a consent about {subject} that has what the one on file lacks ({', '.join(lacking)}), "
                f"under {clause_words(clause, clauses, texts)}"
            )
        case NeedPerson(roles=roles):
            return f"a decision by {listed(roles, last='or')}"
        case _ as unreachable:
            assert_never(unreachable)
