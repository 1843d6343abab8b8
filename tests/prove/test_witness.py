"""A witness is a request that was decided before it is shown, and of which nothing more can be left out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from confpolicy.engine import Policy
from confpolicy.errors import ConfpolicyError, WitnessError
from confpolicy.facts.values import Day, Duration, Instant, Record, Symbol
from confpolicy.prove.smaller import smaller
from confpolicy.prove.witness import canonical, witness
from confpolicy.result import Decision
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.promises import staged
from confpolicy.testing.scenarios import run_scenario
from confpolicy.testing.sketches import sketch
from tests.prove.test_scenario import PLAIN, POLICY, SMALL

GRANT: Mapping[str, Any] = {
    "id": "g1",
    "statement": "grant",
    "subject": "s",
    "given_by": {"id": "s", "as": "subject"},
    "at": "2026-02-01T00:00:00Z",
    "form": "speech",
    "items": ["contact"],
    "recipients": ["helper", "friend"],
    "purposes": ["help"],
    "witnesses": 2,
    "express": True,
}
FULL: Mapping[str, Any] = {
    **PLAIN,
    "id": "q1",
    "subject": {"id": "s", "roles": ["friend"], "name": "Ann", "weight": "3.5"},
    "relation": {"roles": ["parent"]},
    "items": ["contact", {"item": "notes", "old": True}],
    "consents": [GRANT, {**GRANT, "id": "g2", "statement": "refusal", "items": ["notes"]}],
}


def permits_contact(decision: Decision) -> bool:
    return any(row.item == "address" and row.verdict.value == "permit" for row in decision.rows)


def test_a_witness_is_a_request_with_its_scenario_and_what_is_decided() -> None:
    request = {**FULL, "items": ["contact", "notes"]}
    made = witness(POLICY, request, title="Contact", expect=permits_contact)
    assert made.verdict == "partial"
    assert made.request == canonical(request)
    assert list(made.request) == sorted(made.request)
    again = Policy.parse(f"{SMALL}\n{made.scenario}")
    assert run_scenario(again, again.scenarios[0], read=again.read).passed


def test_nothing_more_can_be_left_out_of_the_smallest_request() -> None:
    assert smaller(POLICY, FULL, permits_contact) == {
        "time": FULL["time"],
        "purpose": "help",
        "discloser": {"id": "d", "roles": []},
        "recipient": {"id": "r", "roles": ["helper"]},
        "subject": {"id": "s", "roles": []},
        "items": ["contact"],
        "consents": [
            {key: part for key, part in GRANT.items() if key not in {"express", "recipients"}}
            | {"recipients": ["helper"]}
        ],
    }


def test_the_smallest_request_is_the_same_however_the_request_is_ordered() -> None:
    turned = {key: FULL[key] for key in reversed(FULL)}
    assert smaller(POLICY, canonical(turned), permits_contact) == smaller(POLICY, canonical(FULL), permits_contact)


def test_a_smaller_request_still_shows_what_it_should() -> None:
    for seed in range(6):
        policy = Policy.parse(sketch(Choices.from_seed(seed)).text)
        terrain = staged(policy).terrain
        for number in range(3):
            request = composing.request(Choices.from_seed(f"smaller {number}"), terrain)
            rows = {(row.item, row.verdict) for row in policy.decide(request).rows}
            one = min(rows, key=str)

            def still(decision: Decision, one: object = one) -> bool:
                return one in {(row.item, row.verdict) for row in decision.rows}

            found = smaller(policy, canonical(request), still)
            assert len(str(found)) < len(str(request))
            assert witness(policy, found, title="Smaller", expect=still).request == canonical(found)


def test_a_request_that_shows_nothing_is_a_fault_of_the_program() -> None:
    with pytest.raises(WitnessError, match=r"small decides permit, which does not show what it should: \{") as caught:
        witness(POLICY, {**PLAIN, "consents": [GRANT]}, title="Never", expect=lambda _: False)
    assert caught.value.request["purpose"] == "help"
    assert not isinstance(caught.value, ConfpolicyError)


def test_so_is_a_request_that_does_not_fit() -> None:
    with pytest.raises(WitnessError, match="small refuses it: CP820 at /purpose"):
        witness(POLICY, {**PLAIN, "purpose": "harm"}, title="Harm", expect=lambda _: True)


def test_a_witness_has_one_form() -> None:
    several = {key: part for key, part in PLAIN.items() if key != "subject"}
    request = {
        **several,
        "subjects": [{"id": "s", "roles": [], "relation": {}, "stated": {}}],
        "items": [{"item": "contact", "about": ["s"]}, {"item": "notes", "about": ["s"], "old": True}],
        "context": {},
        "consents": [],
    }
    made = canonical(request)
    assert made == {**PLAIN, "items": ["contact", {"item": "notes", "old": True}]}
    assert canonical(made) == made


def test_values_become_what_json_has() -> None:
    record = Record((("day", Day(0)), ("number", Decimal("1.50"))))
    values = {"b": frozenset({Symbol("y"), Symbol("x")}), "a": (record, Duration(18)), "c": Instant(0)}
    assert canonical(values) == {
        "a": [{"day": "1970-01-01", "number": "1.50"}, "P18M"],
        "b": ["x", "y"],
        "c": "1970-01-01T00:00:00+00:00",
    }
