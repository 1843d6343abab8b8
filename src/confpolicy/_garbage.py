"""Making much that stays, without looking for garbage in it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def uncollected(make: Callable[P, R]) -> Callable[P, R]:
    """The function, during which no cycles are looked for if they were before: what it makes is kept.

    Loading makes millions of objects that all stay, and the collector goes through all of them again and again: with
    10,000 clauses a fifth of the time. Where threads load at once the first that is done turns it on again.
    """

    @wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> R:
        if not gc.isenabled():
            return make(*args, **kwargs)
        gc.disable()
        try:
            return make(*args, **kwargs)
        finally:
            gc.enable()

    return made
