"""CP505, CP506: conditions that hold where nothing was given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from confpolicy.core.clauses import Consent, NeedToKnow, Permission, Prohibition
from confpolicy.core.expressions import And, Defined, Expression, Literal, Not, Or, Quantified, Quantifier, children
from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.lint.subject import Subject, conditions


def every_of_nothing(subject: Subject) -> Iterator[Diagnostic]:
    """CP505: `every` over a set that may be empty, in what permits: of an empty set everything is true."""
    definitions = subject.definitions
    for clause in subject.clauses:
        if isinstance(clause, Consent | NeedToKnow | Permission):
            whens = [part.when for part in conditions(clause) if part.when is not None]
            unlesses = [each for part in conditions(clause) for each in part.unless]
            open_ = [
                *(each for when in whens for each in _of_nothing(when, definitions, wanted=True)),
                *(each for unless in unlesses for each in _of_nothing(unless, definitions, wanted=False)),
            ]
            if open_:
                facts = {"clause": clause.name, "variable": open_[0].variable}
                yield Diagnostic("CP505", subject.span(clause.name), facts)


def presumed_in_prohibition(subject: Subject) -> Iterator[Diagnostic]:
    """CP506: the `when` of a prohibition reads a fact that is taken as no if absent."""
    declared = subject.program.vocabulary.facts
    for clause in subject.clauses:
        if isinstance(clause, Prohibition):
            whens = [part.when for part in conditions(clause) if part.when is not None]
            read = frozenset[str]().union(*(subject.names_read(when) for when in whens))
            for fact in sorted(read):
                if declared[fact].presumed is not None:
                    yield Diagnostic("CP506", subject.span(clause.name), {"clause": clause.name, "fact": fact})


def _of_nothing(node: Expression, definitions: Mapping[str, Expression], *, wanted: bool) -> Iterator[Quantified]:
    """Each `every` that, being true, helps `node` to come out as `wanted`, and that no `some` of its set guards."""
    match node:
        case Not(operand):
            yield from _of_nothing(operand, definitions, wanted=not wanted)
        case Defined(name):
            yield from _of_nothing(definitions[name], definitions, wanted=wanted)
        case And(operands) | Or(operands):
            guarded = _some_of(operands) if wanted and isinstance(node, And) else []
            for operand in operands:
                if not (isinstance(operand, Quantified) and operand.collection in guarded):
                    yield from _of_nothing(operand, definitions, wanted=wanted)
        case Quantified():
            if node.quantifier is Quantifier.EVERY and wanted and not isinstance(node.collection, Literal):
                yield node
            yield from _of_nothing(node.body, definitions, wanted=wanted)
        case _:
            ways = [(child, way) for child in children(node) for way in (True, False)]
            yield from (each for child, way in ways for each in _of_nothing(child, definitions, wanted=way))


def _some_of(operands: tuple[Expression, ...]) -> list[Expression]:
    """The sets of which one of the operands asks for some element."""
    return [
        each.collection for each in operands if isinstance(each, Quantified) and each.quantifier is Quantifier.SOME
    ]
