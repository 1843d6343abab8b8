"""The errors that callers meet. Nothing else is raised on purpose by the public functions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from confpolicy.facts.faults import Fault
from confpolicy.result import NotAskedError, Refusal

if TYPE_CHECKING:
    from confpolicy.diagnostics.diagnostic import Diagnostic
    from confpolicy.source import Source

__all__ = ["ConfpolicyError", "NotAskedError", "PolicyError", "RequestError", "WitnessError", "faults_text"]


class ConfpolicyError(Exception):
    """What all errors of the library but `NotAskedError` (a `LookupError`) have in common. Nothing was decided."""


class PolicyError(ConfpolicyError):
    """A policy does not compile. Its text shows every finding with its place and what to do about it.

    `diagnostics`: every finding, errors and warnings; `sources`: the texts that they point into, by path.
    """

    def __init__(self, diagnostics: tuple[Diagnostic, ...], sources: Mapping[str, Source]) -> None:
        super().__init__(diagnostics, sources)
        self.diagnostics = diagnostics
        self.sources = sources

    def __str__(self) -> str:
        from confpolicy.diagnostics.render.text import render_text

        return render_text(self.diagnostics, self.sources)


class RequestError(ConfpolicyError):
    """A request does not fit and was refused. Its text lists the mistakes: never for the requester.

    `refusal`: every fault, and what may be said to the requester all the same.
    """

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal

    def __str__(self) -> str:
        return faults_text(self.refusal.faults)


class WitnessError(RuntimeError):
    """A request that should have shown something does not: a fault of the program, which no caller can mend.

    `request`: the request, in the form of JSON; nobody is in it, for it was made up. `reason`: what is wrong with it.
    """

    def __init__(self, request: Mapping[str, Any], reason: str) -> None:
        super().__init__(request, reason)
        self.request = request
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.reason}: {json.dumps(self.request, ensure_ascii=False)}"


def faults_text(faults: Iterable[Fault]) -> str:
    """The mistakes of a request in words: of each, its place (a JSON pointer), what is wrong and what to do."""
    from confpolicy.diagnostics.diagnostic import Diagnostic
    from confpolicy.diagnostics.render.wording import worded
    from confpolicy.source import NOWHERE

    lines = []
    for fault in faults:
        words = worded(Diagnostic(fault.code, NOWHERE, fault.facts))
        meant = f" Did you mean `{words.suggestion}`?" if words.suggestion is not None else ""
        lines += [f"{fault.code} at {fault.path or 'the top'}: {words.message}{meant}", f"    {words.help}"]
    return "\n".join(lines)
