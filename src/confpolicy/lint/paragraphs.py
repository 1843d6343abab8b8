"""Which paragraph of the policy's own text is carried by which statement: `confpolicy sources`."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from confpolicy.lint.citations import below
from confpolicy.syntax.nodes import noted
from confpolicy.syntax.parts import CitesPart
from confpolicy.syntax.statements import (
    AssertNode,
    ClauseNode,
    DefineNode,
    FactNode,
    GroupNode,
    HeaderNode,
    Layer,
    Load,
    NamesNode,
    OmitsNode,
    RevealsNode,
    Statement,
    StructureNode,
    TermsNode,
)


@attrs.frozen
class Paragraph:
    """A paragraph of a policy's outline. `carried_by`: clauses by name, other statements by their first words."""

    policy: str
    label: str
    text: str
    carried_by: tuple[str, ...] = ()
    omitted_because: str | None = None


def paragraphs(load: Load) -> tuple[Paragraph, ...]:
    """Every paragraph of the outline that each header names, in its order; none where it names none."""
    return tuple(paragraph for layer in load.layers for paragraph in _of_policy(layer))


def _of_policy(layer: Layer) -> Iterator[Paragraph]:
    carriers: dict[str, list[str]] = {}
    reasons: list[tuple[str, bool, str]] = []
    for statement in layer.statements:
        if isinstance(statement, OmitsNode):
            because = statement.because.value
            reasons += [(label.text, statement.below, because) for label in statement.labels]
        for node in noted(statement):
            if isinstance(node, CitesPart):
                for cited in node.labels:
                    carriers.setdefault(cited.text, []).append(_first_words(statement))
    policy = layer.header.name.text if isinstance(layer.header, HeaderNode) else ""
    for label, text, _ in layer.outline.labels if layer.outline else ():
        carried_by = tuple(dict.fromkeys(carriers.get(label, ())))
        yield Paragraph(policy, label, text, carried_by, _reason(label, reasons))


def _reason(label: str, reasons: list[tuple[str, bool, str]]) -> str | None:
    return next((why for each, deep, why in reasons if label == each or (deep and below(each, label))), None)


def _first_words(statement: Statement) -> str:  # noqa: PLR0911 - a case a statement
    match statement:
        case ClauseNode(name=name):
            return name.text
        case HeaderNode():
            return "the header"
        case TermsNode(kind=kind, names=names) | NamesNode(kind=kind, names=names):
            return f"{kind} {', '.join(name.text for name in names)}"
        case RevealsNode(names=names):
            return f"data {', '.join(name.text for name in names)} reveals"
        case FactNode(facts=facts):
            return f"fact {', '.join(f'{holder}.{name.text}' for holder, name in facts)}"
        case StructureNode(name=name):
            return f"structure {name.text}"
        case DefineNode(name=name):
            return f"define {name.text}"
        case GroupNode(name=name):
            return f"group {name.text}"
        case AssertNode(name=name):
            return f"assert {name.text}"
        case _:
            return "another statement"
