"""Calendar and clock: exact over all supported dates, by functions whose values are asked for when they matter.

An instant is a pair: the local day that has been reached, and the microseconds since that day's first instant. So
instants are compared with each other and with dates by small numbers, without a table of the clock's changes: a date
beside an instant is the pair of that day and nothing.

A step by months, a step of an instant, and a day's first instant in UTC are unknowns with rough bounds that hold
everywhere. Where a solver's choice breaks the calendar, `Calendar.broken_by` says what is true around that choice,
and the question is asked again. No answer is lost by that: without the later facts there are more choices, never
fewer, so that "impossible" holds; and a choice that breaks nothing is one of the calendar's own.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from confpolicy.facts.calendar import DAY_SECONDS, Zone
from confpolicy.prove.encode.around import AROUND, alike, between
from confpolicy.prove.encode.civil import DAY, EXACT, MONTH, length_of, pair_of, shifts
from confpolicy.prove.logic.session import Model
from confpolicy.prove.logic.terms import Formula, Number, at_most, below, both, either, equal, implies, unknown

LONGEST = 2 * DAY
"""No local day is as long: clocks have been put back by a day at most."""
_RESULTS = {
    "start": ("day",),
    "months": ("day",),
    "later": ("day", "micros"),
    "divided": ("quotient", "rest"),
}
"""What the results of each kind are called."""
_SLACK = 10
"""Days by which a step by months is off its mean at most, rounding of `MONTH` over 12,000 months included."""


@attrs.frozen
class Clock:
    """An instant: the day reached, and microseconds since its first instant."""

    day: Number
    micros: Number


@attrs.frozen
class Application:
    """One value that was asked for: `kind` is `start`, `months`, `later` (its results a pair) or `divided`."""

    kind: str
    arguments: tuple[Number, ...]
    results: tuple[Number, ...]


@attrs.define
class Calendar:
    """The values that formulas ask for. `facts`: what holds of them everywhere; grows with every new one."""

    zone: Zone
    facts: list[Formula] = attrs.field(factory=list)
    asked: dict[tuple[str, tuple[Number, ...]], Application] = attrs.field(factory=dict)
    clocks: dict[Clock, None] = attrs.field(factory=dict)
    """Every instant made of unknowns."""

    def start_of(self, day: Number) -> Number:
        """The first instant of the day in UTC, in microseconds; the day's number may be an unknown."""
        return self._values("start", (day,))[0]

    def stepped_day(self, day: Number, months: Number) -> Number:
        """The day this many calendar months later, clamped; also where it lies outside the calendar's bounds."""
        return day if months == Number() else self._values("months", (day, months))[0]

    def later(self, clock: Clock, months: Number, seconds: Number) -> Clock:
        """The instant that much later: months by the local clock, then exact seconds; any one beyond the bounds."""
        if months == seconds == Number():
            return clock
        found = self._values("later", (clock.day, clock.micros, months, seconds))
        return self.real(Clock(*found))

    def divided(self, number: Number, by: int) -> tuple[Number, Number]:
        """The whole quotient and what is left over; of a divisor that is fixed, so that no choice gets it wrong."""
        quotient, rest = self._values("divided", (number, Number(by)))
        return quotient, rest

    def clock_of(self, instant: int) -> Clock:
        """The pair of an instant in UTC."""
        return Clock(*map(Number, pair_of(self.zone, instant)))

    def real(self, clock: Clock) -> Clock:
        """The same; from now on the day is as long as it was, in every choice that is taken."""
        if clock.micros.parts and clock not in self.clocks:
            self.clocks[clock] = None
            self.facts += [at_most(Number(), clock.micros), below(clock.micros, Number(LONGEST))]
        return clock

    def _values(self, kind: str, arguments: tuple[Number, ...]) -> tuple[Number, ...]:
        if not any(argument.parts for argument in arguments):
            return tuple(map(Number, EXACT[kind](self.zone, *(int(argument.constant) for argument in arguments))))
        found = self.asked.get((kind, arguments))
        if found is None:
            names = [f"calendar {kind} {len(self.asked)} {word}" for word in _RESULTS[kind]]
            found = Application(kind, arguments, tuple(map(unknown, names)))
            self.asked[kind, arguments] = found
            self.facts += _roughly(found)
        return found.results

    def broken_by(self, model: Model, names: dict[str, None]) -> list[Formula]:
        """What the model has wrong about the values that the named unknowns depend on; nothing where it is right."""
        wanted = dict(names)
        broken: list[Formula] = []
        for application in reversed(list(self.asked.values())):
            results = [part.name for result in application.results for part, _ in result.parts]
            if wanted.keys().isdisjoint(results):
                continue
            wanted.update((part.name, None) for argument in application.arguments for part, _ in argument.parts)
            wanted.update(dict.fromkeys(results))
            arguments = [int(argument.value(model.numbers)) for argument in application.arguments]
            found = tuple(result.value(model.numbers) for result in application.results)
            if EXACT[application.kind](self.zone, *arguments) != found:
                broken.append(
                    AROUND[application.kind](self.zone, application.arguments, application.results, arguments)
                )
        for clock in self.clocks:
            if any(part.name in wanted for number in (clock.day, clock.micros) for part, _ in number.parts):
                broken += self._too_late(clock, model)
        return broken

    def mended(self, model: Model) -> Model:
        """The model with every value that was asked for as it truly is for the arguments that the model chose."""
        numbers = dict(model.numbers)
        for application in self.asked.values():
            arguments = [int(argument.value(numbers)) for argument in application.arguments]
            values = EXACT[application.kind](self.zone, *arguments)
            for result, value in zip(application.results, values, strict=True):
                numbers[result.parts[0][0].name] = value
        return attrs.evolve(model, numbers=numbers)

    def _too_late(self, clock: Clock, model: Model) -> list[Formula]:
        day, micros = (int(number.value(model.numbers)) for number in (clock.day, clock.micros))
        length = length_of(self.zone, day)
        if micros < length:
            return []
        low, high = alike(day, lambda each: length_of(self.zone, each) == length)
        return [implies(between(clock.day, low, high), below(clock.micros, Number(length)))]


def not_after(left: Clock, right: Clock) -> Formula:
    """`left <= right`."""
    return either(below(left.day, right.day), both(equal(left.day, right.day), at_most(left.micros, right.micros)))


def before(left: Clock, right: Clock) -> Formula:
    """`left < right`."""
    return either(below(left.day, right.day), both(equal(left.day, right.day), below(left.micros, right.micros)))


def at_once(left: Clock, right: Clock) -> Formula:
    """`left = right`."""
    return both(equal(left.day, right.day), equal(left.micros, right.micros))


def _roughly(application: Application) -> Iterator[Formula]:
    """Bounds that hold for all arguments."""
    result = application.results[0]
    match application.kind:
        case "divided":
            by, rest = int(application.arguments[1].constant), application.results[1]
            yield equal(application.arguments[0], result.times(by) + rest)
            yield between(rest, 0, by - 1)
            return
        case "start":
            unit, slack = 1, 2 * DAY
            mean = application.arguments[0].times(DAY)
        case "months" if not application.arguments[1].parts:
            low, high = shifts(int(application.arguments[1].constant))
            yield between(result - application.arguments[0], low, high)
            return
        case "months":
            unit, slack = 10_000, _SLACK * 10_000
            mean = application.arguments[0].times(unit) + application.arguments[1].times(MONTH)
        case _:
            day, _, months, seconds = application.arguments
            unit, slack = 10_000 * DAY_SECONDS, (_SLACK + 3) * 10_000 * DAY_SECONDS
            mean = day.times(unit) + months.times(MONTH * DAY_SECONDS) + seconds.times(10_000)
    yield at_most(result.times(unit), mean + slack)
    yield at_most(mean - slack, result.times(unit))
