"""Conditions: a small, typed, closed calculus. A condition is data, with no callable, zone or pattern in it.

Every reader (the walk, the explanation, a solver, a database) matches over `Expression` with `assert_never`.
A node is named by its place: clause, part, and the indices of the children on the way down (see `children`).
"""

from __future__ import annotations

import enum
from typing import TypeAlias

import attrs

from confpolicy.facts.types import Type
from confpolicy.facts.values import Duration, Value


class Comparison(enum.Enum):
    """The value is the operator as policies write it."""

    EQUAL = "="
    UNEQUAL = "!="
    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="


class Operation(enum.Enum):
    """Addition and subtraction on numbers, dates, instants and durations."""

    ADD = "+"
    SUBTRACT = "-"


class Quantifier(enum.Enum):
    """How many elements of a set must satisfy the body."""

    SOME = "some"
    EVERY = "every"


class Actor(enum.Enum):
    """Whose role a condition asks for."""

    RECIPIENT = "recipient"
    DISCLOSER = "discloser"


class Asked(enum.Enum):
    """The two terms of the request that a condition can speak of: the leaf being decided, and the purpose."""

    ITEM = "item"
    PURPOSE = "purpose"


@attrs.frozen
class Literal:
    """A value that stands in the policy."""

    value: Value
    type: Type


@attrs.frozen
class FactValue:
    """The value of a declared fact, by full name (`subject.kind`); unknown where it is absent or does not count."""

    fact: str


@attrs.frozen
class Now:
    """The time of the request, a `datetime`."""


@attrs.frozen
class TermOf:
    """`item` or `purpose` as a value: the leaf being decided, the purpose as asked."""

    what: Asked


@attrs.frozen
class Not:
    """True when the operand is false."""

    operand: Expression


@attrs.frozen
class And:
    """The conjunction of two or more conditions."""

    operands: tuple[Expression, ...]


@attrs.frozen
class Or:
    """The disjunction of two or more conditions."""

    operands: tuple[Expression, ...]


@attrs.frozen
class Compare:
    """`left op right`, of the same type, or int beside decimal, or date beside datetime (the date is its 00:00).

    A term is equal to itself alone; `TermOf` beside `Is` and `Member` is what asks whether a term covers another.
    """

    comparison: Comparison
    left: Expression
    right: Expression


@attrs.frozen
class Arithmetic:
    """`left op right`; a result outside the stated bounds is an error, and so unknown."""

    operation: Operation
    left: Expression
    right: Expression


@attrs.frozen
class Member:
    """Whether `element` is in `collection`; for terms, whether a member covers the element."""

    element: Expression
    collection: Expression


@attrs.frozen
class Within:
    """`moment within duration`: not after now, and now is at most `duration` after it."""

    moment: Expression
    duration: Duration


@attrs.frozen
class Known:
    """Whether the fact is given, and counts (a fact taken as no where absent is not known). Never unknown itself."""

    fact: str


@attrs.frozen
class HasRole:
    """`recipient is ROLE`: whether one of the actor's roles lies at or below `role`.

    A recipient's roles are those given and those towards the subject being decided; towards themself they have none.
    Towards a class of people it is unknown of any other role towards a subject, and so of what lies above one.
    In what carries a `say`, and in a reply, a recipient's roles are those given, alone.
    """

    actor: Actor
    role: str


@attrs.frozen
class IsSubject:
    """`recipient is subject`: whether the recipient counts as the data subject being decided.

    They do in person, or where a stand-in certainly makes them; towards a class of people it is unknown.
    """


@attrs.frozen
class Falls:
    """`item is TERM`, `purpose is TERM`: whether `term` covers it."""

    what: Asked
    term: str


@attrs.frozen
class Quantified:
    """`some v in SET has (…)`, `every v in SET has (…)`. An absent set makes it unknown; an empty one does not."""

    quantifier: Quantifier
    variable: str
    collection: Expression
    body: Expression


@attrs.frozen
class Variable:
    """The element that an enclosing `Quantified` ranges over."""

    name: str


@attrs.frozen
class Field:
    """A field of the record that `variable` stands for; unknown where it was not given."""

    variable: str
    name: str


@attrs.frozen
class Defined:
    """A condition that the policy defines under a name; `Rules.definitions` has it. Never recursive."""

    name: str


Expression: TypeAlias = (
    Literal
    | FactValue
    | Now
    | TermOf
    | Not
    | And
    | Or
    | Compare
    | Arithmetic
    | Member
    | Within
    | Known
    | HasRole
    | IsSubject
    | Falls
    | Quantified
    | Variable
    | Field
    | Defined
)


def children(node: Expression) -> tuple[Expression, ...]:  # noqa: PLR0911 - a return for each kind of node
    """The nodes directly under `node`, in the order that numbers them."""
    match node:
        case Not(operand):
            return (operand,)
        case And(operands) | Or(operands):
            return operands
        case Compare(_, left, right) | Arithmetic(_, left, right):
            return (left, right)
        case Member(element, collection):
            return (element, collection)
        case Within(moment, _):
            return (moment,)
        case Quantified(_, _, collection, body):
            return (collection, body)
        case _:
            return ()
