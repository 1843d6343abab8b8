"""CP510: prohibitions that let go of a role because its holder also stands in for the subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from confpolicy.core.clauses import Prohibition, StandIn
from confpolicy.core.expressions import And, Defined, Expression, IsSubject, Not, Or, children
from confpolicy.diagnostics.diagnostic import Diagnostic, Related
from confpolicy.lint.subject import Subject, conditions, quoted


def freed_as_the_subject(subject: Subject) -> Iterator[Diagnostic]:
    """CP510: a prohibition falls away where the recipient counts as the subject, by its condition.

    In person the subject has no role, but whoever stands in keeps theirs: the condition lifts the prohibition from
    these too, where `except subject` would not. Told only where somebody can stand in for what is forbidden.
    """
    standing = [each for each in subject.clauses if isinstance(each, StandIn) and each.scope.to is not None]
    search = _Search(subject.definitions)
    for clause in subject.clauses:
        if not isinstance(clause, Prohibition) or not _lifted(clause, search):
            continue
        covered = subject.reach(clause)
        freeing = [each for each in standing if subject.reach(each).leaves & covered.leaves]
        if freeing:
            facts = {"prohibition": clause.name, "stand_ins": quoted([each.name for each in freeing])}
            related = tuple(Related(subject.span(each.name), "stands in") for each in freeing)
            yield Diagnostic("CP510", subject.span(clause.name), facts, related)


def _lifted(prohibition: Prohibition, search: _Search) -> bool:
    return any(
        any(search.helps(unless, wanted=True) for unless in part.unless)
        or (part.when is not None and search.helps(part.when, wanted=False))
        for part in conditions(prohibition)
    )


@attrs.frozen
class _Search:
    """Looks for `recipient is subject` in conditions; into each definition once for each way that it may come out."""

    definitions: Mapping[str, Expression]
    _known: dict[tuple[str, bool], bool] = attrs.field(factory=dict, init=False)

    def helps(self, node: Expression, *, wanted: bool) -> bool:
        """Whether counting as the subject helps the condition to come out as `wanted`."""
        match node:
            case IsSubject():
                return wanted
            case Not(operand):
                return self.helps(operand, wanted=not wanted)
            case Defined(name):
                if (name, wanted) not in self._known:
                    self._known[name, wanted] = self.helps(self.definitions[name], wanted=wanted)
                return self._known[name, wanted]
            case And(operands) | Or(operands):
                return any(self.helps(operand, wanted=wanted) for operand in operands)
            case _:
                return any(self.helps(child, wanted=way) for child in children(node) for way in (True, False))
