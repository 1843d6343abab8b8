"""Sentences for the single findings of a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from confpolicy.core.clauses import Clause, kind_word
from confpolicy.core.expressions import Expression
from confpolicy.core.programs import Program
from confpolicy.decide.decision import Verdict
from confpolicy.explain.texts import Texts

RELEASED, WITHHELD, REFERRED = "may be released", "is withheld", "is withheld until a person has decided"
OUTSIDE = "is withheld, since no policy here speaks about it"


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
        case Verdict.OUTSIDE:
            return OUTSIDE
        case _ as unreachable:
            assert_never(unreachable)


def clauses_by_name(program: Program) -> Mapping[str, Clause]:
    """Every clause of every policy of the program."""
    return {clause.name: clause for rules in program.policies for clause in rules.clauses}


def policies_by_clause(program: Program) -> Mapping[str, tuple[str, ...]]:
    """Of a program of several policies whose each clause is; nothing of a program of one."""
    found: dict[str, tuple[str, ...]] = {}
    for rules in program.policies if len(program.policies) > 1 else ():
        for clause in rules.clauses:
            found[clause.name] = (*found.get(clause.name, ()), rules.header.name)
    return found


def clause_words(name: str, clauses: Mapping[str, Clause], texts: Texts) -> str:
    """`exception emergency "Emergencies" (policies/x.policy:12, paragraph O-c.ii)`.

    Where there are several policies, it says whose it is, too.
    """
    clause = clauses[name]
    title = f' "{clause.title}"' if clause.title else ""
    places = ", ".join(filter(None, (texts.policy_of(name), texts.place(name), paragraphs_of(clause))))
    return f"{kind_word(clause)} {name}{title}" + (f" ({places})" if places else "")


def paragraphs_of(clause: Clause) -> str:
    """`paragraphs X1 and X2`; empty for a clause that cites none."""
    return f"paragraph{'s' * (len(clause.cites) > 1)} {listed(clause.cites)}" if clause.cites else ""


def expressions_of(clause: Clause) -> tuple[Expression, ...]:
    """Everything after `when` and `unless` of a clause and of the reading of it that is taken."""
    return tuple(expression for _, expression, _ in _parts(clause))


def whens_of(clause: Clause) -> tuple[Expression, ...]:
    """What must hold for a clause: everything after `when`."""
    return tuple(expression for _, expression, negated in _parts(clause) if not negated)


def _parts(clause: Clause) -> Iterator[tuple[str, Expression, bool]]:
    """Each part of the condition in force: its node, its expression, and whether it must not hold."""
    conditions = [(clause.name, clause.condition)]
    conditions += [
        (f"{clause.name}/reading.{reading.name}", reading.condition)
        for reading in clause.readings
        if reading.name == clause.taken
    ]
    for path, condition in conditions:
        if condition.when is not None:
            yield f"{path}/when", condition.when, False
        for number, unless in enumerate(condition.unless):
            yield f"{path}/unless.{number}", unless, True


def condition_words(clause: Clause, texts: Texts, *, holds: str = "holds") -> str:
    """What a clause that applies rests on: its `when` holds and each `unless` does not; empty without a condition."""
    return listed(
        f"`{texts.words(path)}` does not hold" if negated else f"`{texts.words(path)}` {holds}"
        for path, _, negated in _parts(clause)
    )


def applying_words(name: str, clauses: Mapping[str, Clause], texts: Texts) -> str:
    """The clause, the reading of it that is taken, and what it rests on."""
    clause = clauses[name]
    read = f", read as {clause.taken}" if clause.taken is not None else ""
    since = condition_words(clause, texts)
    return clause_words(name, clauses, texts) + read + (f", since {since}" if since else "")
