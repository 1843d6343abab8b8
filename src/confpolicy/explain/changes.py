"""What would change a withheld row: what is unknown or lacking; and where nothing is, what keeps it as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from confpolicy.core.clauses import Consent, Permission
from confpolicy.decide.decision import (
    Near,
    Need,
    NeedConsent,
    NeedFact,
    NeedJudgement,
    NeedPerson,
    Row,
    StandingProhibition,
    Verdict,
)
from confpolicy.explain.matter import Matter
from confpolicy.explain.words import condition_words, listed
from confpolicy.facts.logic import Truth

_IN_PLACE = {
    "refused": "is dated after what stopped it",
    "withdrawn": "is not withdrawn",
    "expired": "has not expired",
    "not yet given": "is given already",
    "condition": "meets the clause's condition",
}


def changes(row: Row, items: tuple[str, ...], matter: Matter) -> Iterator[str]:
    """What would change it, for a row that is withheld and the items that came out alike."""
    if row.alone is Verdict.PERMIT:
        yield f"what changes it for {listed(others_of(row, matter))}"
    elif row.needs:
        told = _merged(row.needs)
        yield from dict.fromkeys(need_words(need, items, row, matter) for need in told)
    else:
        yield from _closed(row, matter)


def others_of(row: Row, matter: Matter) -> tuple[str, ...]:
    """The other subjects by whom the item is jointly decided, and for whose sake it is withheld."""
    together = matter.docket.joined[row.item, row.subject]
    return tuple(other for other in together if matter.alone[row.item, other] is not Verdict.PERMIT)


def _merged(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """Without the judgements that are the answer of a person who must decide, which is told with the person."""
    people = {need.roles for need in needs if isinstance(need, NeedPerson)}
    return tuple(need for need in needs if not (isinstance(need, NeedJudgement) and need.item and need.by in people))


def need_words(need: Need, items: tuple[str, ...], row: Row, matter: Matter) -> str:
    """One thing that is unknown or lacking, as something to be had."""
    match need:
        case NeedFact(name=name, subject=subject, item=item):
            lack = "is not given" if matter.given(name, (row.item, row.subject)) is None else "is not given in full"
            return f"the fact {name}{_of_whom(subject, item, items)}, which {lack}"
        case NeedJudgement(name=name, by=by, subject=subject, item=item):
            new = "a" if matter.given(name, (row.item, row.subject)) is None else "a new"
            return f"{new} judgement of {name}{_of_whom(subject, item, items)} by {listed(by, last='or')}"
        case NeedConsent(clause=clause, giver_of=subject, lacking=("grant",)):
            return f"a consent about {subject} that covers this, under {matter.clause(clause)}; none is on file"
        case NeedConsent(clause=clause, giver_of=subject, lacking=lacking):
            return f"a consent about {subject} that {_wanted(lacking)}, under {matter.clause(clause)}"
        case NeedPerson(roles=roles):
            answers = [each.name for each in row.needs if isinstance(each, NeedJudgement) and each.by == roles]
            given = f", given as their judgement of {listed(answers)}" if answers else ""
            return f"a decision by {listed(roles, last='or')}{given}"
        case _ as unreachable:
            assert_never(unreachable)


def _wanted(lacking: tuple[str, ...]) -> str:
    """What the consent on file would have to have and to be."""
    plain = [word for word in lacking if word not in _IN_PLACE]
    has = [f"has what the one on file lacks ({', '.join(plain)})"] if plain else []
    return listed([*has, *(_IN_PLACE[word] for word in lacking if word in _IN_PLACE)])


def _of_whom(subject: str | None, item: str | None, items: tuple[str, ...]) -> str:
    of_item = "" if item is None else f" of item {item}" if len(items) == 1 else " of each of these items"
    return of_item + (f" about {subject}" if subject else "")


# --- where nothing is unknown or lacking ---------------------------------------------------------------------------


def _closed(row: Row, matter: Matter) -> Iterator[str]:
    certain = [each for each in row.standing if each.certainly]
    near = [each for each in row.nearly if _overrides_all(each, certain, matter)]
    if certain and not near:
        yield _held_by(certain, matter)
    elif near:
        yield from _given(near, row, matter)
    elif row.insufficient:
        names = listed(matter.clause(each.clause) for each in row.standing)
        yield f"nothing, as long as an error keeps the condition of {names} from being settled"
    elif len(row.policies) > 1:
        names = listed(each.policy for each in row.policies if each.verdict in {Verdict.DENY, Verdict.REFER})
        yield f"nothing that is unknown or lacking: {names} would have to let this go"
    else:
        yield "nothing: no clause of the policy lets this go to this recipient for this purpose"


def _overrides_all(near: Near, certain: Iterable[StandingProhibition], matter: Matter) -> bool:
    clause = matter.clauses[near.clause]
    overridden = clause.overrides if isinstance(clause, Consent | Permission) else frozenset()
    return all(not each.absolute and each.clause in overridden for each in certain)


def _held_by(certain: list[StandingProhibition], matter: Matter) -> str:
    absolute = [each for each in certain if each.absolute]
    if absolute:
        names = listed(_held(each, matter) for each in absolute)
        return f"nothing, as long as {names} forbids it: nothing overrides what is absolute"
    names = listed(_held(each, matter) for each in certain)
    them = "all of these" if len(certain) > 1 else "it"
    return f"nothing, as long as {names} forbids it: no clause that could let this go overrides {them}"


def _held(prohibition: StandingProhibition, matter: Matter) -> str:
    since = condition_words(matter.clauses[prohibition.clause], matter.texts)
    return matter.clause(prohibition.clause) + (f", that is while {since}," if since else "")


def _given(near: Iterable[Near], row: Row, matter: Matter) -> Iterator[str]:
    """Nothing is unknown or lacking: what kept each clause from applying would have to be other than it is."""
    covered = any(each.kind == "need-to-know" for each in row.nearly)
    for each in near:
        if "need-to-know" in each.missing and not covered:
            yield (
                f"another item, recipient or purpose: {each.kind} {each.clause} asks for a need to know, and no "
                "need-to-know clause covers these"
            )
            continue
        turned = [
            f"`{matter.texts.words(outcome.path)}` would have {'not ' * (outcome.value is Truth.TRUE)}to hold"
            for outcome in each.outcomes
            if outcome.value is not Truth.UNKNOWN
        ]
        if turned:
            yield f"other facts than those given: for {each.kind} {each.clause}, {listed(turned)}"
    yield "nothing that is unknown or lacking would be enough"
