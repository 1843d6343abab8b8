"""The page of a code: what it means and what to do, for `confpolicy rule`."""

from __future__ import annotations

from confpolicy.diagnostics.catalogue import CATALOGUE
from confpolicy.diagnostics.diagnostic import Severity


def page(code: str) -> str:
    """The page as Markdown. What stands in braces is filled in where it is found. Raises `KeyError` for no code."""
    entry = CATALOGUE[code]
    weight = (
        "An error: a request that has it is refused."
        if code.startswith("CP8")
        else "An error: a policy that has it does not compile."
        if entry.severity is Severity.ERROR
        else f'A warning: a statement that means it says `allow {code} because "…"`.'
    )
    return f"# {code} {entry.slug}\n\n{entry.message}\n\n{weight}\n\nWhat to do: {entry.help}\n"
