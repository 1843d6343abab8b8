"""A program with other readings taken than it states."""

from __future__ import annotations

from confpolicy.core.clauses import Condition, Reading
from tests.decide.world import exception, program

READINGS = tuple(Reading(name, name, Condition()) for name in ("narrow", "wide"))


def test_a_reading_is_taken_in_its_clause_and_nothing_else_changes() -> None:
    stated = program(*(exception(name, readings=READINGS, taken="narrow") for name in ("one", "two")))
    (rules,) = stated.with_readings({"two": "wide"}).policies
    assert {clause.name: clause.taken for clause in rules.clauses} == {"one": "narrow", "two": "wide"}
    assert stated.with_readings({"two": "narrow"}) == stated
    assert stated.with_readings({}) == stated
