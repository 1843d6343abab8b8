"""The first mistake of a statement, on its way from where it is seen to where it is reported."""

from __future__ import annotations

from collections.abc import Mapping

from confpolicy.diagnostics.diagnostic import Diagnostic, Fix, Related
from confpolicy.source import Span


class MistakeError(Exception):
    """Carries a diagnostic whose spans are relative to the statement."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


def mistake(
    code: str,
    span: Span,
    facts: Mapping[str, str] | None = None,
    *,
    related: tuple[Related, ...] = (),
    fix: Fix | None = None,
) -> MistakeError:
    """The exception to raise for a mistake at `span`."""
    return MistakeError(Diagnostic(code, span, facts or {}, related, fix))
