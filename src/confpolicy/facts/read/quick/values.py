"""Values of declared types, as source: from what stands in `value`, a fact as it was given in `given`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from confpolicy.facts.blanks import write_made
from confpolicy.facts.python import Lines
from confpolicy.facts.read.collector import Collector
from confpolicy.facts.read.facts import read_given
from confpolicy.facts.read.limits import SET_BOUND
from confpolicy.facts.read.quick.oddities import OddityError
from confpolicy.facts.read.quick.times import write_instant
from confpolicy.facts.read.scalars import Misfit, text_of
from confpolicy.facts.read.values import hierarchy_of
from confpolicy.facts.request import Given
from confpolicy.facts.schema import FactDeclaration, Vocabulary
from confpolicy.facts.types import OneOf, Primitive, SetOf, TermType
from confpolicy.facts.values import INT_BOUND, TEXT_BOUND, Record, Symbol, Value


def write_value(lines: Lines, declaration: FactDeclaration, vocabulary: Vocabulary) -> None:
    """Writes what reads a fact; where it does not fit, that raises `OddityError`, `KeyError` or `ValueError`.

    `largest` is to be the size of the largest set that was read.
    """
    type_ = declaration.type
    if declaration.judged is not None:
        _write_full(lines, declaration, vocabulary)
    elif isinstance(type_, Primitive) and type_ in _PRIMITIVES:
        _PRIMITIVES[type_](lines)
    elif isinstance(type_, OneOf | TermType):
        _write_symbol(lines, _symbols(type_, vocabulary))
    elif isinstance(type_, SetOf) and isinstance(type_.element, OneOf | TermType):
        _write_symbols(lines, _symbols(type_.element, vocabulary))
    else:
        _write_full(lines, declaration, vocabulary)


def _symbols(type_: OneOf | TermType, vocabulary: Vocabulary) -> Mapping[str, Symbol]:
    names = type_.values if isinstance(type_, OneOf) else hierarchy_of(vocabulary, type_.kind).above
    return {name: Symbol(name) for name in names}


def _write_full(lines: Lines, declaration: FactDeclaration, vocabulary: Vocabulary) -> None:
    """The full reader for this one fact; what it gives counts only where it found no mistake at all."""

    def read(value: object) -> Given:
        collector = Collector(vocabulary)
        found = read_given(collector, declaration, value, ())
        if found is None or collector.found:
            raise OddityError
        return found

    lines.write("given = $read(value)", read=lines.constant(read))
    if not isinstance(declaration.type, Primitive | OneOf | TermType):
        lines.write("largest = $larger(largest, given.value)", larger=lines.constant(larger))


def larger(largest: int, value: Value) -> int:
    """The size of the largest set so far; where a record is in one, or there is one, as large as one may be."""
    if isinstance(value, frozenset):
        largest = max(largest, len(value))
        value = next(iter(value), False)
    return SET_BOUND if isinstance(value, Record) else largest


def _write_bool(lines: Lines) -> None:
    lines.write(
        """
        if value is True: given = $true
        elif value is False: given = $false
        else: raise OddityError
        """,
        true=lines.constant(_TRUE),
        false=lines.constant(_FALSE),
    )


_TRUE, _FALSE = Given(value=True), Given(value=False)


def _write_int(lines: Lines) -> None:
    lines.write(
        "if type(value) is not int or not -$bound <= value <= $bound: raise OddityError", bound=str(INT_BOUND)
    )
    _write_given(lines)


def _write_text(lines: Lines) -> None:
    lines.write(
        """
        if type(value) is not str: raise OddityError
        if not value.isascii() or len(value) > $bound: value = $text(value)
        """,
        bound=str(TEXT_BOUND),
        text=lines.constant(_text),
    )
    _write_given(lines)


def _text(text: str) -> str:
    found = text_of(text)
    if isinstance(found, Misfit):
        raise OddityError
    return found


def _write_datetime(lines: Lines) -> None:
    lines.write("if type(value) is not str: raise OddityError")
    write_instant(lines, "value", "value")
    _write_given(lines)


_PRIMITIVES: Mapping[Primitive, Callable[[Lines], None]] = {
    Primitive.BOOL: _write_bool,
    Primitive.INT: _write_int,
    Primitive.TEXT: _write_text,
    Primitive.DATETIME: _write_datetime,
}


def _write_symbol(lines: Lines, symbols: Mapping[str, Symbol]) -> None:
    known = {name: Given(symbol) for name, symbol in symbols.items()}
    lines.write(
        """
        if type(value) is not str: raise OddityError
        given = $known[value]
        """,
        known=lines.constant(known),
    )


def _write_symbols(lines: Lines, symbols: Mapping[str, Symbol]) -> None:
    write_union(lines, "value", {name: frozenset({symbol}) for name, symbol in symbols.items()})
    lines.line("if len(value) > largest: largest = len(value)")
    _write_given(lines)


def write_union(lines: Lines, name: str, alone: Mapping[str, frozenset[Symbol] | frozenset[str]]) -> None:
    """Writes what makes a set of a list of texts, each of which stands for the set of one element in `alone`.

    One by itself is there already; several are put together from those, which have the hash of their element: it is
    not computed again.
    """
    lines.write(
        """
        if type($name) is not list: raise OddityError
        if len($name) == 1:
            each = $name[0]
            if type(each) is not str: raise OddityError
            $name = $alone[each]
        else:
            $name = [*$name]
            for each in $name:
                if type(each) is not str: raise OddityError
            if len($name) > $bound: raise OddityError
            $name = $none.union(*map($get, $name))
        """,
        name=name,
        bound=str(SET_BOUND),
        alone=lines.constant(alone),
        get=lines.constant(alone.__getitem__),
        none=lines.constant(frozenset()),
    )


def write_texts(lines: Lines, name: str) -> None:
    """Writes what makes of a list of texts an own copy, and refuses anything else."""
    lines.write(
        """
        if type($name) is not list or len($name) > $bound: raise OddityError
        $name = [*$name]
        for each in $name:
            if type(each) is not str: raise OddityError
        """,
        name=name,
        bound=str(SET_BOUND),
    )


def _write_given(lines: Lines) -> None:
    write_made(lines, Given, "given", value="value", judgement="None")
