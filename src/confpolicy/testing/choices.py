"""The free choices of a generator, from one source of whole numbers: a seed, or Hypothesis.

The same generators thus serve a campaign over millions of seeds and a property that shrinks. The smallest number
always stands for the plainest choice, so that shrinking numbers shrinks policies and requests.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import attrs

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

T = TypeVar("T")


@functools.cache
def _between(low: int, high: int) -> SearchStrategy[int]:
    from hypothesis import strategies

    return strategies.integers(low, high)


@attrs.frozen
class Choices:
    """What a generator asks for; `integer(low, high)` gives a whole number between both, both included."""

    integer: Callable[[int, int], int]

    @classmethod
    def from_seed(cls, seed: int | str) -> Choices:
        """Choices that are the same for the same seed, on every machine."""
        return cls(random.Random(seed).randint)  # noqa: S311 - a test's choices have to be repeatable, not secret

    @classmethod
    def from_draw(cls, draw: DrawFn) -> Choices:
        """Choices that Hypothesis makes, and shrinks."""
        return cls(lambda low, high: draw(_between(low, high)))

    def chance(self, percent: int) -> bool:
        """Whether the less plain way is taken: true `percent` times of a hundred."""
        return self.integer(0, 99) >= 100 - percent

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, which must not be empty; the plainest stands first."""
        return options[self.integer(0, len(options) - 1)]

    def weighted(self, options: Sequence[tuple[int, T]]) -> T:
        """One of the options, each as often as its weight says."""
        at = self.integer(0, sum(weight for weight, _ in options) - 1)
        for weight, option in options:
            if at < weight:
                return option
            at -= weight
        raise AssertionError("the weights add up to more than any number drawn")

    def some(self, options: Sequence[T], *, least: int = 0, most: int | None = None) -> tuple[T, ...]:
        """Between `least` and `most` of the options (as far as there are that many), in their own order."""
        top = len(options) if most is None else min(most, len(options))
        count = self.integer(min(least, top), top)
        left = list(range(len(options)))
        chosen = sorted(left.pop(self.integer(0, len(left) - 1)) for _ in range(count))
        return tuple(options[index] for index in chosen)
