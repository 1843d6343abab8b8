"""A request and its decision as a scenario: read again it asks the same, and what it expects comes out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from confpolicy.engine import Policy
from confpolicy.errors import RequestError
from confpolicy.prove.scenario import scenario_text
from confpolicy.syntax.format import format_text
from confpolicy.syntax.parse import parse_text
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.layered import layered_sketch
from confpolicy.testing.promises import staged
from confpolicy.testing.scenarios import run_scenario
from confpolicy.testing.sketches import sketch
from tests.prove.alike import essence, said

ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "policies"


def told_again(policy: Policy, requests: Iterable[Mapping[str, Any]], *, main: str = "policy.policy") -> Counter[str]:
    """Writes each request as a scenario into a test of the policy, reads and compares; how many of which kind."""
    seen: Counter[str] = Counter()
    cases, texts = [], []
    for number, request in enumerate(requests):
        decision = policy.decide(request)
        cases.append((request, decision))
        texts.append(scenario_text(request, policy, decision, title=f"case {number}"))
    file = f'use "{main}"\n\n' + "\n".join(texts)
    assert format_text(parse_text(file, "again_test.policy")) == file
    again = Policy.from_sources({"again_test.policy": file, **policy.sources()}, main="again_test.policy")
    scenarios = [one for one in again.scenarios if one.title.startswith("case ")]
    vocabulary = again.program.vocabulary
    for (request, decision), scenario, text in zip(cases, scenarios, texts, strict=True):
        result = run_scenario(again, scenario, read=lambda _, request=request: json.dumps(request))
        assert result.passed, (text, result.failures)
        if isinstance(scenario.request, str):
            seen["in a file"] += 1
            continue
        seen["stated"] += 1
        assert result.decision is not None
        before, after = policy.request(request), again.request(scenario.request)
        assert essence(after, vocabulary) == essence(before, vocabulary), text
        assert said(result.decision) == said(decision), text
    return seen


def some_requests(policy: Policy, count: int) -> list[Mapping[str, Any]]:
    terrain = staged(policy).terrain
    return [composing.request(Choices.from_seed(f"told again {number}"), terrain) for number in range(count)]


def test_a_random_request_told_as_a_scenario_is_the_same_request() -> None:
    seen: Counter[str] = Counter()
    for seed in range(30):
        policy = Policy.parse(sketch(Choices.from_seed(seed)).text)
        seen += told_again(policy, some_requests(policy, 12))
    assert min(seen["stated"], seen["in a file"]) > 100, seen


def test_a_random_request_under_several_policies_is_the_same_too() -> None:
    seen: Counter[str] = Counter()
    for seed in range(8):
        sources = layered_sketch(Choices.from_seed(seed)).sources()
        policy = Policy.from_sources(sources)
        seen += told_again(policy, some_requests(policy, 8), main=next(iter(sources)))
    assert seen["stated"] > 20, seen


@pytest.mark.parametrize(
    ("main", "files", "in_files"),
    [
        ("communities_1st_test.policy", ("requests", "../examples"), 20),
        ("hipaa/hipaa_test.policy", ("hipaa/questions",), 2),
    ],
)
def test_every_request_of_the_policies_that_ship_is_told_again(
    main: str, files: tuple[str, ...], in_files: int
) -> None:
    policy = Policy.load(POLICIES / main)
    found = [_document(policy, one.request) for one in policy.scenarios]
    found += [
        json.loads(path.read_text()) for folder in files for path in sorted((POLICIES / folder).rglob("*.json"))
    ]
    requests = [request for request in found if _fits(policy, request)]
    seen = told_again(policy, requests, main=Path(main).name)
    assert seen["stated"] > 150
    assert seen["in a file"] < in_files, "only what a scenario cannot state stands in a file"


def _document(policy: Policy, request: Mapping[str, Any] | str) -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads(policy.read(request)) if isinstance(request, str) else request
    return read


def _fits(policy: Policy, request: Mapping[str, Any]) -> bool:
    try:
        policy.decide(request)
    except RequestError:
        return False
    return True


# --- one thing at a time ------------------------------------------------------------------------------------------

SMALL = """
policy small
    language 1
    in force from 2026-01-01
    timezone "Europe/London"

data contact, notes under confidential
data address, telephone under contact
role helper, friend
role parent towards subject
purpose help
giver guardian

fact subject.name : text
fact subject.weight : decimal
fact subject.seen_at : datetime
fact subject.waiting : duration
fact subject.at_risk : bool judged by helper, discloser
fact item.old : bool
fact statement.witnesses : int

consent agreed
    of contact to helper
    given by subject, guardian
    when statement.witnesses > 0
    without need-to-know because "They asked."

exception parents
    of address to parent for help
    when subject.at_risk

prohibition no_notes
    of notes to anyone

reply nothing
    to anyone
    say "We cannot say."
"""
POLICY = Policy.parse(SMALL)
PLAIN: Mapping[str, Any] = {
    "time": "2026-07-01T10:00:00+01:00",
    "purpose": "help",
    "discloser": {"id": "d", "roles": ["friend"]},
    "recipient": {"id": "r", "roles": ["helper"]},
    "subject": {"id": "s", "roles": []},
    "items": ["contact"],
}


def text_of(title: str = "A helper asks", **changed: Any) -> str:
    request = {**PLAIN, **changed}
    return scenario_text(request, POLICY, POLICY.decide(request), title=title)


def subject(**facts: Any) -> dict[str, Any]:
    return {"id": "s", "roles": [], **facts}


def test_a_scenario_says_who_asks_for_what_and_why_it_came_out_so() -> None:
    grant = {
        "id": "g1",
        "statement": "grant",
        "subject": "s",
        "given_by": {"id": "anna", "as": "guardian"},
        "at": "2026-02-01T00:00:00Z",
        "form": "speech",
        "items": ["contact"],
        "recipients": ["helper", {"id": "r"}, {"id": "someone else"}],
        "disclosers": [{"id": "d"}],
        "purposes": ["help"],
        "witnesses": 2,
    }
    assert text_of(consents=[grant], items=["contact", "notes"]) == (
        'scenario "A helper asks"\n'
        "    at 2026-07-01T10:00\n"
        '    with consent by guardian of contact to helper, recipient, "someone else" from discloser for help\n'
        "        in speech on file since 2026-02-01 where statement.witnesses = 2\n"
        "    ask contact, notes to helper from friend for help\n"
        "    expect permit contact because agreed, deny notes blocked by no_notes\n"
    )


@pytest.mark.parametrize(
    ("time", "written"),
    [
        ("2026-07-01T10:00:00+01:00", "2026-07-01T10:00"),
        ("2026-07-01T09:00:30Z", "2026-07-01T10:00:30"),
        ("2026-12-01T09:00:00.250000Z", "2026-12-01T09:00:00.250000"),
        ("2026-10-25T00:30:00Z", "2026-10-25T00:30Z"),
        ("2026-10-25T01:30:00Z", "2026-10-25T01:30Z"),
        ("2026-10-25T02:30:00Z", "2026-10-25T02:30"),
        ("2026-03-29T01:00:00Z", "2026-03-29T02:00"),
        ("1800-01-01T00:00:00Z", "1799-12-31T23:58:45"),
    ],
)
def test_a_time_is_that_of_the_local_clock_unless_the_clock_shows_it_twice(time: str, written: str) -> None:
    assert f"    given subject.seen_at = {written}\n" in text_of(subject=subject(seen_at=time))


@pytest.mark.parametrize(
    ("duration", "written"),
    [("P18M", "18 months"), ("P2Y", "2 years"), ("P14D", "2 weeks"), ("PT36H", "36 hours"), ("PT0S", "0 days")],
)
def test_a_duration_is_written_in_the_largest_unit_that_fits(duration: str, written: str) -> None:
    assert f"subject.waiting = {written}\n" in text_of(subject=subject(waiting=duration))


@pytest.mark.parametrize(
    ("by", "written"),
    [
        ({"id": "d", "roles": []}, " judged by discloser"),
        ({"id": "d", "roles": ["helper", "friend"]}, " judged by discloser and helper"),
        ({"id": "r", "roles": ["helper", "friend"]}, " judged by recipient and friend"),
        ({"id": "r", "roles": ["friend"]}, " judged by friend"),
        ({"id": "j", "roles": ["helper"]}, " judged by helper"),
    ],
)
def test_who_judged_is_a_party_where_that_matters_or_says_all(by: Mapping[str, Any], written: str) -> None:
    judged = {"value": True, "by": by, "at": "2026-07-01T10:00:00+01:00"}
    assert f"    given subject.at_risk{written}\n" in text_of(subject=subject(at_risk=judged))


def test_a_judgement_by_nobody_of_consequence_is_left_out() -> None:
    judged = {"value": True, "by": {"id": "j", "roles": []}, "at": "2026-07-01T10:00:00+01:00"}
    assert "given" not in text_of(subject=subject(at_risk=judged))


@pytest.mark.parametrize(
    "changed",
    [
        {"subject": subject(name='the "one"')},
        {"subject": subject(name="two\nlines")},
        {"subject": subject(weight="1234567890123456789012345678")},
        {"items": [{"item": "address", "old": True}, "telephone"]},
        {"items": [{"item": "address", "old": True}, {"item": "telephone", "old": False}]},
    ],
)
def test_what_a_scenario_cannot_state_stands_in_a_file(changed: dict[str, Any]) -> None:
    assert '    request "requests/a_helper_asks.json"\n    expect deny ' in text_of(**changed)


def test_a_large_whole_decimal_is_written_with_its_point() -> None:
    assert "subject.weight = 12345678901234567890.0\n" in text_of(subject=subject(weight="12345678901234567890"))


def test_of_several_subjects_each_is_named_only_where_they_differ() -> None:
    changed = {key: one for key, one in PLAIN.items() if key != "subject"}
    judged = {"value": True, "by": {"id": "d", "roles": []}, "at": PLAIN["time"]}
    subjects = [
        {"id": "p1", "roles": [], "at_risk": judged, "relation": {"roles": ["parent"]}},
        {"id": "p2", "roles": []},
    ]
    each = [{"item": "address", "about": ["p1"]}, {"item": "address", "about": ["p2"]}, "telephone"]
    request = {**changed, "subjects": subjects, "items": each}
    text = scenario_text(request, POLICY, POLICY.decide(request), title="Two")
    assert 'expect permit address about "p1" because parents, deny address about "p2", deny telephone\n' in text
    quoted = [subjects[0], {"id": 'p"2', "roles": []}]
    request = {**changed, "subjects": quoted, "items": [each[0], {"item": "address", "about": ['p"2']}]}
    text = scenario_text(request, POLICY, POLICY.decide(request), title="Two")
    assert text == 'scenario "Two"\n    request "requests/two.json"\n    expect partial\n'


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ('The "other" one', "The 'other' one"),
        ("two\nlines", "two'lines"),
        ("Zoë's", "Zoë's"),
        ("  ", "A case"),
        ("\u202eabc", "'abc"),
    ],
)
def test_a_title_is_made_fit_to_be_one(title: str, written: str) -> None:
    assert text_of(title).startswith(f'scenario "{written}"\n')


def test_a_request_that_does_not_fit_is_refused() -> None:
    decision = POLICY.decide(PLAIN)
    with pytest.raises(RequestError):
        scenario_text({**PLAIN, "purpose": "harm"}, POLICY, decision, title="Harm")
