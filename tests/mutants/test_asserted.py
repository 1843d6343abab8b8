"""A mutant that breaks an assertion does so by a request; one that does not is passed over; what is known is kept."""

from __future__ import annotations

from pathlib import Path

from confpolicy.engine import Policy
from tests.mutants.asserted import ASSERTING, Breach, breaches, broken_by, read
from tests.mutants.catalogue import mutants, original
from tests.mutants.sampling import Decider

FIRST = "communities_1st"
DROPPED = "communities_1st:clause dropped:police_suspicion"
TOLD = "the_police_are_told_of_a_suspect"


def known_but(*names: str) -> dict[tuple[str, str], Breach]:
    """Every assertion of the first policy taken as broken, but for these."""
    assertions = Policy.load(ASSERTING[FIRST]).program.policies[0].assertions
    return {
        (FIRST, each.name): Breach(
            policy="another", assertion=each.name, mutant="", words="", request={}, verdict="", tried=0
        )
        for each in assertions
        if each.name not in names
    }


def test_a_mutant_breaks_an_assertion_by_a_request_that_its_original_decides_otherwise() -> None:
    kept: list[Breach] = []
    (breach,) = breaches(FIRST, known_but(TOLD), kept.append, mutants=12)
    assert [breach] == kept
    assert (breach.assertion, breach.mutant, breach.verdict) == (TOLD, DROPPED, "deny")
    (row,) = Decider.of(original(FIRST).program).decide(breach.request).rows
    assert row.verdict.value == "permit"


def test_an_assertion_that_no_mutant_broke_is_left() -> None:
    assert breaches(FIRST, known_but("nothing_is_ever_sold"), print, mutants=2) == ()


def test_a_mutant_breaks_no_assertion_of_what_it_does_not_change() -> None:
    policy = original(FIRST).policy
    mutant = next(each for each in mutants() if each.id == DROPPED)
    other = tuple(each for each in policy.program.policies[0].assertions if each.name == "nothing_is_ever_sold")
    assert broken_by(policy, mutant.program, other) == {}


def test_what_is_known_is_not_looked_for_again(tmp_path: Path) -> None:
    assert read(tmp_path / "none") == {}
    (breach,) = breaches(FIRST, known_but(TOLD), lambda _: None, mutants=12)
    assert breaches(FIRST, {**known_but(TOLD), (FIRST, TOLD): breach}, print) == (breach,)
