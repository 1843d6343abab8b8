"""What an explanation promises, over decisions of every kind; how it reads is shown in `tests/spec`."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator

import jsonschema
import pytest

from confpolicy import Decision, Policy, RequestError
from confpolicy._resources import folder
from confpolicy.decide.canonical import canonical
from confpolicy.decide.decision import Verdict
from confpolicy.decide.document import need_value
from confpolicy.decide.duties import Owed
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.terrain import Terrain
from tests.engine.cases import POLICY, REQUEST


def schema(name: str) -> jsonschema.Draft202012Validator:
    found = json.loads(folder("schemas").joinpath(f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy.load(POLICY)


@pytest.fixture(scope="module")
def decisions(policy: Policy) -> tuple[Decision, ...]:
    terrain = Terrain.of(policy.program)
    return tuple(policy.decide(composing.request(Choices.from_seed(seed), terrain)) for seed in range(150))


def test_there_are_decisions_of_every_kind(decisions: tuple[Decision, ...]) -> None:
    assert {decision.verdict for decision in decisions} == set(Verdict) - {Verdict.OUTSIDE}
    assert {decision.judged.in_force for decision in decisions} == {True, False}
    assert any(decision.judged.conflicts for decision in decisions)
    assert any(len(decision.request.subjects) > 1 for decision in decisions)


def test_every_explanation_is_a_document_of_the_published_form(decisions: tuple[Decision, ...]) -> None:
    form = schema("explanation-1")
    for decision in decisions:
        form.validate(json.loads(canonical(decision.explanation().document())))


def test_each_row_is_explained_once_with_its_verdict(decisions: tuple[Decision, ...]) -> None:
    for decision in decisions:
        groups = decision.explanation().groups
        explained = [(item, group.subject, group.verdict) for group in groups for item in group.items]
        assert sorted(explained) == [(row.item, row.subject, row.verdict.value) for row in decision.rows]


def test_every_clause_that_decides_is_named_with_its_place_and_its_paragraphs(
    policy: Policy, decisions: tuple[Decision, ...]
) -> None:
    clauses = {clause.name: clause for rules in policy.program.policies for clause in rules.clauses}
    for decision in decisions:
        explanation = decision.explanation()
        for row in decision.rows:
            (group,) = (each for each in explanation.groups if row.item in each.items and row.subject == each.subject)
            text = " ".join((*group.why, *group.why_not))
            for name in _deciding(decision, row.item, row.subject):
                assert f" {name} " in text
                assert policy.texts.place(name) in text
                assert all(label in text for label in clauses[name].cites)


def _deciding(decision: Decision, item: str, subject: str) -> Iterator[str]:
    (row,) = (row for row in decision.rows if (row.item, row.subject) == (item, subject))
    yield from (ground.clause for ground in row.because if ground.clause)
    yield from (ground.need_to_know for ground in row.because if ground.need_to_know)
    yield from row.blocked_by
    yield from row.referred_by
    if row.because:
        yield from row.overridden


def test_all_that_the_document_needs_is_among_what_would_change_it(decisions: tuple[Decision, ...]) -> None:
    for decision in decisions:
        text = " ".join(words for group in decision.explanation().groups for words in group.would_change)
        for need in decision.document()["needs"]:
            assert isinstance(need, dict)
            named = need.get("name") or need.get("clause") or need["roles"][-1]
            assert str(named) in text


def test_a_text_fits_its_page_and_says_all_that_the_data_say(decisions: tuple[Decision, ...]) -> None:
    for decision in decisions:
        text, explanation = decision.explain(), decision.explanation()
        assert text.startswith(f"{decision.verdict.value.upper()}. ")
        assert text.endswith("\n")
        assert all(len(line) <= 100 or " " not in line.strip(" -") for line in text.splitlines())
        flat = " ".join(text.split()).casefold()
        said = itertools.chain.from_iterable(
            (*group.why, *group.why_not, *group.would_change) for group in explanation.groups
        )
        for words in (*said, *explanation.facts, *explanation.to_do, *explanation.told, *explanation.conflicts):
            assert " ".join(words.split()).casefold() in flat


def test_facts_are_told_as_they_were_given_and_only_those_that_were(policy: Policy) -> None:
    asked = {
        **REQUEST,
        "purpose": "find_missing_child",
        "items": ["recent_contact"],
        "relation": {"roles": ["parent"]},
        "recipient": {"id": "r1", "roles": ["member_of_public"]},
        "subject": {"id": "p1", "roles": [], "date_of_birth": "2012-01-01", "reported_missing": True},
    }
    assert policy.decide(asked).explanation().facts == (
        "subject.date_of_birth about p1 is 2012-01-01",
        "subject.reported_missing about p1 is true",
    )
    asked["subject"] = {"id": "p1", "roles": []}
    assert policy.decide(asked).explanation().facts == ()


def test_a_refusal_says_each_mistake_what_to_do_and_what_may_be_said(policy: Policy) -> None:
    with pytest.raises(RequestError) as refused:
        policy.decide({**REQUEST, "purpose": "provide_servise", "context": {"no_alternative": "yes"}})
    text = refused.value.refusal.explain()
    assert text.startswith("REFUSED. ")
    flat = " ".join(text.split())
    for expected in (
        "CP820 at /purpose",
        "Did you mean `provide_service`?",
        "CP810 at /context/no_alternative",
        *refused.value.refusal.outward.replies,
    ):
        assert expected in flat


def test_an_error_in_a_condition_is_told_and_is_nobodys_to_mend() -> None:
    text = Policy.parse(
        'policy late\n    language 1\n    in force from 2026-01-01\n    timezone "Europe/London"\n'
        "data a under confidential\nrole r\npurpose u\nfact subject.ends_on : date\n"
        "exception e of a to r for u\nprohibition p of a to r\n    when subject.ends_on + 100 years < now\n"
        'reply none to anyone\n    say "No."\n'
    )
    decision = text.decide(
        {
            "time": "2026-06-01T00:00:00Z",
            "purpose": "u",
            "items": ["a"],
            "discloser": {"id": "d", "roles": []},
            "recipient": {"id": "r", "roles": ["r"]},
            "subject": {"id": "s", "roles": [], "ends_on": "9999-01-01"},
        }
    )
    (group,) = decision.explanation().groups
    assert group.verdict == "deny"
    assert "an error happened in it" in group.why_not[0]
    assert group.would_change == (
        "nothing, as long as an error keeps the condition of prohibition p (policy.policy:10) from being settled",
    )
    assert decision.explanation().errors == ("`subject.ends_on + 100 years`: no such year; it counted as unknown",)


def test_the_duties_of_a_situation_have_a_published_form(policy: Policy) -> None:
    situation = {"time": REQUEST["time"], "subject": {"id": "p1", "roles": [], "at_risk": True}}
    owed: tuple[Owed, ...] = policy.duties(situation)
    assert owed
    duties = [
        {
            "clause": each.clause,
            "item": each.item,
            "subject": each.subject,
            "certainly": each.certainly,
            "unknown": [need_value(need) for need in each.unknown],
        }
        for each in owed
    ]
    document = {"schema": "confpolicy/duties/1", "policy": policy.name, "sha256": policy.sha256, "duties": duties}
    schema("duties-1").validate(json.loads(canonical(document)))
