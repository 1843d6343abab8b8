"""The facts of one holder, as source: from the object `fields`, its facts in `facts`."""

from __future__ import annotations

from collections.abc import Sequence

from confpolicy.facts.python import Lines
from confpolicy.facts.read.quick.names import function
from confpolicy.facts.read.quick.values import write_value
from confpolicy.facts.schema import FactDeclaration, Holder, Vocabulary

MOST_IN_ROW = 24
"""To ask for each declared fact takes time for those too that were not given; of more, the given are gone through."""


def write_fields(lines: Lines) -> None:
    """Writes what refuses `fields` unless it is an object whose keys are texts, exactly; no others are compared."""
    lines.write(
        """
        if type(fields) is not dict: raise OddityError
        for key in fields:
            if type(key) is not str: raise OddityError
        """
    )


def write_facts(lines: Lines, holder: Holder, vocabulary: Vocabulary, keys: Sequence[str], others: str) -> None:
    """Writes what reads all facts in `fields`, where nothing else is but `others` of the `keys`."""
    declared = [declaration for declaration in vocabulary.facts.values() if declaration.holder is holder]
    lines.line("facts = {}")
    if not declared:
        lines.line(f"if len(fields) != {others}: raise OddityError")
        return
    if len(declared) > MOST_IN_ROW:
        _write_walk(lines, declared, vocabulary, keys)
    else:
        for declaration in declared:
            key = lines.constant(declaration.name)
            with lines.block(f"if {key} in fields:"):
                lines.line(f"value = fields[{key}]")
                write_value(lines, declaration, vocabulary)
                lines.line(f"facts[{key}] = given")
    lines.line(f"if len(facts) + {others} != len(fields): raise OddityError")


def _write_walk(
    lines: Lines, declared: Sequence[FactDeclaration], vocabulary: Vocabulary, keys: Sequence[str]
) -> None:
    readers = {declaration.name: _reader(declaration, vocabulary) for declaration in declared}
    lines.write(
        """
        for key, value in fields.items():
            if key not in $keys:
                facts[key], largest = $readers[key](value, largest)
        """,
        keys=lines.constant(frozenset(keys)),
        readers=lines.constant(readers),
    )


def _reader(declaration: FactDeclaration, vocabulary: Vocabulary) -> object:
    lines = Lines()
    write_value(lines, declaration, vocabulary)
    lines.line("return given, largest")
    return function(lines, "read(value, largest)")
