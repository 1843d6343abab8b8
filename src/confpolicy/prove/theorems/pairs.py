"""Claims about two requests that differ in one thing only: withdrawals, absence, what is stated, protected facts."""

from __future__ import annotations

import re
from collections.abc import Callable

from confpolicy.core.clauses import Act, Obligation, Reply
from confpolicy.facts.schema import FactDeclaration, Holder
from confpolicy.prove.bench import Bench, Run
from confpolicy.prove.encode.conditions import Place
from confpolicy.prove.encode.held import Held, speaks
from confpolicy.prove.encode.rules import Resolved, Ruled
from confpolicy.prove.encode.world import fact_of
from confpolicy.prove.logic.terms import (
    Formula,
    both,
    differ,
    either,
    every,
    implies,
    names_in,
    negation,
    same,
    some,
    symbol,
)
from confpolicy.prove.study import Broken, Study

WITHDRAWAL = "withdrawal_never_permits_more"
ABSENCE = "absence_never_permits"
STATED = "prohibitions_ignore_what_is_stated"
PROTECTED = "no_protected_fact_matters"
OUTWARD = "the_outward_answer_is_stated_and_released"
EXISTENCE = "existence_is_not_revealed"
SECOND = "second "


def _pair(study: Study, shared: Callable[[str], bool], *, withdrawals: bool = False) -> tuple[Bench, Run, Run]:
    """Two requests of symbols on a bench of their own, which have in common what `shared` says of a name."""
    bench = study.another()
    bench.withdrawals, bench.requests = withdrawals, 2
    return bench, bench.run(), bench.run(SECOND, shared)


def withdrawal_never_permits_more(study: Study) -> None:
    """Two requests that are alike but that in the second more is withdrawn or refused."""
    if not any(held.policy.consents for held in study.held):
        return

    def shared(name: str) -> bool:
        return not name.endswith(" withdrawn") and not (name.startswith("refusal ") and name.endswith(" there"))

    bench, first, second = _pair(study, shared, withdrawals=True)
    more = [
        *(
            implies(one.withdrawn, other.withdrawn)
            for one, other in zip(first.file.grants, second.file.grants, strict=True)
        ),
        *(
            implies(one.there, other.there)
            for one, other in zip(first.file.refusals, second.file.refusals, strict=True)
        ),
    ]
    study.refute(
        Broken(
            claim=WITHDRAWAL,
            detail="With more withdrawn or refused (the second request) something is permitted that was not.",
            verdict="deny",
            beside="permit",
        ),
        both(*more, negation(first.verdicts[0].permit), second.verdicts[0].permit),
        runs=(first, second),
        bench=bench,
    )


_ELEMENT = re.compile(r"\[\d+\]( of grant \d+)? given$")


def absence_never_permits(study: Study) -> None:
    """Two requests that are alike but that in the second facts are absent which the first gives.

    Facts taken as no if absent are left out: there absence is an answer, and each decision says so. A set that is
    given is given whole: what is not in it is no fact that is absent.
    """
    facts = _of(study, lambda fact: fact.presumed is None)

    def shared(name: str) -> bool:
        return not (name.endswith(" given") and not _ELEMENT.search(name) and fact_of(name) in facts)

    bench, first, second = _pair(study, shared)
    less = [implies(symbol(SECOND + name), symbol(name)) for name in _given(first, second) if not shared(name)]
    study.refute(
        Broken(
            claim=ABSENCE,
            detail="With a fact absent (the second request) something is permitted that is withheld with it.",
            verdict="deny",
            beside="permit",
        ),
        both(*less, negation(first.verdicts[0].permit), second.verdicts[0].permit),
        runs=(first, second),
        bench=bench,
    )


def _given(first: Run, second: Run) -> list[str]:
    """The names of all symbols that say that a fact, or a part of one, is given in either request."""
    found: dict[str, None] = {}
    for run in (first, second):
        for fact in run.world.facts:
            found |= names_in(fact)
        verdicts = run.verdicts[0]
        found |= names_in(verdicts.permit)
    return sorted({name.removeprefix(SECOND) for name in found if name.endswith(" given")})


def prohibitions_ignore_what_is_stated(study: Study) -> None:
    """Two requests that differ only in what the requester states: the same prohibitions stand."""
    stated = _of(study, lambda fact: fact.holder is Holder.STATED)
    if not stated or not any(held.against for held in study.held):
        return
    bench, first, second = _pair(study, lambda name: fact_of(name) not in stated)
    for one, other in zip(first.verdicts[0].held, second.verdicts[0].held, strict=True):
        for ours, theirs in zip(one.against, other.against, strict=True):
            study.refute(
                Broken(
                    claim=STATED,
                    key=ours.name,
                    clauses=(ours.name,),
                    detail=f"Whether `{ours.name}` stands depends on what the requester states.",
                    verdict="",
                ),
                either(differ(ours.stands, theirs.stands), differ(ours.certainly, theirs.certainly)),
                runs=(first, second),
                bench=bench,
            )


def _of(study: Study, wanted: Callable[[FactDeclaration], bool]) -> dict[str, None]:
    return {name: None for name, fact in sorted(study.theory.vocabulary.facts.items()) if wanted(fact)}


def no_protected_fact_matters(study: Study) -> None:
    """Two requests that differ in one protected fact, where the clauses that rely on it come out alike."""
    read = study.run.world.given
    for fact in _of(study, lambda each: each.protected and each.full_name in read):
        bench, first, second = _pair(study, _but_for(fact))
        ours, theirs = first.verdicts[0], second.verdicts[0]
        changed = either(differ(ours.permit, theirs.permit), differ(ours.refer, theirs.refer))
        study.refute(
            Broken(
                claim=PROTECTED,
                key=fact,
                detail=f"`{fact}` makes a difference, and not through a clause that relies on it.",
                verdict="",
            ),
            both(_relying_alike(fact, first, second), changed),
            runs=(first, second),
            bench=bench,
        )


def _but_for(fact: str) -> Callable[[str], bool]:
    return lambda name: fact_of(name) != fact


def _relying_alike(fact: str, first: Run, second: Run) -> Formula:
    """Where everything that relies on the fact comes out the same in both."""
    found: list[Formula] = []
    for one, other in zip(first.verdicts[0].held, second.verdicts[0].held, strict=True):
        relying = {each.name for each in one.policy.clauses if fact in each.clause.relies_on}
        for name in sorted(relying & one.applying.keys()):
            ours, theirs = one.applying[name], other.applying[name]
            found += [same(ours.true, theirs.true), same(ours.false, theirs.false)]
            found += [same(a, b) for a, b in zip(one.carried.get(name, ()), other.carried.get(name, ()), strict=True)]
        for against, against_ in zip(one.against, other.against, strict=True):
            if against.name in relying:
                found += [same(against.stands, against_.stands), same(against.certainly, against_.certainly)]
        found += [same(one.referrals[name], other.referrals[name]) for name in sorted(relying & one.referrals.keys())]
        for (there, stood), (there_, stood_) in zip(one.stood_in, other.stood_in, strict=True):
            if stood.ready.name in relying:
                ours, theirs = stood.holds, stood_.holds
                found.append(same(both(there, ours.true), both(there_, theirs.true)))
                found.append(same(both(there, ours.false), both(there_, theirs.false)))
    return every(found)


def the_outward_answer_is_stated_and_released(study: Study) -> None:
    """Two requests in which the same is stated and nothing else need be alike: the same is said.

    Replies and what obligations say are asked with all facts at hand, though deciding hands them only what was
    stated: so this holds of the clauses themselves, whoever evaluates them.
    """
    stated = _of(study, lambda fact: fact.holder is Holder.STATED)

    def shared(name: str) -> bool:
        if name.startswith("recipient role "):
            return name.removeprefix("recipient role ") not in study.theory.vocabulary.towards
        return name.startswith("now ") or fact_of(name) in stated

    if not any(_speaking(held.policy) for held in study.held):
        return
    bench, first, second = _pair(study, shared)
    for one, other in zip(first.verdicts[0].held, second.verdicts[0].held, strict=True):
        for ready in _speaking(one.policy):
            said, also_said = (_said(ready, each.spot.place) for each in (one, other))
            study.refute(
                Broken(
                    claim=OUTWARD,
                    key=ready.name,
                    clauses=(ready.name,),
                    detail=f"Whether `{ready.name}` speaks depends on more than what the requester stated.",
                    verdict="",
                ),
                differ(said, also_said),
                runs=(first, second),
                bench=bench,
            )


def _speaking(policy: Ruled) -> list[Resolved[Reply] | Resolved[Obligation]]:
    says = [each for each in policy.obligations if any(effect.act is Act.SAY for effect in each.clause.effects)]
    return [*policy.replies, *says]


def _said(ready: Resolved[Reply] | Resolved[Obligation], place: Place) -> Formula:
    return speaks(ready, place, stated_only=False).possible


def existence_is_not_revealed(study: Study) -> None:
    """Two requests alike but in what the register says of the subject: one releases what reveals that they are known.

    Facts of the subject, and of the recipient's relation to them, that nobody judged; consents are alike in both. The
    requester learns from the answer what the register says. Clauses that allow CP503 with a reason are left out.
    """
    vocabulary = study.theory.vocabulary
    leaf = study.slice_.leaf
    revealed = frozenset[str]().union(*vocabulary.reveals.values())
    if not vocabulary.revealed(leaf) and leaf not in revealed:
        return
    of_the_person = _of(study, lambda fact: fact.holder in {Holder.SUBJECT, Holder.RELATION} and fact.judged is None)
    bench, first, second = _pair(study, lambda name: fact_of(name) not in of_the_person)
    ours, theirs = first.verdicts[0], second.verdicts[0]
    for one in ours.held:
        for ground in one.grounds:
            if ground.kind in {"exception", "duty"}:
                study.refute(
                    Broken(
                        claim=EXISTENCE,
                        key=ground.name or "",
                        clauses=(ground.name or "",),
                        detail=f"Whether `{ground.name}` releases it tells the requester what the register says.",
                        beside="",
                    ),
                    both(ours.permitting(one, ground), negation(theirs.permit), _no_other(one, ground.name)),
                    runs=(first, second),
                    bench=bench,
                )


def _no_other(held: Held, name: str | None) -> Formula:
    return negation(some(each.permits for each in held.grounds if each.name != name))
