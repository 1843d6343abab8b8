"""The rule of decision by itself: from what clauses say to a verdict."""

from __future__ import annotations

import itertools

from confpolicy.decide.combine import Against, Applying, Findings, alone, joined, owed, permits, whole
from confpolicy.decide.decision import Ground, Verdict

P, R, D = Verdict.PERMIT, Verdict.REFER, Verdict.DENY


def ground(name: str | None = "g", *overrides: str, is_owed: bool = False) -> Applying:
    return Applying(Ground(clause=name, kind="exception"), frozenset(overrides), is_owed)


CERTAIN, PERHAPS = Against("p", absolute=False, certainly=True), Against("q", absolute=False, certainly=False)
ABSOLUTE = Against("a", absolute=True, certainly=True)
PERHAPS_ABSOLUTE = Against("b", absolute=True, certainly=False)


def verdict(*grounds: Applying, against: tuple[Against, ...] = (), referred: bool = False) -> Verdict:
    return alone(Findings(grounds, against, referred))


def test_default_deny() -> None:
    assert verdict() is D


def test_one_ground_permits_where_nothing_stands() -> None:
    assert verdict(ground()) is P


def test_a_ground_permits_only_if_it_overrides_everything_that_stands() -> None:
    assert verdict(ground("g", "p"), against=(CERTAIN,)) is P
    assert verdict(ground("g", "p"), against=(CERTAIN, PERHAPS)) is D
    assert verdict(ground("g", "p", "q"), against=(CERTAIN, PERHAPS)) is P


def test_overrides_of_different_grounds_do_not_add_up() -> None:
    assert verdict(ground("g", "p"), ground("h", "q"), against=(CERTAIN, PERHAPS)) is D


def test_a_prohibition_that_stands_only_perhaps_blocks_too() -> None:
    assert verdict(ground(), against=(PERHAPS,)) is D


def test_nothing_overrides_an_absolute_prohibition() -> None:
    assert verdict(ground("g", "a"), against=(ABSOLUTE,)) is D
    assert verdict(ground("g", "b"), against=(PERHAPS_ABSOLUTE,)) is D


def test_only_the_grounds_that_permit_by_themselves_are_named() -> None:
    weak, strong = ground("weak"), ground("strong", "p")
    assert permits(Findings((weak, strong), (CERTAIN,))) == (strong,)


def test_a_referral_refers_unless_something_certainly_stands_or_is_absolute() -> None:
    assert verdict(referred=True) is R
    assert verdict(against=(PERHAPS,), referred=True) is R
    assert verdict(against=(CERTAIN,), referred=True) is D
    assert verdict(against=(ABSOLUTE,), referred=True) is D
    assert verdict(against=(PERHAPS_ABSOLUTE,), referred=True) is D
    assert verdict(ground(), referred=True) is P


def test_adding_a_prohibition_never_permits() -> None:
    grounds = [(), (ground(),), (ground("g", "p"),), (ground("g", "p", "q"),)]
    standing = [CERTAIN, PERHAPS, ABSOLUTE, PERHAPS_ABSOLUTE]
    order = {D: 0, R: 1, P: 2}
    for some, referred in itertools.product(grounds, (True, False)):
        for number in range(len(standing)):
            for few in itertools.combinations(standing, number):
                before = verdict(*some, against=few, referred=referred)
                for more in standing:
                    after = verdict(*some, against=(*few, more), referred=referred)
                    assert order[after] <= order[before]


def test_verdicts_are_joined_to_the_least_that_any_allows() -> None:
    assert joined([]) is D
    for size in (1, 2, 3):
        for verdicts in itertools.product((P, R, D), repeat=size):
            expected = D if D in verdicts else R if R in verdicts else P
            assert joined(verdicts) is expected


def test_the_whole_is_partial_where_some_is_released() -> None:
    assert whole([P, P]) is P
    assert whole([P, D]) is Verdict.PARTIAL
    assert whole([P, R]) is Verdict.PARTIAL
    assert whole([R, D]) is R
    assert whole([D]) is D
    assert whole([]) is D


def test_it_is_owed_where_a_duty_applies() -> None:
    assert owed(Findings((ground(), ground("d", is_owed=True))))
    assert not owed(Findings((ground(),)))
