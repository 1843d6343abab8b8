"""Differences in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, assert_never

from confpolicy.facts.values import Duration
from confpolicy.prove.compare.questions import DECIDED_BY, OWED, How
from confpolicy.prove.compare.replay import Told
from confpolicy.prove.smaller import first_subject

SUBJECT, NO_ROLE = "subject", "no role"
"""What stands for a role where the recipient is the data subject, and where they have none."""


def detail(how: How, old: Told, new: Told) -> str:
    """What is there under the one and not under the other."""
    match how:
        case How.MORE | How.LESS:
            return f"{old.verdict}, now {new.verdict}"
        case How.OBLIGATIONS:
            gone = sorted(map(_obligation, old.obligations - new.obligations))
            come = sorted(map(_obligation, new.obligations - old.obligations))
        case How.REPLIES:
            gone = sorted(f'"{each}"' for each in old.replies - new.replies)
            come = sorted(f'"{each}"' for each in new.replies - old.replies)
        case How.NEEDS:
            return "what could still change the decision"
        case _ as unreachable:
            assert_never(unreachable)
    return "; ".join(f"{word}: {', '.join(each)}" for word, each in (("no longer", gone), ("now", come)) if each)


def _obligation(obligation: tuple[object, ...]) -> str:
    if obligation == OWED:
        return "the disclosure is owed"
    if obligation[:1] == DECIDED_BY:
        return f"decided by {obligation[1]}"
    _, phase, effect, target, text, within = obligation
    shown = f'"{text}"' if text is not None else None
    words = " ".join(str(each) for each in (phase, effect, target, shown) if each is not None)
    return f"{words} within {_length(within)}" if isinstance(within, Duration) else words


def _length(within: Duration) -> str:
    if within.months:
        return f"{within.months} months"
    days, rest = divmod(within.seconds, 86_400)
    return f"{within.seconds} seconds" if rest else f"{days} days"


def role_of(request: Mapping[str, Any]) -> str:
    """The recipient's role, as a difference is listed."""
    subject = first_subject(request)
    if request["recipient"]["id"] == subject["id"]:
        return SUBJECT
    around = request if "subject" in request else subject
    roles = [*request["recipient"]["roles"], *around.get("relation", {}).get("roles", [])]
    return " and ".join(sorted(roles)) or NO_ROLE
