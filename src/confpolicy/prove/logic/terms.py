"""Formulas: booleans over linear arithmetic, as shared nodes that every solver's emitter reads.

Equal formulas are one object, so that a formula is a graph that is walked once, whatever its size written out. The
order of operands is the order of making: equal work gives equal formulas, and so equal answers of a solver.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final, TypeAlias
from weakref import WeakValueDictionary

import attrs

Rational: TypeAlias = int | Fraction


@attrs.frozen
class Unknown:
    """A number that a solver may choose: a whole one, or (`real`) any rational."""

    name: str
    real: bool = False


@attrs.frozen
class Number:
    """`constant` and a multiple of each of several unknowns, sorted by their names; no multiple is zero."""

    constant: Rational = 0
    parts: tuple[tuple[Unknown, Rational], ...] = ()

    def __add__(self, other: Number | int) -> Number:
        if isinstance(other, int):
            return Number(self.constant + other, self.parts)
        found = dict(self.parts)
        for unknown, multiple in other.parts:
            found[unknown] = found.get(unknown, 0) + multiple
        return Number(self.constant + other.constant, _sorted(found))

    def __sub__(self, other: Number | int) -> Number:
        return self + (-other if isinstance(other, int) else other.times(-1))

    def times(self, factor: Rational) -> Number:
        """This many times the number."""
        if factor == 0:
            return Number()
        return Number(self.constant * factor, tuple((unknown, each * factor) for unknown, each in self.parts))

    @property
    def real(self) -> bool:
        """Whether it need not be whole: an unknown of it, or a multiple or the constant is not."""
        return any(each.real for each, _ in self.parts) or not _whole(self)

    def value(self, model: Mapping[str, Rational]) -> Rational:
        """Its value where unknowns have these, and 0 if they have none."""
        return self.constant + sum(multiple * model.get(unknown.name, 0) for unknown, multiple in self.parts)


def _sorted(parts: Mapping[Unknown, Rational]) -> tuple[tuple[Unknown, Rational], ...]:
    left = [(unknown, multiple) for unknown, multiple in parts.items() if multiple]
    return tuple(sorted(left, key=lambda part: part[0].name))


def unknown(name: str, *, real: bool = False) -> Number:
    """The unknown of that name, as a number."""
    return Number(0, ((Unknown(name, real), 1),))


@attrs.frozen(eq=False, repr=False, slots=True, weakref_slot=True)
class Formula:
    """What can be true or false. Equal ones are identical; make them with the functions below.

    `kind`: `true`, `false`, `symbol` (`name`), `not`, `and`, `or` (`operands`), `at most 0`, `below 0`, `is 0`
    (`number`).
    """

    kind: str
    operands: tuple[Formula, ...] = ()
    name: str = ""
    number: Number | None = None

    def __repr__(self) -> str:
        match self.kind:
            case "symbol":
                return self.name
            case "not":
                return f"¬{self.operands[0]!r}"
            case "and" | "or":
                return f"({f' {self.kind} '.join(map(repr, self.operands))})"
            case "at most 0" | "below 0" | "is 0":
                return f"[{self.number!r} {self.kind}]"
            case kind:
                return kind


_MADE: WeakValueDictionary[object, Formula] = WeakValueDictionary()


def _made(kind: str, operands: tuple[Formula, ...] = (), name: str = "", number: Number | None = None) -> Formula:
    key = (kind, tuple(map(id, operands)), name, number)
    found = _MADE.get(key)
    if found is None:
        found = Formula(kind, operands, name, number)
        _MADE[key] = found
    return found


TRUE: Final = _made("true")
FALSE: Final = _made("false")


def symbol(name: str) -> Formula:
    """A truth value that a solver may choose."""
    return _made("symbol", name=name)


def constant(value: bool, /) -> Formula:  # noqa: FBT001 - a conversion from bool takes a bool
    """`TRUE` for True, `FALSE` for False."""
    return TRUE if value else FALSE


def negation(operand: Formula) -> Formula:
    """True where the operand is false."""
    if operand is TRUE:
        return FALSE
    if operand is FALSE:
        return TRUE
    return operand.operands[0] if operand.kind == "not" else _made("not", (operand,))


def both(*operands: Formula) -> Formula:
    """True where every operand is (also of none)."""
    return _joined("and", operands, neutral=TRUE, strong=FALSE)


def either(*operands: Formula) -> Formula:
    """True where some operand is (false of none)."""
    return _joined("or", operands, neutral=FALSE, strong=TRUE)


def every(operands: Iterable[Formula]) -> Formula:
    """`both` of all of them."""
    return both(*operands)


def some(operands: Iterable[Formula]) -> Formula:
    """`either` of all of them."""
    return either(*operands)


def _joined(kind: str, operands: tuple[Formula, ...], *, neutral: Formula, strong: Formula) -> Formula:
    found: dict[int, Formula] = {}
    for operand in operands:
        if operand is strong:
            return strong
        for each in operand.operands if operand.kind == kind else (operand,):
            if each is not neutral:
                found.setdefault(id(each), each)
    for each in found.values():
        if each.kind == "not" and id(each.operands[0]) in found:
            return strong
    if len(found) > 1:
        return _made(kind, tuple(found.values()))
    return next(iter(found.values()), neutral)


def implies(premise: Formula, conclusion: Formula) -> Formula:
    """False only where the premise is true and the conclusion is not."""
    return either(negation(premise), conclusion)


def same(left: Formula, right: Formula) -> Formula:
    """True where both are true or both false."""
    if left is right:
        return TRUE
    return both(implies(left, right), implies(right, left))


def differ(left: Formula, right: Formula) -> Formula:
    """True where exactly one is true."""
    return negation(same(left, right))


def at_most_one(operands: Iterable[Formula]) -> Formula:
    """True where no two are."""
    listed = list(operands)
    return every(
        either(negation(one), negation(other)) for place, one in enumerate(listed) for other in listed[place + 1 :]
    )


def exactly_one(operands: Iterable[Formula]) -> Formula:
    """True where one is and no other."""
    listed = list(operands)
    return both(some(listed), at_most_one(listed))


# --- comparisons ------------------------------------------------------------------------------------------------


def at_most(left: Number, right: Number) -> Formula:
    """`left <= right`."""
    return _compared("at most 0", left - right, lambda value: value <= 0)


def below(left: Number, right: Number) -> Formula:
    """`left < right`."""
    difference = left - right
    if not difference.real:
        return _compared("at most 0", difference + 1, lambda value: value <= 0)
    return _compared("below 0", difference, lambda value: value < 0)


def equal(left: Number, right: Number) -> Formula:
    """`left = right`."""
    difference = left - right
    if difference.parts and difference.parts[0][1] < 0:
        difference = difference.times(-1)
    return _compared("is 0", difference, lambda value: value == 0)


def _whole(number: Number) -> bool:
    return all(
        isinstance(each, int) or each.denominator == 1 for each in (number.constant, *(p for _, p in number.parts))
    )


def _compared(kind: str, difference: Number, holds: object) -> Formula:
    if not difference.parts:
        assert callable(holds)
        return constant(bool(holds(difference.constant)))
    return _made(kind, number=difference)


# --- reading formulas -------------------------------------------------------------------------------------------


def nodes(*roots: Formula, known: Container[Formula] = ()) -> Iterator[Formula]:
    """Every formula in these, each once, operands before what they are in; those that are known are not entered."""
    seen: set[Formula] = set()
    stack: list[Formula | None] = [*reversed(roots)]
    path: list[Formula] = []
    while stack:
        node = stack.pop()
        if node is None:
            yield path.pop()
        elif node not in seen and node not in known:
            seen.add(node)
            if node.operands:
                path.append(node)
                stack.append(None)
                stack.extend(reversed(node.operands))
            else:
                yield node


def names_in(*roots: Formula) -> dict[str, None]:
    """The names of all symbols and unknowns in these, in the order in which they are met."""
    found: dict[str, None] = {}
    for node in nodes(*roots):
        if node.kind == "symbol":
            found[node.name] = None
        elif node.number is not None:
            found.update((each.name, None) for each, _ in node.number.parts)
    return found
