"""A finding is data: a code, a place, facts. Its wording stands in the catalogue."""

from __future__ import annotations

import enum
from collections.abc import Mapping

import attrs

from confpolicy.source import Span


class Severity(enum.Enum):
    """An error keeps a policy from compiling; a warning can be allowed with a reason."""

    ERROR = "error"
    WARNING = "warning"


@attrs.frozen(kw_only=True)
class Entry:
    """A code's wording. The three templates are filled from a diagnostic's facts with `str.format`.

    `message`: one sentence, what is wrong. `label`: a few words under the place. `help`: the last line, what to do.
    """

    code: str
    slug: str
    severity: Severity
    message: str
    label: str
    help: str


@attrs.frozen
class Related:
    """Another place that the finding speaks of, with a few words."""

    span: Span
    label: str


@attrs.frozen
class Fix:
    """A change that mends the finding: what stands at `span` becomes `replacement`."""

    span: Span
    replacement: str


@attrs.frozen
class Diagnostic:
    """One finding at one place.

    `facts` fill the entry's templates; `suggestion` among them is a near name (did you mean …).
    `statement` is the index of the statement it lies in, so that `allow` can find it; None in a file as such.
    """

    code: str
    span: Span
    facts: Mapping[str, str] = attrs.field(factory=dict)
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
