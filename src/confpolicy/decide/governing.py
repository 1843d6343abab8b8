"""Whether a policy speaks about a row at all: its `governs`, in three truth values.

An item that reveals something which the policy governs is perhaps governed itself: else what the policy forbids could
be learnt from an item that it does not speak about.
"""

from __future__ import annotations

from collections.abc import Mapping

from confpolicy.core.scopes import both_ways, party_covered
from confpolicy.decide.conditions import status
from confpolicy.decide.environment import Environment
from confpolicy.decide.prepare import Governed, Policy
from confpolicy.decide.stand_ins import at, by_themself
from confpolicy.facts.logic import Truth, conjunction, disjunction, truth


def governing(policy: Policy, environments: Mapping[str, Environment]) -> dict[str, Truth]:
    """For each leaf asked for about one subject whether the policy governs it; the environments are by leaf."""
    governed = policy.governs
    if governed is None:
        return dict.fromkeys(environments, Truth.TRUE)
    own = {leaf: governs_at(governed, here) for leaf, here in environments.items()}
    learnt = {leaf: disjunction([own[leaf], _revealed(governed, here)]) for leaf, here in environments.items()}
    found = {}
    for leaf, value in own.items():
        others = policy.domain.vocabulary.revealed(leaf) & own.keys()
        reached = disjunction([learnt[leaf], *(learnt[other] for other in others)])
        found[leaf] = Truth.UNKNOWN if value is Truth.FALSE and reached is not Truth.FALSE else value
    return found


def _revealed(governed: Governed, here: Environment) -> Truth:
    """Whether something that the item reveals is governed, with the facts of its entry."""
    revealed = here.domain.vocabulary.revealed(here.leaf or "")
    return disjunction([governs_at(governed, at(here, leaf)) for leaf in sorted(revealed)])


def governs_at(governed: Governed, here: Environment) -> Truth:
    """The truth of `governs` itself; unknown where it turns on whether somebody stands in for the subject.

    Who does may rest on judgements and presumptions, and on neither may what the policy speaks about.
    """
    found = truth_of_governs(governed, here)
    if not here.stood_in or truth_of_governs(governed, by_themself(here)) is found:
        return found
    return Truth.UNKNOWN


def truth_of_governs(governed: Governed, here: Environment) -> Truth:
    """The truth of its scope and of its condition, as things are."""
    return conjunction([truth_of_scope(governed, here), status(governed.parts, here)])


def truth_of_scope(governed: Governed, here: Environment) -> Truth:
    """The truth of its scope, as things are. A party that is not known may be anybody."""
    scope, roles = governed.scope, here.domain.vocabulary.roles
    return conjunction(
        [
            both_ways(
                permits=truth(here.leaf in governed.leaves), forbids=truth(here.leaf in governed.leaves_perhaps)
            ),
            _purpose(governed, here),
            party_covered(scope.to, here.recipient, roles),
            party_covered(scope.from_, here.discloser, roles),
        ]
    )


def _purpose(governed: Governed, here: Environment) -> Truth:
    if here.purpose is not None:
        return truth(here.purpose in governed.purposes)
    return Truth.TRUE if governed.every_purpose else Truth.UNKNOWN
