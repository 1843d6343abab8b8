"""The type of an expression, and what has none."""

from __future__ import annotations

import pytest

from confpolicy.core.expressions import (
    Arithmetic,
    Asked,
    Defined,
    Expression,
    FactValue,
    Field,
    Literal,
    Member,
    Now,
    Operation,
    TermOf,
    Variable,
    Within,
    children,
)
from confpolicy.core.reading import facts_read, nodes
from confpolicy.core.types_of import IllTypedError, element_type, type_of
from confpolicy.facts.types import OneOf, Primitive, StructureType, TermKind, TermType, Type
from confpolicy.facts.values import Duration
from tests.decide.world import VOCABULARY

RECORD = {"a": StructureType("agreement")}
BORN = FactValue("subject.born")
AGE = FactValue("subject.age")


@pytest.mark.parametrize(
    "node,type_",
    [
        (Literal(1, Primitive.INT), Primitive.INT),
        (BORN, Primitive.DATE),
        (Now(), Primitive.DATETIME),
        (TermOf(Asked.ITEM), TermType(TermKind.DATA)),
        (TermOf(Asked.PURPOSE), TermType(TermKind.PURPOSE)),
        (Variable("a"), StructureType("agreement")),
        (Field("a", "kind"), OneOf(("joint", "confidentiality"))),
        (Arithmetic(Operation.SUBTRACT, BORN, BORN), Primitive.DURATION),
        (Within(BORN, Duration()), Primitive.BOOL),
        (Defined("x"), Primitive.BOOL),
    ],
)
def test_every_expression_has_the_type_of_its_values(node: Expression, type_: Type) -> None:
    assert type_of(node, VOCABULARY, RECORD) == type_


@pytest.mark.parametrize(
    "node", [Arithmetic(Operation.ADD, BORN, BORN), Field("a", "colour"), Field("b", "kind"), Field("c", "kind")]
)
def test_what_makes_no_sense_has_no_type(node: Expression) -> None:
    variables: dict[str, Type] = {**RECORD, "b": Primitive.INT, "c": TermType(TermKind.ROLE)}
    with pytest.raises(IllTypedError):
        type_of(node, VOCABULARY, variables)


def test_only_sets_have_elements() -> None:
    assert element_type(FactValue("recipient.agreements"), VOCABULARY, {}) == StructureType("agreement")
    with pytest.raises(IllTypedError):
        element_type(AGE, VOCABULARY, {})


def test_children_are_in_the_order_that_numbers_them() -> None:
    total = Arithmetic(Operation.ADD, AGE, Literal(1, Primitive.INT))
    assert children(total) == (AGE, Literal(1, Primitive.INT))
    assert children(Within(BORN, Duration())) == (BORN,)
    assert children(Member(AGE, FactValue("context.words"))) == (AGE, FactValue("context.words"))
    assert list(nodes(total)) == [total, *children(total)]
    assert facts_read(Defined("x"), {"x": total}) == frozenset({"subject.age"})
