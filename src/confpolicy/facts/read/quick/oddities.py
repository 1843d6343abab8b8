"""What the quick reader leaves to the full one."""

from __future__ import annotations

from confpolicy.facts.read.ids import id_problem


class OddityError(Exception):
    """Something that the quick reader does not expect."""


def check_ids(*ids: str | None) -> None:
    """Raises `OddityError` where one of these texts cannot be an id."""
    for each in ids:
        if each is not None and id_problem(each) is not None:
            raise OddityError
