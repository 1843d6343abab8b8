"""Builds statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
from lark import Token

from confpolicy.diagnostics.diagnostic import Related
from confpolicy.source import Span
from confpolicy.syntax.build.common import Children, Names, Rules, all_of, name, names_in, one, over, span_of
from confpolicy.syntax.build.gather import gather, the_scope
from confpolicy.syntax.build.parts import labels_in
from confpolicy.syntax.expressions import DurationLiteral, FactName, Name, TextLiteral
from confpolicy.syntax.mistake import mistake
from confpolicy.syntax.parts import AllowPart, CitesPart, UnlessPart, WhenPart
from confpolicy.syntax.statements import (
    AssertNode,
    ClauseKind,
    ClauseNode,
    DefineNode,
    FactNode,
    GroupNode,
    HeaderNode,
    JudgedNode,
    NamesNode,
    Notes,
    OmitsNode,
    RevealsNode,
    ScenarioNode,
    StructureNode,
    TermsNode,
    TypeNode,
    UseNode,
)


@attrs.frozen
class Marked:
    """A word or a list that belongs to the statement around it."""

    what: str
    value: Any
    span: Span


def _marked(what: str) -> Any:
    return lambda children: Marked(what, children[-1], over(children))


def _find(what: str, children: Sequence[Any]) -> Marked | None:
    return next((child for child in children if isinstance(child, Marked) and child.what == what), None)


def _notes(children: Sequence[Any]) -> Notes:
    return tuple(child for child in children if isinstance(child, CitesPart | AllowPart))


# --- the header, vocabulary -------------------------------------------------------------------------------------


def _titled(make: Any) -> Any:
    """A builder of what has a name, perhaps a title, and parts."""

    def build(children: Children) -> Any:
        titled = len(children) > 2 and isinstance(children[2], TextLiteral)
        title = children[2] if titled else None
        return make(name(children[1]), title, tuple(children[3 if titled else 2 :]), span=over(children))

    return build


def _use(children: Children) -> UseNode:
    return UseNode(children[1], _notes(children), span=over(children))


def _terms(children: Children) -> TermsNode:
    under = _find("under", children)
    return TermsNode(
        str(children[0]),
        names_in(children),
        _find("towards", children) is not None,
        under.value.items if under else (),
        _notes(children),
        span=over(children),
    )


def _reveals(children: Children) -> RevealsNode:
    return RevealsNode(names_in(children), children[2].value.items, _notes(children), span=over(children))


def _words(children: Children) -> NamesNode:
    return NamesNode(str(children[0]), names_in(children), _notes(children), span=over(children))


def _fact(children: Children) -> FactNode:
    """Each modifier at most once; that `judged` and `taken as no` exclude each other is checked later."""
    marks: dict[str, Marked] = {}
    for mark in all_of(Marked, children):
        if mark.what in marks:
            related = (Related(marks[mark.what].span, "already said here"),)
            raise mistake("CP125", mark.span, {"words": mark.what}, related=related)
        marks[mark.what] = mark
    type_ = one(TypeNode, children)
    assert type_ is not None
    return FactNode(
        tuple((fact.holder, fact.name) for fact in all_of(FactName, children)),
        type_,
        "protected" in marks,
        marks["judged by"].value if "judged by" in marks else None,
        marks["taken as no"].value if "taken as no" in marks else None,
        _notes(children),
        span=over(children),
    )


def _judged(children: Children) -> Marked:
    within = one(DurationLiteral, children)
    return Marked("judged by", JudgedNode(names_in(children), within, span=over(children)), over(children))


def _type(children: Children) -> TypeNode:
    if isinstance(children[0], TypeNode):
        return children[0]
    if isinstance(children[-1], Names):
        return TypeNode("one of", children[-1].items, span=over(children))
    return TypeNode(str(children[0]), span=over(children))


def _set_type(children: Children) -> TypeNode:
    return TypeNode("set of", (), children[-1], span=over(children))


@attrs.frozen
class Field:
    """`kind : one of a, b`"""

    name: Name
    type: TypeNode
    span: Span


def _structure(children: Children) -> StructureNode:
    fields = tuple((field.name, field.type) for field in all_of(Field, children))
    return StructureNode(name(children[1]), fields, _notes(children), span=over(children))


def _define(children: Children) -> DefineNode:
    return DefineNode(name(children[1]), children[3].expr, _notes(children), span=over(children))


# --- clauses ----------------------------------------------------------------------------------------------------


def _clause(children: Children) -> ClauseNode:
    kind: Marked = children[0]
    titled = len(children) > 2 and isinstance(children[2], TextLiteral)
    title = children[2] if titled else None
    parts = gather(children[3 if titled else 2 :])
    return ClauseNode(kind.value, name(children[1]), title, parts, span=over(children))


def _clause_kind(children: Children) -> Marked:
    return Marked("kind", ClauseKind(" ".join(str(child) for child in children)), over(children))


# --- about the policy itself ------------------------------------------------------------------------------------


def _omits(children: Children) -> OmitsNode:
    at = next(i for i, child in enumerate(children) if isinstance(child, Token) and child.type == "BECAUSE")
    below = _find("below", children) is not None
    labels = labels_in(children[:at])
    return OmitsNode(labels, below, children[at + 1], _notes(children), span=over(children))


def _assertion(children: Children) -> AssertNode:
    parts = gather(children[3:])
    scope = the_scope("assert", span_of(children[0]).to(span_of(children[2])), parts)
    conditions = tuple(part for part in parts if isinstance(part, WhenPart | UnlessPart))
    claim: Marked = children[2]
    words, other = claim.value
    return AssertNode(name(children[1]), words, scope, conditions, _notes(parts), other, span=over(children))


def _claim(children: Children) -> Marked:
    words = " ".join(str(child) for child in children if isinstance(child, Token))
    return Marked("claim", (words, one(TextLiteral, children)), over(children))


def _scenario(children: Children) -> ScenarioNode:
    return ScenarioNode(children[1], tuple(children[2:]), span=over(children))


RULES: Rules = {
    "start": lambda children: children[0],
    "policy": _titled(HeaderNode),
    "use": _use,
    "terms": _terms,
    "under": _marked("under"),
    "towards": _marked("towards"),
    "reveals": _reveals,
    "revealed": _marked("revealed"),
    "words": _words,
    "fact": _fact,
    "protected": _marked("protected"),
    "judged": _judged,
    "presumed": _marked("taken as no"),
    "type": _type,
    "set_type": _set_type,
    "element_type": _type,
    "structure": _structure,
    "field": lambda children: Field(name(children[0]), children[1], over(children)),
    "define": _define,
    "clause": _clause,
    "clause_kind": _clause_kind,
    "clauses": _titled(GroupNode),
    "omits": _omits,
    "below": _marked("below"),
    "assertion": _assertion,
    "claim": _claim,
    "scenario": _scenario,
}
