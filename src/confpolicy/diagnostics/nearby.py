"""Did you mean …? One measure of nearness for every name that is not declared."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 60
_NEAR_ENOUGH = 0.7


def near(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is most like `name`, or None where none is near; the order of candidates means nothing.

    A difference of case, or a hyphen or a space in place of an underscore, counts for nothing. The measure is that
    of `difflib` (Ratcliff and Metzener, "Pattern Matching: The Gestalt Approach", 1988).
    """
    import difflib

    if not 0 < len(name) <= _LONGEST:
        return None
    folded = name.lower().replace("-", "_").replace(" ", "_")
    close = difflib.get_close_matches(folded, sorted(set(candidates)), n=1, cutoff=_NEAR_ENOUGH)
    return close[0] if close else None
