"""Over random vocabularies, requests and mistakes: the quick reader gives what the full one gives, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from confpolicy.facts.read import read_request
from confpolicy.facts.request import Request
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.edits import copied
from confpolicy.testing.trial import Stage
from tests.facts.read_samples import Quick

REQUESTS = 12
MISTAKES = 12


def test_what_is_read_quickly_is_what_is_read_in_full(stages: list[Stage]) -> None:
    seen: Counter[str] = Counter()
    for number, stage in enumerate(stages):
        vocabulary = stage.prepared.vocabulary
        quick = Quick.of(vocabulary)
        ch = Choices.from_seed(f"reading {number}")
        for _ in range(REQUESTS):
            mapping = composing.request(ch, stage.terrain)
            expected = read_request(mapping, vocabulary)
            found = quick.read(mapping)
            assert isinstance(expected, Request)
            assert found in (None, expected), mapping
            seen["quick" if found is not None else "full"] += 1
            for _ in range(MISTAKES):
                mistaken = spoiled(ch, mapping)
                expected, found = read_request(mistaken, vocabulary), quick.read(mistaken)
                assert found in (None, expected), mistaken
                seen["refused" if isinstance(expected, tuple) else "accepted"] += 1
                seen["accepted quickly"] += found is not None
    assert seen["quick"] * 5 > (seen["quick"] + seen["full"]) * 3, seen
    assert min(seen.values()) > 100, seen


def spoiled(ch: Choices, mapping: dict[str, Any]) -> dict[str, Any]:
    """The request with one part, anywhere in it, taken away, replaced, repeated or moved."""
    made = copied(mapping)
    inside = [*_objects(made)]
    around = ch.pick(tuple(inside))
    ways: list[Callable[[Choices, Any, Any], None]] = [_without, _replaced, _from_elsewhere]
    ch.pick(tuple(ways))(ch, around, ch.pick(tuple(inside)))
    return made


def _objects(value: Any) -> Any:
    """Every object and list in it that has something in it."""
    if isinstance(value, dict | list) and value:
        yield value
        for each in value.values() if isinstance(value, dict) else value:
            yield from _objects(each)


def _key(ch: Choices, around: Any) -> Any:
    return ch.pick(tuple(around)) if isinstance(around, dict) else ch.integer(0, len(around) - 1)


def _without(ch: Choices, around: Any, _: Any) -> None:
    del around[_key(ch, around)]


def _replaced(ch: Choices, around: Any, _: Any) -> None:
    odd = (
        None,
        True,
        False,
        0,
        -1,
        2**60,
        1.0,
        "",
        " ",
        "é",
        "e\u0301",
        "anyone",
        "subject",
        "2026-02-30",
        [],
        {},
        (),
    )
    around[_key(ch, around)] = ch.pick(odd)


def _from_elsewhere(ch: Choices, around: Any, other: Any) -> None:
    """A part from another place, in the place of one here or beside it."""
    value, key = other[_key(ch, other)], _key(ch, other)
    if isinstance(around, list):
        around.append(copied({"value": value})["value"])
    else:
        around[key if isinstance(key, str) else _key(ch, around)] = copied({"value": value})["value"]
