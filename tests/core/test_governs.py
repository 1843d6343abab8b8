"""What a program made by hand may govern, and whom a border covers."""

from __future__ import annotations

import attrs

from confpolicy.core.clauses import Condition, Items, Parties, Scope
from confpolicy.core.expressions import FactValue
from confpolicy.core.programs import Governs
from confpolicy.core.scopes import Presence, party_covered
from confpolicy.core.typing import check_program
from confpolicy.facts.logic import Truth
from tests.decide.world import VOCABULARY, exception, rules, scope, together

ROLES = VOCABULARY.roles
EXCEPT_STAFF = Parties(anyone=True, except_roles=frozenset({"staff"}))


def wrong(governs: Governs) -> tuple[str, ...]:
    return check_program(together(attrs.evolve(rules(exception()), governs=governs)))


def test_what_a_policy_governs_names_what_is_declared() -> None:
    assert wrong(Governs(scope=scope(), condition=Condition(FactValue("context.urgent")))) == ()
    letters = Scope(of=Items(frozenset({"letters"})))
    assert wrong(Governs(scope=letters)) == ("governs: no data letters",)
    assert wrong(Governs(scope=scope(), condition=Condition(FactValue("subject.age")))) == ("governs: no condition",)


def covered(parties: Parties | None, *roles: str) -> Truth:
    return party_covered(parties, Presence.of(frozenset(roles), ROLES), ROLES)


def test_a_border_covers_for_certain_only_whom_both_rules_for_except_cover() -> None:
    assert covered(None) is Truth.TRUE
    assert covered(EXCEPT_STAFF, "doctor") is Truth.TRUE
    assert covered(EXCEPT_STAFF, "nurse") is Truth.FALSE
    assert covered(EXCEPT_STAFF, "nurse", "doctor") is Truth.UNKNOWN


def test_somebody_unnamed_may_be_anybody() -> None:
    assert party_covered(None, None, ROLES) is Truth.TRUE
    assert party_covered(Parties(anyone=True), None, ROLES) is Truth.TRUE
    assert party_covered(EXCEPT_STAFF, None, ROLES) is Truth.UNKNOWN
