"""From a solver's choice back to values: what a symbolic value is in a model."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from typing import assert_never

from confpolicy.facts.types import Primitive, SetOf, StructureType, Type
from confpolicy.facts.values import DECIMAL_DIGITS, Day, Duration, Instant, Record, Symbol, Value
from confpolicy.prove.encode.calendar import Clock
from confpolicy.prove.encode.operators import Reckoner
from confpolicy.prove.encode.symbols import Choice, Fields, Length, Members, Moment, Scalar, Symbolic
from confpolicy.prove.encode.three import Three
from confpolicy.prove.logic.session import Model
from confpolicy.prove.logic.terms import Formula, Number, nodes


def holds(formula: Formula, model: Model) -> bool:
    """Whether the formula is true in the model; what the model does not name is false, or 0."""
    found: dict[Formula, bool] = {}
    for node in nodes(formula):
        match node.kind:
            case "true" | "false":
                value = node.kind == "true"
            case "symbol":
                value = model.holds(node.name)
            case "not":
                value = not found[node.operands[0]]
            case "and":
                value = all(found[each] for each in node.operands)
            case "or":
                value = any(found[each] for each in node.operands)
            case kind:
                assert node.number is not None, "a comparison has a number"
                number = node.number.value(model.numbers)
                value = number <= 0 if kind == "at most 0" else number < 0 if kind == "below 0" else number == 0
        found[node] = value
    return found[formula]


def value_in(  # noqa: PLR0911 - a return for each type of value
    model: Model, value: Symbolic, type_: Type, reckoner: Reckoner
) -> Value:
    """The value that is known in the model."""
    match value:
        case Three():
            return holds(value.true, model)
        case Choice(_, options):
            return Symbol(next(name for name, chosen in options.items() if holds(chosen, model)))
        case Length(_, months, seconds):
            return Duration(_whole(months, model), _whole(seconds, model))
        case Fields():
            return _record(model, value, type_, reckoner)
        case Members(_, elements):
            assert isinstance(type_, SetOf)
            return frozenset(
                value_in(model, element, type_.element, reckoner)
                for there, element in elements
                if holds(there, model)
            )
        case Moment(_, at):
            return instant_in(model, at, reckoner)
        case Scalar(_, number):
            return _scalar(number, type_, model, reckoner)
        case _ as unreachable:
            assert_never(unreachable)


def _record(model: Model, value: Fields, type_: Type, reckoner: Reckoner) -> Record:
    assert isinstance(type_, StructureType)
    types = reckoner.vocabulary.structures[type_.name]
    return Record(
        tuple(
            (name, value_in(model, part, types[name], reckoner))
            for name, part in sorted(value.fields.items())
            if holds(part.known, model)
        )
    )


def _scalar(number: Number, type_: Type, model: Model, reckoner: Reckoner) -> Value:
    match type_:
        case Primitive.DATE:
            return Day(_whole(number, model))
        case Primitive.TEXT:
            place = _whole(number, model)
            return {each: text for text, each in reckoner.texts.items()}.get(place, f"text {place}")
        case Primitive.DECIMAL:
            return _decimal(Fraction(number.value(model.numbers)))
        case Primitive.INT:
            return _whole(number, model)
        case _:
            raise AssertionError(f"no scalar is of type {type_}")


def instant_in(model: Model, at: Clock, reckoner: Reckoner) -> Instant:
    """The instant in the model."""
    start = reckoner.calendar.start_of(Number(_whole(at.day, model)))
    return Instant(int(start.constant) + _whole(at.micros, model))


def _whole(number: Number, model: Model) -> int:
    return int(number.value(model.numbers))


def _decimal(value: Fraction) -> Decimal:
    """The decimal nearest to it that a request can state; where that is another number, replaying tells."""
    context = Context(prec=DECIMAL_DIGITS - 8)
    found = context.divide(Decimal(value.numerator), Decimal(value.denominator)).normalize(context)
    return found if found.as_tuple().exponent not in range(1, 100) else found.quantize(Decimal(1))
