"""What written source finds by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from confpolicy.facts.python import Lines
from confpolicy.facts.read.quick.oddities import OddityError

_BUILTINS = (Exception, KeyError, dict, frozenset, int, len, list, map, set, str, sum, tuple, type)


def function(lines: Lines, signature: str) -> Callable[..., Any]:
    """The function with these lines."""
    builtins = {each.__name__: each for each in _BUILTINS}
    return lines.function(signature, OddityError=OddityError, **builtins)
