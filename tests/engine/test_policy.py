"""What whoever embeds a policy may rely on."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs
import pytest

import confpolicy
from confpolicy import Decision, Policy, PolicyError, Refusal, Request, RequestError, Verdict
from tests.cli.command import PARENT, POLICE, POLICY, REQUEST, SMALL


@pytest.fixture(scope="module")
def charity() -> Policy:
    return Policy.load(POLICY)


@pytest.fixture(scope="module")
def small() -> Policy:
    return Policy.parse(SMALL)


def asking(**changes: Any) -> dict[str, Any]:
    return {**REQUEST, **changes}


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import confpolicy, sys; print([name for name in ('attrs', 'lark', 'click') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there_and_no_other() -> None:
    for name in confpolicy.__all__:
        assert getattr(confpolicy, name) is not None
    assert dir(confpolicy) == sorted(confpolicy.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Polizei'"):
        confpolicy.Polizei  # type: ignore[attr-defined] # that it is not there is what is tested


def test_a_policy_can_be_handed_out_as_texts_and_loaded_again_without_files(charity: Policy) -> None:
    again = Policy.from_sources(dict(charity.sources()))
    assert again.sha256 == charity.sha256
    assert again == charity
    assert hash(again) == hash(charity)
    assert again.sources() == charity.sources()


def test_the_order_of_the_texts_means_nothing_where_the_first_is_named(charity: Policy) -> None:
    sources = dict(sorted(charity.sources().items(), reverse=True))
    assert Policy.from_sources(sources, main="communities_1st.policy") == charity


def test_another_text_is_another_policy(small: Policy) -> None:
    other = Policy.parse(SMALL.replace("We cannot say.", "We can not say."))
    assert other.sha256 != small.sha256
    assert other != small
    assert small != SMALL


def test_comments_and_layout_are_part_of_the_hash_line_ends_are_not(small: Policy) -> None:
    assert Policy.parse(SMALL + "# a remark\n").sha256 != small.sha256
    assert Policy.parse("\ufeff" + SMALL.replace("\n", "\r\n")).sha256 == small.sha256


def test_policies_decisions_and_errors_survive_pickling(charity: Policy) -> None:
    text = POLICE.read_text(encoding="utf-8")
    decision = charity.decide_json(text)
    again = pickle.loads(pickle.dumps(charity))
    assert again == charity
    assert again.decide_json(text) == decision
    assert pickle.loads(pickle.dumps(decision)) == decision
    with pytest.raises(RequestError) as refused:
        charity.decide({})
    assert str(pickle.loads(pickle.dumps(refused.value))) == str(refused.value)
    with pytest.raises(PolicyError) as broken:
        Policy.parse("policy")
    assert str(pickle.loads(pickle.dumps(broken.value))) == str(broken.value)


def test_a_policy_can_be_shared_between_threads(charity: Policy) -> None:
    text = POLICE.read_text(encoding="utf-8")
    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(lambda _: charity.decide_json(text).to_json(), range(40)))
    assert answers == {charity.decide_json(text).to_json()}


def test_nothing_about_a_policy_or_a_decision_can_be_changed(small: Policy) -> None:
    decision = small.decide(REQUEST)
    for thing, name in ((small, "warnings"), (decision, "judged"), (decision.rows[0], "verdict")):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(thing, name, None)


def test_deciding_changes_nothing_of_what_the_caller_handed_over(small: Policy) -> None:
    mine = json.loads(json.dumps(REQUEST))
    small.decide(mine)
    assert mine == REQUEST


def test_a_request_can_be_read_once_and_decided_often(small: Policy) -> None:
    request = small.request(REQUEST)
    assert isinstance(request, Request)
    assert small.decide(request) == small.decide(REQUEST)
    assert small.decide(small.request_json(json.dumps(REQUEST))) == small.decide(REQUEST)


def test_a_request_that_another_vocabulary_read_is_not_decided(small: Policy) -> None:
    other = Policy.parse(
        SMALL.replace("context.asked : bool", "context.asked : int").replace(".asked\n", ".asked > 3\n")
    )
    request = other.request(asking(context={"asked": 4}))
    with pytest.raises(ValueError, match="another vocabulary"):
        small.decide(request)
    made_by_hand = attrs.evolve(request, vocabulary=None)
    with pytest.raises(ValueError, match="another vocabulary"):
        small.decide(made_by_hand)


def test_a_request_that_an_equal_policy_read_is_decided(small: Policy) -> None:
    request = pickle.loads(pickle.dumps(small.request(REQUEST)))
    assert small.decide(request).verdict is Verdict.PERMIT
    assert Policy.parse(SMALL).decide(request).verdict is Verdict.PERMIT


def test_many_at_length_says_of_each_what_it_says_otherwise(charity: Policy) -> None:
    requests: list[Any] = [POLICE.read_text(encoding="utf-8"), PARENT.read_text(encoding="utf-8"), "{}", asking()]
    shortly, at_length = (list(charity.decide_many(requests, at_length=each)) for each in (False, True))
    assert [type(each) for each in at_length] == [Decision, Decision, Refusal, Refusal]
    for one, other in zip(shortly, at_length, strict=True):
        assert other.to_json() == one.to_json()
        assert other.outward == one.outward
        assert other.explain() == one.explain()


def test_many_requests_are_answered_in_order_the_refused_ones_too(small: Policy) -> None:
    requests: list[Any] = [REQUEST, "{", json.dumps(REQUEST), asking(purpose="gossip"), small.request(REQUEST), b"[]"]
    answers = list(small.decide_many(requests))
    assert [type(answer) for answer in answers] == [Decision, Refusal, Decision, Refusal, Decision, Refusal]


def test_many_requests_are_read_only_as_they_are_asked_for(small: Policy) -> None:
    def endless() -> Any:
        while True:
            yield REQUEST

    assert isinstance(next(small.decide_many(endless())), Decision)


def test_a_refused_request_lists_every_mistake_and_can_still_be_answered(small: Policy) -> None:
    with pytest.raises(RequestError) as caught:
        small.decide(asking(purpose="gossip", items=[], time="now"))
    refusal = caught.value.refusal
    assert {fault.path for fault in refusal.faults} == {"/purpose", "/items", "/time"}
    assert refusal.outward.replies == ("We cannot say.",)
    for path in ("/purpose", "/items", "/time"):
        assert f"at {path}:" in str(caught.value)


def test_the_json_reader_refuses_what_a_mapping_cannot_show(small: Policy) -> None:
    with pytest.raises(RequestError, match="stands twice"):
        small.decide_json('{"id": "a", "id": "b"}')
    with pytest.raises(RequestError):
        small.decide_json("null")


def test_a_policy_says_what_it_is(charity: Policy) -> None:
    assert charity.name == "communities_1st"
    assert charity.version == "2026.1"
    assert charity.sha256[:12] in repr(charity)
    assert charity.program.policies[0].header.name == charity.name
    assert charity.warnings == ()
    assert {clause.name for clause in charity.program.policies[0].clauses} <= charity.spans.keys()


def test_a_policy_that_does_not_compile_shows_each_finding_with_its_place() -> None:
    with pytest.raises(PolicyError) as caught:
        Policy.parse(SMALL.replace("to nurse", "to doctor"), path="mine.policy")
    assert [finding.code for finding in caught.value.diagnostics] == ["CP204"]
    assert "--> mine.policy:12:" in str(caught.value)


def test_no_texts_at_all_are_no_policy() -> None:
    with pytest.raises(PolicyError):
        Policy.from_sources({})


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="CP131"):
        Policy.load(tmp_path / "none.policy")


def test_a_text_alone_can_use_the_library_that_ships_and_no_other_file() -> None:
    header = SMALL[: SMALL.index("data note")]
    with pytest.raises(PolicyError, match="CP131"):
        Policy.parse(f'use "elsewhere.policy"\n{SMALL}')
    library = Policy.parse(
        f'{header}\nuse "std/uk_charity.policy"\n\nreply sorry\n    to anyone\n    say "We cannot say."\n'
    )
    assert "std/uk_charity.policy" in library.sources()
    assert Policy.from_sources(library.sources()) == library


def test_a_scenario_reads_only_below_the_folder_of_its_policy(charity: Policy) -> None:
    assert json.loads(charity.read("requests/two_participants_one_worker.json"))
    for path in ("../README.md", "/etc/hostname", "requests/none.json"):
        with pytest.raises(FileNotFoundError):
            charity.read(path)


_HEADER = 'policy {name}\n    language 1\n    in force from 2026-01-01\n    timezone "Europe/London"\n'
_WORDS = 'data notes\nrole helper\nreply r\n    to anyone\n    say "No."\n'
_COMPARED = (
    _HEADER.format(name="after") + _WORDS + 'assert as_before\n    same as "old/before.policy" of notes to helper\n'
)
_BEFORE = _HEADER.format(name="before") + 'use "words.policy"\nuse "std/uk_charity.policy"\n'


def test_the_policy_that_an_assertion_compares_with_is_loaded_from_its_own_folder() -> None:
    texts = {"after.policy": _COMPARED, "old/before.policy": _BEFORE, "old/words.policy": _WORDS}
    policy = Policy.from_sources(texts)
    (claim,) = policy.program.policies[0].assertions
    assert claim.other is not None
    other = policy.other(claim.other)
    assert other.name == "before"
    assert list(other.sources())[:2] == ["old/before.policy", "old/words.policy"]
    assert "std/uk_charity.policy" in other.sources()


def test_the_policy_that_an_assertion_compares_with_is_no_part_of_this_one(tmp_path: Path) -> None:
    (tmp_path / "after.policy").write_text(_COMPARED, encoding="utf-8")
    alone = Policy.load(tmp_path / "after.policy")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "words.policy").write_text(_WORDS, encoding="utf-8")
    (tmp_path / "old" / "before.policy").write_text(_BEFORE, encoding="utf-8")
    beside = Policy.load(tmp_path / "after.policy")
    assert beside.other("old/before.policy").name == "before"
    assert beside.sha256 == alone.sha256
    assert list(beside.sources()) == ["after.policy"]


@pytest.mark.parametrize("path", ["old/before.policy", "../after.policy", "/etc/hostname", ""])
def test_a_policy_to_compare_with_that_cannot_be_had_is_no_file(path: str) -> None:
    with pytest.raises(FileNotFoundError):
        Policy.from_sources({"after.policy": _COMPARED}).other(path)


def test_a_policy_to_compare_with_that_has_an_error_does_not_compile() -> None:
    policy = Policy.from_sources({"after.policy": _COMPARED, "old/before.policy": _BEFORE})
    with pytest.raises(PolicyError) as raised:
        policy.other("old/before.policy")
    missing = [finding for finding in raised.value.diagnostics if finding.code == "CP131"]
    assert [finding.span.path for finding in missing] == ["old/before.policy"]


def test_every_paragraph_is_told_with_what_carries_it(charity: Policy) -> None:
    by_label = {paragraph.label: paragraph for paragraph in charity.paragraphs()}
    assert by_label["X7"].carried_by == ("missing_child_from_parent",)
    assert by_label["A1"].carried_by == ()
    assert by_label["A1"].omitted_because


def test_duties_are_owed_in_a_situation_or_the_situation_is_refused(charity: Policy) -> None:
    situation = {
        "time": "2026-11-24T10:00:00+00:00",
        "subject": {"id": "p1", "roles": []},
        "stated": {"date_of_birth": "2011-05-04", "reported_missing": True},
    }
    owed = charity.duties(situation)
    assert "missing_child_to_police" in {duty.clause for duty in owed}
    assert charity.duties_json(json.dumps(situation)) == owed
    for wrong in ({}, {**situation, "time": "now"}):
        with pytest.raises(RequestError) as caught:
            charity.duties(wrong)
        assert caught.value.refusal.outward.replies == ()
    with pytest.raises(RequestError, match="CP801"):
        charity.duties_json("{")
