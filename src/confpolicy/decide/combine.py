"""The rule of decision (section 4 of the design), over what its clauses have been found to say.

Pure and total: a verdict for one item and one subject under one policy (`alone`), under all policies, and for all
the subjects that the item is about (`joined`). There is no other path to a permit.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from confpolicy.decide.decision import Ground, Verdict


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
    """What the clauses of one policy say about one item and one subject. `referred`: a referral applies."""

    grounds: tuple[Applying, ...] = ()
    against: tuple[Against, ...] = ()
    referred: bool = False


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


def joined(verdicts: Iterable[Verdict]) -> Verdict:
    """Permit if each permits, else deny if one denies, else refer; of no verdict at all, deny.

    One fold for the policies of a program, each of which must permit, and for the subjects of an item.
    """
    given = set(verdicts)
    if given == {Verdict.PERMIT}:
        return Verdict.PERMIT
    return Verdict.REFER if given and given <= {Verdict.PERMIT, Verdict.REFER} else Verdict.DENY


def whole(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on all items asked for: permit, partial (some), refer (none, but one may be), deny."""
    given = set(verdicts)
    if given == {Verdict.PERMIT}:
        return Verdict.PERMIT
    if Verdict.PERMIT in given:
        return Verdict.PARTIAL
    return Verdict.REFER if Verdict.REFER in given else Verdict.DENY


def owed(findings: Findings) -> bool:
    """Whether a duty applies."""
    return any(ground.owed for ground in findings.grounds)
