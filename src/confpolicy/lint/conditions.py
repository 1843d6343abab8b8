"""CP505, CP506: conditions that hold where nothing was given."""

from __future__ import annotations

from collections.abc import Iterator

from confpolicy.core.clauses import Clause, Consent, NeedToKnow, Permission, Prohibition
from confpolicy.core.expressions import Expression, FactValue, Quantified, Quantifier
from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.lint.subject import Subject, conditions, roots


def every_of_nothing(subject: Subject) -> Iterator[Diagnostic]:
    """CP505: `every` over a set that may be empty, in what permits: of an empty set everything is true."""
    for clause in subject.clauses:
        if isinstance(clause, Consent | NeedToKnow | Permission):
            for node in _nodes(subject, clause):
                if isinstance(node, Quantified) and node.quantifier is Quantifier.EVERY:
                    facts = {"clause": clause.name, "variable": node.variable}
                    yield Diagnostic("CP505", subject.span(clause.name), facts)
                    break


def presumed_in_prohibition(subject: Subject) -> Iterator[Diagnostic]:
    """CP506: the `when` of a prohibition reads a fact that is taken as no if absent."""
    declared = subject.program.vocabulary.facts
    for clause in subject.clauses:
        if isinstance(clause, Prohibition):
            whens = [part.when for part in conditions(clause) if part.when is not None]
            presumed = {
                node.fact
                for when in whens
                for node in subject.nodes(when)
                if isinstance(node, FactValue) and declared[node.fact].presumed is not None
            }
            for fact in sorted(presumed):
                yield Diagnostic("CP506", subject.span(clause.name), {"clause": clause.name, "fact": fact})


def _nodes(subject: Subject, clause: Clause) -> Iterator[Expression]:
    for part in conditions(clause):
        for root in roots(part):
            yield from subject.nodes(root)
