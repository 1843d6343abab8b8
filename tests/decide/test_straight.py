"""The straight way to a decision: when it is taken, and that it is left where it could be wrong."""

from __future__ import annotations

import copy
import json
import pickle
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import attrs
import pytest

from confpolicy import Decision, Policy, Refusal, RequestError, Verdict
from confpolicy.decide import limits
from confpolicy.decide.fast import planned, small, straight
from confpolicy.decide.fast.quick import Quick
from confpolicy.decide.fast.straight import Straight
from confpolicy.facts.read import draft_of, reader

HEAD = """policy desk "Desk"
    language 1
    in force from 2026-01-01
    timezone "Europe/London"
data address, notes, visits under confidential
data address reveals notes
role worker, police
role friend towards subject
purpose care, enquiry
fact subject.adult : bool
reply refused
    to anyone
    say "No."
"""
CONSENT = """consent agreed
    of confidential to worker
    given by subject in writing
    without need-to-know because "so"
"""
GOVERNS = """    governs of address to anyone
        when subject.adult
"""
STAND_IN = """stand-in friends_stand_in
    of confidential to friend
    when subject.adult
"""


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "FIRST", 0)


def policy(*clauses: str, governs: str = "") -> Policy:
    return Policy.parse(HEAD.replace("data address, n", f"{governs}data address, n") + "".join(clauses))


def asked(*consents: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "id": "r1",
        "time": "2026-06-01T12:00:00Z",
        "purpose": "care",
        "discloser": {"id": "d", "roles": []},
        "recipient": {"id": "r", "roles": ["worker"]},
        "subject": {"id": "p", "roles": []},
        "items": ["visits"],
        "consents": list(consents),
    } | changes


def grant(name: str = "c1", **changes: Any) -> dict[str, Any]:
    return {
        "id": name,
        "statement": "grant",
        "subject": "p",
        "given_by": {"id": "p", "as": "subject"},
        "at": "2026-05-01T12:00:00Z",
        "form": "writing",
        "items": ["confidential"],
        "recipients": ["worker"],
        "purposes": ["care"],
    } | changes


def by_the_straight_way(made: Policy, mapping: dict[str, Any]) -> Quick | None:
    """What the straight way says by itself, if anything."""
    deciding = made._deciding
    draft = deciding.reader.draft(mapping)
    assert draft is not None
    assert deciding.fast.straight is not None
    return deciding.fast.straight.decide(draft, deciding.reader.request)


def went_straight(made: Policy, mapping: dict[str, Any]) -> bool:
    """Whether the decision came the straight way; either way it is what the long way says."""
    quick = by_the_straight_way(made, mapping)
    decision = made.decide(mapping)
    assert decision.to_json() == made.decide(made.request(mapping)).to_json()
    assert (decision.drafted is None) or quick is not None
    return quick is not None


def test_what_is_usual_goes_straight() -> None:
    made = policy(CONSENT, "exception calls\n    of visits to police for any purpose\n")
    assert went_straight(made, asked(grant()))
    decision = made.decide(asked(grant("c1"), grant("c2", at="2026-05-02T12:00:00Z"), items=["address", "visits"]))
    assert decision.verdict is Verdict.PERMIT
    assert {row.because[0].statement for row in decision.rows} == {"c2"}
    assert went_straight(made, asked(grant(), items=["confidential", "visits", "visits"]) | {"consents": []})
    assert made.decide(asked()).verdict is Verdict.DENY
    assert went_straight(made, asked(recipient={"id": "r", "roles": ["police"]}))


OTHERWISE: dict[str, dict[str, Any]] = {
    "several people": {"subject": None, "subjects": [{"id": "p", "roles": []}, {"id": "q", "roles": []}]},
    "a class of people": {"subject": {"id": "p", "roles": [], "class": True}},
    "before the policy is in force": {"time": "2025-06-01T12:00:00Z"},
    "a refusal": {
        "consents": [
            {key: value for key, value in grant().items() if key in {"id", "subject", "given_by", "at"}}
            | {"statement": "refusal"}
        ]
    },
    "a withdrawal among others": {"consents": [grant("c1"), grant("c2", withdrawn_at="2026-05-09T12:00:00Z")]},
    "many grants": {"consents": [grant(f"c{number}") for number in range(small.FEW + 1)]},
}


@pytest.mark.parametrize("name", OTHERWISE)
def test_what_is_not_straight_is_decided_the_general_way(name: str) -> None:
    mapping = {key: value for key, value in (asked() | OTHERWISE[name]).items() if value is not None}
    assert not went_straight(policy(CONSENT), mapping)


@pytest.mark.parametrize("parts", [{"governs": GOVERNS}, {"stand_in": STAND_IN}], ids=["governs", "a stand-in"])
def test_where_a_policy_is_not_straight_it_decides_the_general_way(parts: dict[str, str]) -> None:
    made = policy(CONSENT, parts.get("stand_in", ""), governs=parts.get("governs", ""))
    for _ in range(2):
        assert not went_straight(made, asked(grant(), items=["address"], relation={"roles": ["friend"]}))


def test_an_item_that_reveals_another_goes_straight_unless_something_stands_against_that() -> None:
    forbidden = """prohibition sealed
    of notes to worker
    unless item.opened
"""
    made, other = policy(CONSENT), policy("fact item.opened : bool\n", CONSENT, forbidden)
    both = asked(grant(), items=["address", {"item": "notes", "opened": True}, "visits"])
    assert went_straight(made, asked(grant(), items=["address", "notes"]))
    assert went_straight(other, both)
    assert went_straight(other, asked(grant(), items=["visits", "notes"]))
    assert not went_straight(other, asked(grant(), items=["address", "notes"]))


def test_the_first_need_to_know_that_applies_is_named() -> None:
    needs = "".join(
        f"need-to-know {name}\n    of visits to worker for care\n{when}"
        for name, when in (("a_grown_up", "    when subject.adult\n"), ("b_anybody", ""), ("c_anybody", ""))
    )
    made = policy(CONSENT.replace('    without need-to-know because "so"\n', ""), needs)
    assert went_straight(made, asked(grant()))
    for adult, name in ((False, "b_anybody"), (True, "a_grown_up")):
        decision = made.decide(asked(grant(), subject={"id": "p", "roles": [], "adult": adult}))
        assert [ground.need_to_know for row in decision.rows for ground in row.because] == [name]
    assert made.decide(asked(grant(), purpose="enquiry")).verdict is Verdict.DENY


def test_an_exception_limited_to_need_to_know_permits_nobody_without_one() -> None:
    need = "need-to-know grown_up\n    of visits to worker for care\n    when subject.adult\n"
    limited = "".join(
        f"exception {name}\n    of visits to worker for any purpose\n    limited to need-to-know\n" for name in "ab"
    )
    made = policy(need, limited)
    for adult, verdict in ((False, Verdict.DENY), (True, Verdict.PERMIT)):
        grown_up = asked(subject={"id": "p", "roles": [], "adult": adult})
        assert went_straight(made, grown_up)
        assert made.decide(grown_up).verdict is verdict


def test_a_grant_that_was_withdrawn_or_is_over_carries_nothing() -> None:
    made = policy(CONSENT.replace("without", "lasts 30 days\n    without"))
    assert made.decide(asked(grant(at="2026-05-31T12:00:00Z"))).verdict is Verdict.PERMIT
    for flaw in (
        {},
        {"at": "2026-05-31T12:00:00Z", "withdrawn_at": "2026-05-31T12:00:00Z"},
        {"at": "2026-05-31T12:00:00Z", "expires_at": "2026-06-01T12:00:00Z"},
        {"at": "2026-06-01T12:00:01Z"},
    ):
        assert went_straight(made, asked(grant(**flaw)))
        assert made.decide(asked(grant(**flaw))).verdict is Verdict.DENY


def straightly(made: Policy, mapping: dict[str, Any]) -> Verdict:
    """Its verdict alone: asked for more, a decision would notice that the ways differ."""
    quick = by_the_straight_way(made, mapping)
    assert quick is not None
    return quick.verdict


def test_at_the_instant_at_which_a_grant_ends_or_is_withdrawn_it_carries_nothing() -> None:
    made = policy(CONSENT)
    now, later = "2026-06-01T12:00:00Z", "2026-06-01T12:00:00.000001Z"
    assert straightly(made, asked(grant(at=now))) is Verdict.PERMIT
    for end in ("expires_at", "withdrawn_at"):
        assert straightly(made, asked(grant(**{end: now}))) is Verdict.DENY
        assert straightly(made, asked(grant(**{end: later}))) is Verdict.PERMIT


@pytest.mark.parametrize(
    ("recipients", "verdict"),
    [
        (["worker"], Verdict.PERMIT),
        ([{"id": "r"}], Verdict.PERMIT),
        (["police", {"id": "r"}], Verdict.PERMIT),
        (["anyone"], Verdict.PERMIT),
        (["police"], Verdict.DENY),
        ([{"id": "somebody"}], Verdict.DENY),
        (["police", {"id": "somebody"}], Verdict.DENY),
    ],
)
def test_a_grant_carries_for_those_whom_it_names(recipients: list[Any], verdict: Verdict) -> None:
    assert straightly(policy(CONSENT), asked(grant(recipients=recipients))) is verdict


def test_what_is_forbidden_beside_a_ground_or_a_referral_is_denied() -> None:
    one, two = (f"prohibition {name}\n    of visits to worker\n" for name in ("barred", "sealed"))
    opened = "exception opened\n    of visits to worker for care\n    overrides barred\n"
    asking = "referral asking\n    of visits to worker for care\n    decided by police\n"
    assert straightly(policy(one, opened), asked()) is Verdict.PERMIT
    assert straightly(policy(one, two, opened), asked()) is Verdict.DENY
    assert straightly(policy(asking), asked()) is Verdict.REFER
    assert straightly(policy(one, asking), asked()) is Verdict.DENY


def test_a_grant_whose_end_is_beyond_the_calendar_is_over() -> None:
    made = policy(CONSENT.replace("without", "lasts 100 years\n    without"))
    late = asked(grant(at="9990-01-01T00:00:00Z"), time="9990-06-01T00:00:00Z")
    assert went_straight(made, late)
    assert made.decide(late).verdict is Verdict.DENY


def test_ways_are_found_anew_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(straight, "_MOST", 1)
    made = policy(CONSENT)
    for purpose in ("care", "enquiry", "care"):
        assert went_straight(made, asked(grant(), purpose=purpose))
        assert len(made._deciding.fast.straight._ways) == 1  # type: ignore[union-attr] # there is a straight way


def test_a_request_that_is_too_much_work_does_not_go_straight(monkeypatch: pytest.MonkeyPatch) -> None:
    made = policy(CONSENT)
    assert went_straight(made, asked())
    monkeypatch.setattr(limits, "STEPS_BOUND", -1)
    made = policy(CONSENT)
    with pytest.raises(RequestError) as raised:
        made.decide(asked())
    assert [fault.code for fault in raised.value.refusal.faults] == ["CP806"]


def test_a_part_of_the_language_that_is_new_does_not_go_straight(monkeypatch: pytest.MonkeyPatch) -> None:
    deciding = policy(CONSENT)._deciding
    assert deciding.fast.plans is not None
    assert Straight.of(deciding.prepared, deciding.fast.plans) is not None
    monkeypatch.setitem(straight._KNOWN, planned.PlannedConsent, "clause forms vetoes holds")
    assert Straight.of(deciding.prepared, deciding.fast.plans) is None


def test_a_condition_that_cannot_be_compiled_does_not_go_straight() -> None:
    class Deep:
        def settings(self, *_: object) -> None:
            raise straight.TooDeepError

    made = policy(CONSENT)._deciding
    assert made.fast.straight is not None
    draft = made.reader.draft(asked())
    assert draft is not None
    assert attrs.evolve(made.fast.straight, plans=Deep()).decide(draft, made.reader.request) is None


def test_the_request_of_a_decision_is_made_when_it_is_asked_for() -> None:
    made = policy(CONSENT)
    decision = made.decide(asked(grant()))
    assert decision.drafted is not None
    assert decision.verdict is Verdict.PERMIT
    assert decision.request == made.request(asked(grant()))
    assert decision.drafted is None
    assert decision.request is decision.request
    with pytest.raises(AttributeError, match="surprise"):
        decision.surprise  # type: ignore[attr-defined] # there is none
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        decision.quick = None  # type: ignore[misc] # it is frozen


@pytest.mark.parametrize("touched", [False, True])
def test_a_decision_that_went_straight_can_be_copied_pickled_and_held_weakly(*, touched: bool) -> None:
    decision = policy(CONSENT).decide(asked(grant()))
    if touched:
        assert decision.request.id == "r1"
    assert weakref.ref(decision)() is decision
    for again in (copy.copy(decision), copy.deepcopy(decision), pickle.loads(pickle.dumps(decision))):
        assert again == decision
        assert again.request == decision.request


def test_threads_that_ask_a_decision_for_its_request_get_equal_ones() -> None:
    made = policy(CONSENT)
    expected = made.request(asked(grant()))
    for _ in range(50):
        decision = made.decide(asked(grant()))
        with ThreadPoolExecutor(4) as pool:
            found = [pool.submit(getattr, decision, "request") for _ in range(4)]
        assert [each.result() for each in found] == [expected] * 4


def test_a_request_that_was_read_is_decided_by_its_draft_and_one_that_was_changed_by_itself() -> None:
    made = policy(CONSENT)
    request = made.request(asked(grant()))
    assert draft_of(request) is not None
    assert made.decide(request).verdict is Verdict.PERMIT
    changed = attrs.evolve(request, purpose="enquiry")
    assert draft_of(changed) is None
    assert made.decide(changed).verdict is Verdict.DENY


def test_many_are_answered_as_one_by_one_whichever_way_they_go(monkeypatch: pytest.MonkeyPatch) -> None:
    made = policy(CONSENT)
    straight_, several = asked(grant()), asked(grant(), **OTHERWISE["a class of people"], consents=[])
    requests: list[Any] = [straight_, several, asked(purpose="gossip"), json.dumps(straight_), made.request(several)]
    answers = list(made.decide_many(requests))
    assert [type(answer) for answer in answers] == [Decision, Decision, Refusal, Decision, Decision]
    assert [answer.to_json() for answer in answers if isinstance(answer, Decision)] == [
        made.decide(each).to_json() for each in (straight_, several, straight_, several)
    ]
    monkeypatch.setattr(limits, "STEPS_BOUND", -1)
    made = policy(CONSENT)
    assert [type(answer) for answer in made.decide_many([straight_, several])] == [Refusal, Refusal]


def test_where_sets_are_too_large_for_the_bound_on_the_work_a_request_does_not_go_straight() -> None:
    said = 'exception said\n    of visits to worker for care\n    when some w in recipient.words has (w = "x")\n'
    deciding = policy("fact recipient.words : set of text\n", said)._deciding
    assert deciding.fast.straight is not None
    way = attrs.evolve(deciding.fast.straight, enough=[3, 3])

    def goes_straight(number: int) -> bool:
        words = [f"w{each}" for each in range(number)]
        draft = deciding.reader.draft(asked(recipient={"id": "r", "roles": ["worker"], "words": words}))
        assert draft is not None
        return way.decide(draft, deciding.reader.request) is not None

    assert [goes_straight(number) for number in (0, 3, 4, 200)] == [True, True, False, False]
