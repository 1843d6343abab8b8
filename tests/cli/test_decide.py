"""`confpolicy decide` and `confpolicy explain`, run as commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from confpolicy import Policy, RequestError
from tests.cli.command import PARENT, POLICE, POLICY, REQUEST, SMALL, confpolicy


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.policy"
    path.write_text(SMALL, encoding="utf-8")
    return path


def asking(**changes: object) -> str:
    return json.dumps({**REQUEST, **changes})


PERMITTED = asking()
DENIED = asking(context={"asked": False})
PARTLY = asking(
    subject=None,
    subjects=[{"id": "p", "roles": []}, {"id": "q", "roles": []}],
)
REFUSED = asking(purpose="gossip")


def test_a_denial_is_a_result_and_exits_with_0(small: Path) -> None:
    done = confpolicy("decide", small, "-", stdin=DENIED)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("DENY (request r-1)\n")
    assert '"We cannot say."' in done.out


def test_a_permit_names_its_ground(small: Path) -> None:
    done = confpolicy("decide", small, "-", stdin=PERMITTED)
    assert done.code == 0
    assert "because of exception on_request" in done.out


def test_the_json_is_that_of_the_library_byte_for_byte() -> None:
    done = confpolicy("decide", "--format", "json", POLICY, POLICE)
    decision = Policy.load(POLICY).decide_json(POLICE.read_text(encoding="utf-8"))
    assert done.out == decision.to_json() + "\n"


def test_the_same_request_gives_the_same_bytes_from_any_folder_and_in_any_environment(tmp_path: Path) -> None:
    here = confpolicy("decide", "--format", "json", POLICY, POLICE)
    there = confpolicy(
        "decide", "--format", "json", POLICY, POLICE, cwd=tmp_path, TZ="Asia/Tokyo", LC_ALL="C", PYTHONHASHSEED="7"
    )
    assert here == there


def test_the_trace_is_there_only_where_it_was_asked_for(small: Path) -> None:
    plain = json.loads(confpolicy("decide", "--format", "json", small, "-", stdin=PERMITTED).out)
    traced = json.loads(confpolicy("decide", "--trace", "--format", "json", small, "-", stdin=PERMITTED).out)
    assert traced.pop("trace")
    assert traced == plain


def test_the_trace_can_be_read_as_text(small: Path) -> None:
    assert "Trace:" not in confpolicy("decide", small, "-", stdin=PERMITTED).out
    assert "Trace:" in confpolicy("decide", "--trace", small, "-", stdin=PERMITTED).out


@pytest.mark.parametrize(
    ("request_text", "bound", "code"),
    [
        (PERMITTED, "partial", 0),
        (PERMITTED, "deny", 0),
        (DENIED, "partial", 4),
        (DENIED, "refer", 4),
        (DENIED, "deny", 4),
    ],
)
def test_fail_on_exits_with_4_where_the_verdict_is_that_or_worse(
    small: Path, request_text: str, bound: str, code: int
) -> None:
    assert confpolicy("decide", "--fail-on", bound, small, "-", stdin=request_text).code == code


def test_a_partial_verdict_fails_on_partial_and_on_nothing_worse() -> None:
    request = POLICY.parent / "requests" / "two_participants_one_worker.json"
    assert confpolicy("decide", "--fail-on", "partial", POLICY, request).code == 4
    assert confpolicy("decide", "--fail-on", "refer", POLICY, request).code == 0


def test_a_refused_request_exits_with_2_and_lists_every_mistake_on_standard_error(small: Path) -> None:
    done = confpolicy("decide", small, "-", stdin=asking(purpose="gossip", items=[]))
    assert done.code == 2
    assert "at /purpose" in done.err
    assert "at /items" in done.err
    assert "gossip" not in done.out


def test_a_refused_request_has_the_outward_answer_of_a_denial(small: Path) -> None:
    refused = json.loads(confpolicy("decide", "--format", "json", small, "-", stdin=REFUSED).out)
    denied = json.loads(confpolicy("decide", "--format", "json", small, "-", stdin=DENIED).out)
    assert refused["schema"] == "confpolicy/refusal/1"
    assert refused["outward"] == denied["outward"]
    assert "We cannot say." in confpolicy("decide", small, "-", stdin=REFUSED).out


@pytest.mark.parametrize("text", ["", "{", "[]", '{"id": 1, "id": 2}', '{"time": NaN}', "null"])
def test_what_is_no_request_is_refused_and_never_permitted(small: Path, text: str) -> None:
    done = confpolicy("decide", "--format", "json", small, "-", stdin=text)
    assert done.code == 2
    assert json.loads(done.out)["schema"] == "confpolicy/refusal/1"


def test_each_line_of_a_jsonl_file_is_answered_even_after_a_refused_one(small: Path, tmp_path: Path) -> None:
    lines = tmp_path / "requests.jsonl"
    lines.write_text(f"{PERMITTED}\n\n{REFUSED}\n{DENIED}\n", encoding="utf-8")
    done = confpolicy("decide", "--format", "json", small, lines)
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert [answer.get("verdict") for answer in answers] == ["permit", None, "deny"]
    assert done.code == 2


def test_lines_are_read_from_standard_input_where_it_is_said(small: Path) -> None:
    done = confpolicy("decide", "--lines", "--fail-on", "deny", small, "-", stdin=f"{PERMITTED}\n{DENIED}\n")
    assert done.code == 4
    assert done.out.count("(request r-1)") == 2


def test_a_refused_line_outweighs_a_withheld_one(small: Path) -> None:
    for lines in (f"{DENIED}\n{REFUSED}\n", f"{REFUSED}\n{DENIED}\n"):
        assert confpolicy("decide", "--lines", "--fail-on", "deny", small, "-", stdin=lines).code == 2


def test_a_policy_that_does_not_compile_exits_with_3_and_decides_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.policy"
    broken.write_text(SMALL.replace("to nurse", "to doctor"), encoding="utf-8")
    for command in ("decide", "explain"):
        done = confpolicy(command, broken, "-", stdin=PERMITTED)
        assert (done.code, done.out) == (3, "")
        assert "CP204" in done.err


def test_an_explanation_names_the_clause_its_place_and_its_paragraphs() -> None:
    done = confpolicy("explain", POLICY, POLICE)
    assert (done.code, done.err) == (0, "")
    assert "missing_child_to_police" in done.out
    assert "communities_1st.policy:" in done.out
    assert "X6" in done.out


def test_an_explanation_is_data_too() -> None:
    done = confpolicy("explain", "--format", "json", POLICY, PARENT)
    document = json.loads(done.out)
    assert document["schema"] == "confpolicy/explanation/1"
    assert document["verdict"] == "deny"


def test_explaining_a_refused_request_says_what_is_wrong_with_it(small: Path) -> None:
    done = confpolicy("explain", small, "-", stdin=REFUSED)
    assert done.code == 2
    assert done.out.startswith("REFUSED")
    with pytest.raises(RequestError) as caught:
        Policy.load(small).decide_json(REFUSED)
    assert done.err == f"{caught.value}\n"


def test_explaining_a_refused_request_gives_its_refusal_as_data(small: Path) -> None:
    done = confpolicy("explain", small, "-", "--format", "json", stdin=REFUSED)
    assert done.code == 2
    assert done.out == confpolicy("decide", small, "-", "--format", "json", stdin=REFUSED).out
