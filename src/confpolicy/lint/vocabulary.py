"""CP703: what is declared and never spoken of."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.facts.schema import Hierarchy
from confpolicy.lint.subject import Subject
from confpolicy.source import Span
from confpolicy.syntax.expressions import FactName, Name
from confpolicy.syntax.nodes import nodes_of
from confpolicy.syntax.parts import AskPart, GovernsPart, Selection
from confpolicy.syntax.statements import (
    DefineNode,
    FactNode,
    GroupNode,
    HeaderNode,
    NamesNode,
    ScenarioNode,
    Statement,
    StructureNode,
    TermsNode,
    TypeNode,
)


def unused(subject: Subject) -> Iterator[Diagnostic]:
    """Names that no clause, definition, fact or assertion speaks of; a term is spoken of with all above and below it.

    A protected fact is declared so that nothing reads it, and is never unused.
    """
    spoken = _Spoken.of(subject)
    for kind, name, span in _declared(subject):
        if not spoken.has(kind, name):
            yield Diagnostic("CP703", span, {"kind": kind, "name": name})


def _declared(subject: Subject) -> Iterator[tuple[str, str, Span]]:
    for file in subject.load.files:
        for statement in file.statements:
            match statement:
                case TermsNode(kind=kind, names=names) | NamesNode(kind=kind, names=names):
                    yield from ((kind, name.text, name.span) for name in names)
                case FactNode(facts=facts, protected=False):
                    yield from (("fact", f"{holder}.{name.text}", name.span) for holder, name in facts)
                case StructureNode(name=name):
                    yield "structure", name.text, name.span
                case DefineNode(name=name):
                    yield "definition", name.text, name.span
                case GroupNode(name=name):
                    yield "group", name.text, name.span
                case _:
                    pass


@attrs.frozen
class _Spoken:
    names: frozenset[str]
    whole: frozenset[str]
    """`for any purpose` speaks of every purpose."""
    hierarchies: dict[str, Hierarchy]
    above: dict[str, frozenset[str]]
    """Of each kind all terms above those that are spoken of."""

    @classmethod
    def of(cls, subject: Subject) -> _Spoken:
        names: set[str] = set()
        whole: set[str] = set()
        for file in subject.load.files:
            for statement in file.statements:
                if isinstance(statement, ScenarioNode | TermsNode | NamesNode):
                    continue
                own = statement.name if isinstance(statement, DefineNode | GroupNode | StructureNode) else None
                for node in nodes_of(_speaking(statement)):
                    match node:
                        case Name(text=text) if node is not own:
                            names.add(text)
                        case FactName(holder=holder, name=name):
                            names.add(f"{holder}.{name.text}")
                        case TypeNode(word=word):
                            names.add(word)
                        case _:
                            pass
        vocabulary = subject.program.vocabulary
        if any(_any_purpose(statement) for file in subject.load.files for statement in file.statements):
            whole.add("purpose")
        hierarchies = {"data": vocabulary.data, "role": vocabulary.roles, "purpose": vocabulary.purposes}
        above = {
            kind: frozenset[str]().union(*(each.above[name] for name in names & each.above.keys()))
            for kind, each in hierarchies.items()
        }
        return cls(frozenset(names), frozenset(whole), hierarchies, above)

    def has(self, kind: str, name: str) -> bool:
        """Whether the name, or for a term one above or below it, is spoken of."""
        if kind in self.whole or name in self.names:
            return True
        if kind not in self.hierarchies:
            return False
        above = self.hierarchies[kind].above
        return bool(above[name] & self.names) or name in self.above[kind]


def _speaking(statement: Statement) -> object:
    """Of a header all but the data and the purposes that the policy governs: no rule speaks of them for that."""
    if not isinstance(statement, HeaderNode):
        return statement
    governs = [part for part in statement.parts if isinstance(part, GovernsPart)]
    others = tuple(part for part in statement.parts if not isinstance(part, GovernsPart))
    return others, tuple((part.scope.to, part.scope.from_, part.conditions) for part in governs)


def _any_purpose(statement: Statement) -> bool:
    return not isinstance(statement, HeaderNode) and any(
        isinstance(getattr(node, "for_", None), Selection) and node.for_.whole
        for node in nodes_of(statement)
        if not isinstance(node, AskPart)
    )
