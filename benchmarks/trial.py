"""Engines, the requests that each is asked, and the check of every answer before any is timed."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

import attrs

from benchmarks.figure import OURS, PERMITTED, READ, WITHHELD, Figure
from benchmarks.timing import Call, in_turns
from confpolicy import Decision, Policy, __version__

T = TypeVar("T")
LEAST = 8
"""So many requests are decided by the slowest engine too."""


@attrs.frozen(kw_only=True)
class Engine(Generic[T]):
    """An engine: `given` makes of a request what it decides, untimed; `decide` is timed; `wrong`: what is wrong."""

    name: str
    version: str
    given: Callable[[T], Any]
    decide: Callable[[Any], object]
    wrong: Callable[[T, Any], str | None]

    def measured_calls(self, asked: Iterable[T], outcome: Callable[[T], str]) -> list[Call]:
        """The calls on requests that were just made."""
        return [(outcome(each), functools.partial(self.decide, self.given(each))) for each in asked]


def ours(
    policy: Policy, wrong: Callable[[Any, Decision], str | None], mapping: Callable[[Any], Any]
) -> list[Engine[Any]]:
    """This program, from a mapping and from a request that was read; `mapping` takes it from what is asked."""

    def decide(given: Any) -> object:
        return policy.decide(given).verdict

    def checked(asked: Any, given: Any) -> str | None:
        return wrong(asked, policy.decide(given))

    return [
        Engine(name=OURS, version=__version__, given=mapping, decide=decide, wrong=checked),
        Engine(
            name=READ,
            version=__version__,
            given=lambda asked: policy.request(mapping(asked)),
            decide=decide,
            wrong=checked,
        ),
    ]


@attrs.frozen(kw_only=True)
class Trial(Generic[T]):
    """One work at one size. `fresh` makes its requests, distinct and new each time; `permitted`: what comes out."""

    work: str
    size: int
    fresh: Callable[[], Iterable[T]]
    permitted: Callable[[T], bool]
    seconds: float
    """About how long each engine is timed."""
    rounds: int = 5

    def figures(self, engines: Sequence[Engine[T]]) -> list[Figure]:
        """What each engine takes. Exits where an answer is wrong."""
        counts = [self._checked(engine) for engine in engines]

        def make(engine: Engine[T], count: int) -> list[Call]:
            return engine.measured_calls(islice(self.fresh(), count), self._outcome)

        makers = [functools.partial(make, engine, count) for engine, count in zip(engines, counts, strict=True)]
        return [
            Figure(
                work=self.work,
                size=self.size,
                engine=engine.name,
                version=engine.version,
                checked=count,
                times=times,
            )
            for engine, count, times in zip(engines, counts, in_turns(makers, rounds=self.rounds), strict=True)
        ]

    def _outcome(self, asked: T) -> str:
        return PERMITTED if self.permitted(asked) else WITHHELD

    def _checked(self, engine: Engine[T]) -> int:
        """How many requests there is time for; the answer to each of them is right."""
        spent, count = 0.0, 0
        for count, asked in enumerate(self.fresh(), start=1):
            wrong = engine.wrong(asked, engine.given(asked))
            if wrong is not None:
                sys.exit(f"{engine.name}, {self.work} {self.size:,}: a wrong answer: {wrong}")
            given = engine.given(asked)
            begun = time.perf_counter()
            engine.decide(given)
            spent += time.perf_counter() - begun
            if spent > self.seconds / (self.rounds + 1) and count >= LEAST:
                break
        return count
