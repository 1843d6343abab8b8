"""What authors assert of their policy, for every request from the day on which it comes into force."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from confpolicy.core.clauses import Assertion, Claim
from confpolicy.core.scopes import leaves_in, purposes_in
from confpolicy.prove.encode.conditions import holds
from confpolicy.prove.encode.held import Held
from confpolicy.prove.encode.people import covers
from confpolicy.prove.encode.rules import Theory, parts_of
from confpolicy.prove.encode.three import Three, certain, conjunction
from confpolicy.prove.logic.terms import Formula, both, differ, either, negation, some
from confpolicy.prove.slices import Cell
from confpolicy.prove.study import Broken, Study

ASSERTED = "asserted"
"""The claim under which assertions are kept, each by its name."""
NOT_VACUOUS = "nothing_asserted_is_vacuous"


@attrs.frozen
class Asserted:
    """An assertion with the cells that it speaks of."""

    assertion: Assertion
    leaves: frozenset[str]
    purposes: frozenset[str]

    @property
    def forbids(self) -> bool:
        """Whether it claims that something is withheld: then its `except` frees as that of a prohibition does."""
        return self.assertion.claim in {Claim.NEVER, Claim.ONLY_WITH_CONSENT}

    @classmethod
    def of(cls, assertion: Assertion, theory: Theory) -> Asserted:
        """The assertion; one that claims that something is withheld speaks of what reveals its items too."""
        vocabulary, forbids = theory.vocabulary, assertion.claim in {Claim.NEVER, Claim.ONLY_WITH_CONSENT}
        leaves = leaves_in(assertion.scope.of, vocabulary.data, forbids=forbids)
        if forbids:
            leaves |= {leaf for leaf in vocabulary.reveals if vocabulary.revealed(leaf) & leaves}
        return cls(assertion, leaves, purposes_in(assertion.scope.for_, vocabulary.purposes))

    def cell(self, study: Study) -> Cell | None:
        """The first cell of the slice that it speaks of, if there is one."""
        cells = study.slice_.cells
        return next(((leaf, for_) for leaf, for_ in cells if leaf in self.leaves and for_ in self.purposes), None)

    def premise(self, held: Held) -> Three:
        """Whether it speaks of the request, whose leaf and purpose it covers."""
        scope, place = self.assertion.scope, held.spot.place
        assert place.discloser is not None
        return conjunction(
            [
                covers(scope.to, place.recipient, forbids=self.forbids),
                certain(covers(scope.from_, place.discloser, forbids=self.forbids).true),
                holds(tuple(parts_of(self.assertion.condition)), place),
            ]
        )


def assertions_hold(study: Study, others: Mapping[str, Theory]) -> None:
    """Searches for a request that breaks an assertion of the policy itself; `others`: policies compared with.

    An assertion is about one item. That it is withheld holds beside others too; that it is permitted, or decided as
    elsewhere, is claimed of requests for it alone.
    """
    held = study.held[0]
    for assertion in held.policy.rules.assertions:
        asserted = Asserted.of(assertion, study.theory)
        study.found.asked[NOT_VACUOUS, assertion.name] = None
        cell = asserted.cell(study)
        if cell is None:
            continue
        premise = asserted.premise(held)
        speaks = premise.true if assertion.claim is Claim.ALWAYS else premise.possible
        study.show(NOT_VACUOUS, assertion.name, speaks)
        match assertion.claim:
            case Claim.NEVER:
                broken, verdict, words = study.verdicts.permit, "permit", "is permitted"
            case Claim.ALWAYS:
                alone = study.verdicts.asked_alone
                broken, verdict, words = both(negation(study.verdicts.permit), alone), "", "is not permitted"
            case Claim.ONLY_WITH_CONSENT:
                broken, verdict, words = _without_consent(study), "permit", "is permitted without a consent"
            case Claim.SAME_AS:
                if assertion.other is not None:
                    _same_as(study, asserted, others[assertion.other], cell)
                continue
        study.refute(
            Broken(
                claim=ASSERTED,
                key=assertion.name,
                told=assertion.name,
                detail=f"`{cell[0]}` {words} here, for `{cell[1]}`.",
                verdict=verdict,
                cell=cell,
                more=lambda: _permitting(study),
            ),
            both(speaks, broken),
        )


def _without_consent(study: Study) -> Formula:
    consented = some(
        study.verdicts.permitting(held, ground)
        for held in study.held
        for ground in held.grounds
        if ground.kind == "consent"
    )
    return both(study.verdicts.permit, negation(consented))


def _permitting(study: Study) -> list[tuple[str, Formula]]:
    """Each ground with where it is among those that permit."""
    permitting = [
        (ground.name or "being public", study.verdicts.permitting(held, ground))
        for held in study.held
        for ground in held.grounds
    ]
    withheld = negation(study.verdicts.permit)
    return permitting + [(each.name, both(each.stands, withheld)) for held in study.held for each in held.against]


def _same_as(study: Study, asserted: Asserted, other: Theory, cell: Cell) -> None:
    bench = study.another(other, grants=len(study.theory.policies) + len(other.policies))
    run = bench.run()
    ours, theirs = run.verdicts
    changed = either(
        differ(ours.permit, theirs.permit), differ(ours.refer, theirs.refer), differ(ours.outside, theirs.outside)
    )
    study.refute(
        Broken(
            claim=ASSERTED,
            key=asserted.assertion.name,
            told=asserted.assertion.name,
            detail=f"`{cell[0]}` is decided otherwise there, for `{cell[1]}`.",
            verdict="",
            cell=cell,
        ),
        both(asserted.premise(ours.held[0]).possible, ours.asked_alone, theirs.asked_alone, changed),
        runs=(run,),
        bench=bench,
    )
