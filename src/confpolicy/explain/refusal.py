"""A refused request, as text for whoever sent it on: what does not fit, what to do, what may be said meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from confpolicy.decide.decision import Outward
from confpolicy.explain.text import bullet, section
from confpolicy.facts.faults import Fault, help_of, message_of


def refusal_text(request_id: str | None, faults: Iterable[Fault], outward: Outward) -> str:
    """The refusal in plain text, ending in a line break; its mistakes are never for the requester."""
    lines = ["REFUSED. The request does not fit, so nothing was decided and nothing is released.", ""]
    lines += [f"{'Request':<11}{request_id or 'without an id'}"]
    lines += ["", "What does not fit:", *(line for fault in faults for line in _mistake(fault))]
    lines += section("What the requester may be told, and nothing else", (f'"{text}"' for text in outward.replies))
    return "\n".join(lines) + "\n"


def _mistake(fault: Fault) -> Iterator[str]:
    yield from bullet(f"{fault.code} at {fault.path or 'the top'}: {message_of(fault)} {help_of(fault)}")
