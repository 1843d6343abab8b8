"""CP505, CP506: conditions that hold where nothing was given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from confpolicy.core.clauses import Consent, NeedToKnow, Permission, Prohibition, StandIn
from confpolicy.core.expressions import And, Defined, Expression, Literal, Not, Or, Quantified, Quantifier, children
from confpolicy.core.reading import nodes
from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.lint.subject import Subject, conditions, roots


def every_of_nothing(subject: Subject) -> Iterator[Diagnostic]:
    """CP505: `every` over a set that may be empty, in what permits: of an empty set everything is true."""
    search = _Search(subject.definitions)
    for clause in subject.clauses:
        if isinstance(clause, Consent | NeedToKnow | Permission | StandIn):
            whens = [part.when for part in conditions(clause) if part.when is not None]
            unlesses = [each for part in conditions(clause) for each in part.unless]
            open_ = [
                *(each for when in whens for each in search.found(when, wanted=True)),
                *(each for unless in unlesses for each in search.found(unless, wanted=False)),
            ]
            if open_:
                facts = {"clause": clause.name, "variable": open_[0].variable}
                yield Diagnostic("CP505", subject.span(clause.name), facts)


def taken_as_no(subject: Subject) -> Iterator[Diagnostic]:
    """CP506: the `when` of a prohibition, or a stand-in, reads a fact that is taken as no if absent.

    On either side of a stand-in: falling away it lifts what is kept from the subject, and applying it permits.
    """
    declared = subject.program.vocabulary.facts
    for clause in subject.clauses:
        match clause:
            case Prohibition():
                does = "does not forbid"
                read = [part.when for part in conditions(clause) if part.when is not None]
            case StandIn():
                does = "still decides who stands in"
                read = [root for part in conditions(clause) for root in roots(part)]
            case _:
                continue
        for fact in sorted(frozenset[str]().union(*(subject.names_read(root) for root in read))):
            if declared[fact].presumed is not None:
                facts = {"clause": clause.name, "fact": fact, "does": does}
                yield Diagnostic("CP506", subject.span(clause.name), facts)


@attrs.frozen
class _Search:
    """Looks for `every` in conditions; into each definition once for each way that it may come out."""

    definitions: Mapping[str, Expression]
    _known: dict[tuple[str, bool], tuple[Quantified, ...]] = attrs.field(factory=dict, init=False)

    def found(self, root: Expression, *, wanted: bool) -> tuple[Quantified, ...]:
        """Each `every` that, being true, helps `root` to come out as `wanted` and that no `some` guards."""
        if not any(isinstance(node, Quantified | Defined) for node in nodes(root)):
            return ()
        return tuple(self._of_nothing(root, set(), wanted=wanted))

    def _defined(self, name: str, *, wanted: bool) -> tuple[Quantified, ...]:
        if (name, wanted) not in self._known:
            self._known[name, wanted] = self.found(self.definitions[name], wanted=wanted)
        return self._known[name, wanted]

    def _of_nothing(self, node: Expression, seen: set[tuple[int, bool]], *, wanted: bool) -> Iterator[Quantified]:
        if (id(node), wanted) in seen:
            return
        seen.add((id(node), wanted))
        match node:
            case Not(operand):
                yield from self._of_nothing(operand, seen, wanted=not wanted)
            case Defined(name):
                yield from self._defined(name, wanted=wanted)
            case And(operands) | Or(operands):
                guarded = _some_of(operands) if wanted and isinstance(node, And) else []
                for operand in operands:
                    if not (isinstance(operand, Quantified) and operand.collection in guarded):
                        yield from self._of_nothing(operand, seen, wanted=wanted)
            case Quantified():
                if node.quantifier is Quantifier.EVERY and wanted and not isinstance(node.collection, Literal):
                    yield node
                yield from self._of_nothing(node.body, seen, wanted=wanted)
            case _:
                ways = [(child, way) for child in children(node) for way in (True, False)]
                yield from (each for child, way in ways for each in self._of_nothing(child, seen, wanted=way))


def _some_of(operands: tuple[Expression, ...]) -> list[Expression]:
    """The sets of which one of the operands asks for some element."""
    return [
        each.collection for each in operands if isinstance(each, Quantified) and each.quantifier is Quantifier.SOME
    ]
