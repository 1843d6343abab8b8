"""Small sharp examples of section 4 of the language, for the oracle and for the engine alike."""

from __future__ import annotations

from typing import Any

from . import (
    examples_calendar,
    examples_consent,
    examples_durations,
    examples_outward,
    examples_people,
    examples_rule,
    examples_scope,
    examples_silence,
    examples_standing,
    examples_values,
)
from .builders import Example

EXAMPLES: tuple[Example, ...] = (
    *examples_rule.EXAMPLES,
    *examples_scope.EXAMPLES,
    *examples_people.EXAMPLES,
    *examples_standing.EXAMPLES,
    *examples_consent.EXAMPLES,
    *examples_silence.EXAMPLES,
    *examples_values.EXAMPLES,
    *examples_durations.EXAMPLES,
    *examples_calendar.EXAMPLES,
    *examples_outward.EXAMPLES,
)


def part_of(found: Any, expected: Any) -> Any:
    """What was found, cut down to what the example speaks of: the keys of dictionaries, the lists of its length."""
    if isinstance(found, dict) and isinstance(expected, dict):
        return {key: part_of(found[key], expected[key]) for key in expected if key in found}
    if isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        return [part_of(one, wanted) for one, wanted in zip(found, expected, strict=True)]
    return found
