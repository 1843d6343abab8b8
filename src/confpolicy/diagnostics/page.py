"""The page of a code: what it means, a policy that has it, its message, and how to mend it."""

from __future__ import annotations

from importlib.resources import files


def page(code: str) -> str:
    """The page as Markdown, as `confpolicy rule` shows it. Raises `KeyError` where there is no such code."""
    try:
        return files(__package__).joinpath("pages", f"{code}.md").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KeyError(code) from None
