"""The errors that callers meet. Nothing else is raised on purpose by the public functions."""

from __future__ import annotations

from confpolicy.decide.result import NotAskedError, Refusal
from confpolicy.diagnostics.diagnostic import Diagnostic

__all__ = ["ConfpolicyError", "NotAskedError", "PolicyError", "RequestError"]


class ConfpolicyError(Exception):
    """What all errors of the library but `NotAskedError` (a `LookupError`) have in common."""


class PolicyError(ConfpolicyError):
    """A policy does not compile. `diagnostics`: every finding, errors and warnings."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__(", ".join(sorted({diagnostic.code for diagnostic in diagnostics})))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type[PolicyError], tuple[tuple[Diagnostic, ...]]]:
        return type(self), (self.diagnostics,)


class RequestError(ConfpolicyError):
    """A request does not fit and was refused. `refusal`: every fault, and what may be said to the requester."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(", ".join(sorted({fault.code for fault in refusal.faults})))
        self.refusal = refusal

    def __reduce__(self) -> tuple[type[RequestError], tuple[Refusal]]:
        return type(self), (self.refusal,)
