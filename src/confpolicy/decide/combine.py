"""The rule of decision (section 4 of the design), over what its clauses have been found to say.

Pure and total: a verdict for one item and one subject under one policy (`alone`), under all policies, and for all
the subjects that the item is about (`joined`). There is no other path to a permit.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from confpolicy.decide.decision import Ground, Verdict
from confpolicy.facts.logic import Truth


@attrs.frozen
class Applying:
    """A ground that applies, and the prohibitions that it overrides. `owed`: it is a duty."""

    ground: Ground
    overrides: frozenset[str] = frozenset()
    owed: bool = False


@attrs.frozen
class Against:
    """A prohibition that stands: certainly, or because something about it is unknown."""

    name: str
    absolute: bool
    certainly: bool


@attrs.frozen
class Findings:
    """What the clauses of one policy say about one item and one subject.

    `referred`: a referral applies. `governs`: whether the policy speaks about it.
    """

    grounds: tuple[Applying, ...] = ()
    against: tuple[Against, ...] = ()
    referred: bool = False
    governs: Truth = Truth.TRUE


def lifts(overrides: frozenset[str], prohibition: Against) -> bool:
    """Whether a ground with these overrides lifts the prohibition: it names it, and nothing lifts an absolute one."""
    return prohibition.name in overrides and not prohibition.absolute


def permits(findings: Findings) -> tuple[Applying, ...]:
    """The grounds each of which overrides, by itself, every prohibition that stands."""
    return tuple(
        ground for ground in findings.grounds if all(lifts(ground.overrides, against) for against in findings.against)
    )


def alone(findings: Findings) -> Verdict:
    """The verdict for one subject by itself."""
    if permits(findings):
        return Verdict.PERMIT
    forbidden = any(against.absolute or against.certainly for against in findings.against)
    return Verdict.REFER if findings.referred and not forbidden else Verdict.DENY


def under_one(findings: Findings) -> Verdict:
    """The verdict of one policy by itself: outside, where it certainly does not govern."""
    return Verdict.OUTSIDE if findings.governs is Truth.FALSE else alone(findings)


def under_all(several: Iterable[Findings]) -> Verdict:
    """The verdict of all policies for one subject by itself."""
    return together((findings.governs, alone(findings)) for findings in several)


def together(said: Iterable[tuple[Truth, Verdict]]) -> Verdict:
    """The same, from whether each policy governs and what it says.

    Permit if one certainly governs, and each permits that does not certainly not govern. So one that perhaps governs
    can withhold, and never permits by itself.
    """
    governing = [(governs, verdict) for governs, verdict in said if governs is not Truth.FALSE]
    if not governing:
        return Verdict.OUTSIDE
    if all(governs is not Truth.TRUE for governs, _ in governing):
        return Verdict.DENY
    return joined(verdict for _, verdict in governing)


def joined(verdicts: Iterable[Verdict]) -> Verdict:
    """Permit if each permits, outside if each is outside, refer if each permits or refers, else deny.

    One fold for the policies that govern a row, each of which must permit, and for the subjects of an item. Of no
    verdict at all, deny.
    """
    given = set(verdicts)
    if given in ({Verdict.PERMIT}, {Verdict.OUTSIDE}):
        return given.pop()
    return Verdict.REFER if given and given <= {Verdict.PERMIT, Verdict.REFER} else Verdict.DENY


def whole(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on all items asked for: permit, partial (some), refer (none, but one may be), deny.

    Outside, where no policy speaks about any of them.
    """
    given = set(verdicts)
    if given in ({Verdict.PERMIT}, {Verdict.OUTSIDE}):
        return given.pop()
    if Verdict.PERMIT in given:
        return Verdict.PARTIAL
    return Verdict.REFER if Verdict.REFER in given else Verdict.DENY


def owed(findings: Findings) -> bool:
    """Whether a duty applies, of a policy that certainly governs."""
    return findings.governs is Truth.TRUE and any(ground.owed for ground in findings.grounds)
