"""The operators in which an error may happen, as generated source calls them: operands first, all by position."""

from __future__ import annotations

from confpolicy.core import operators
from confpolicy.core.expressions import Comparison, Operation
from confpolicy.core.operators import Domain
from confpolicy.facts.calendar import Zone
from confpolicy.facts.logic import Truth
from confpolicy.facts.types import Type
from confpolicy.facts.values import Day, Duration, Instant, Value

VALUES = {Truth.TRUE: True, Truth.FALSE: False, Truth.UNKNOWN: None}
"""The truth values as generated source has them."""
TRUTHS = {True: Truth.TRUE, False: Truth.FALSE, None: Truth.UNKNOWN}


def compare(left: Value, right: Value, comparison: Comparison, type_: Type, domain: Domain) -> bool | None:
    """How the comparison comes out. Raises `OperandError`."""
    return VALUES[operators.compare(comparison, left, right, type_=type_, domain=domain)]


def member(element: Value, collection: frozenset[Value], type_: Type, domain: Domain) -> bool | None:
    """Whether the element is in the set, whose members have that type. Raises `OperandError`."""
    return VALUES[operators.member(element, collection, type_=type_, domain=domain)]


def within(moment: Day | Instant, now: Instant, duration: Duration, zone: Zone) -> bool | None:
    """Whether the moment is at most `duration` before now, and not after it. Raises `OperandError`."""
    return VALUES[operators.within(moment, duration, now, zone=zone)]


def arithmetic(left: Value, right: Value, operation: Operation, zone: Zone) -> Value:
    """The value of `left op right`. Raises `OperandError`."""
    return operators.arithmetic(operation, left, right, zone=zone)
