"""The page of a code: what it means, a policy that has it, its message, and how to mend it."""

from __future__ import annotations

from importlib.resources import files

from confpolicy.diagnostics.catalogue import CATALOGUE


def page(code: str) -> str:
    """The page as Markdown, as `confpolicy rule` shows it. Raises `KeyError` where there is no such code."""
    entry = CATALOGUE[code]
    return files(__package__).joinpath("pages", f"{entry.code}.md").read_text(encoding="utf-8")
