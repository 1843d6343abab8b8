"""CP509: an item or a purpose compared by name with a term that stands for others."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.core.expressions import Asked, Compare, Expression, Literal, TermOf, children
from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.facts.schema import Hierarchy
from confpolicy.facts.values import Symbol
from confpolicy.lint.subject import Subject, conditions


def equal_to_a_group(subject: Subject) -> Iterator[Diagnostic]:
    """CP509: `item = attendance` is never true, since each item is a leaf; nor is `purpose = commerce` of a sale.

    In a prohibition that forbids less than it reads, with `!=` in what permits it permits more.
    """
    vocabulary = subject.program.vocabulary
    below = {Asked.ITEM: _one_below(vocabulary.data), Asked.PURPOSE: _one_below(vocabulary.purposes)}
    for path, root in _roots(subject):
        for place, node in _nodes(path, root):
            match node:
                case Compare(comparison, TermOf(what), Literal(Symbol(term), _)) | Compare(
                    comparison, Literal(Symbol(term), _), TermOf(what)
                ) if term in below[what]:
                    facts = {"asked": what.value, "operator": comparison.value, "term": term}
                    yield Diagnostic("CP509", subject.span(place), {**facts, "below": below[what][term]})
                case _:
                    pass


def _one_below(hierarchy: Hierarchy) -> dict[str, str]:
    """For each term with others below it the first of them by name."""
    found: dict[str, str] = {}
    for term in sorted(hierarchy.above):
        for up in hierarchy.above[term] - {term}:
            found.setdefault(up, term)
    return found


def _roots(subject: Subject) -> Iterator[tuple[str, Expression]]:
    for name, node in subject.definitions.items():
        yield f"define.{name}", node
    for clause in subject.clauses:
        paths = [clause.name, *(f"{clause.name}/reading.{reading.name}" for reading in clause.readings)]
        for path, condition in zip(paths, conditions(clause), strict=True):
            if condition.when is not None:
                yield f"{path}/when", condition.when
            yield from ((f"{path}/unless.{number}", each) for number, each in enumerate(condition.unless))


def _nodes(path: str, node: Expression) -> Iterator[tuple[str, Expression]]:
    yield path, node
    for index, child in enumerate(children(node)):
        yield from _nodes(f"{path}/{index}", child)
