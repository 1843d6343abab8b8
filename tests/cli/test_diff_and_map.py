"""`confpolicy diff` and `confpolicy map`, as their users type them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from confpolicy.engine import Policy
from tests.cli.command import confpolicy
from tests.prove.test_difference import CLINIC

READ_TWO_WAYS = CLINIC.replace(
    "    when subject.in_danger and item.agreed\n",
    '    reading both "both"\n        when subject.in_danger and item.agreed\n'
    '    reading one "one is enough"\n        when subject.in_danger or item.agreed\n    read as both\n',
)
HOSTILE = CLINIC.replace("We cannot say.", "</script><img src=x onerror=alert(1)> & @@DATA@@")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.policy"
    path.write_text(CLINIC, encoding="utf-8")
    return path


def changed(old: Path, was: str, becomes: str) -> str:
    """The path of a policy with this change."""
    path = old.with_name("new.policy")
    assert was in CLINIC
    path.write_text(CLINIC.replace(was, becomes), encoding="utf-8")
    return str(path)


def test_equal_policies_are_equivalent_and_the_exit_code_is_0(old: Path) -> None:
    done = confpolicy("diff", str(old), str(old))
    assert done.code == 0
    assert "Equivalent: for every request" in done.out


def test_a_difference_is_told_with_a_scenario_and_the_exit_code_is_1(old: Path) -> None:
    done = confpolicy("diff", str(old), changed(old, "subject.in_danger and item.agreed", "item.agreed"))
    assert done.code == 1
    assert "MORE: deny, now permit\n  by danger\n" in done.out
    assert 'scenario "What the change decides"' in done.out


def test_the_json_has_each_difference_with_a_request_that_is_decided_apart(old: Path) -> None:
    new = changed(old, "subject.in_danger and item.agreed", "item.agreed")
    document = json.loads(confpolicy("diff", str(old), new, "--format", "json").out)
    assert (document["schema"], document["equivalent"]) == ("confpolicy/difference/1", False)
    (row,) = document["differences"]
    assert {key: row[key] for key in ("item", "role", "purpose", "change", "clauses")} == {
        "item": "address",
        "role": "police",
        "purpose": "crime",
        "change": "more",
        "clauses": ["danger"],
    }
    assert Policy.load(old).decide(row["witness"]).verdict.value == "deny"
    assert Policy.load(new).decide(row["witness"]).verdict.value == "permit"


def test_the_same_command_writes_the_same_bytes(old: Path) -> None:
    new = changed(old, "told why", "express")
    assert len({confpolicy("diff", str(old), new, "--format", "json").out for _ in range(3)}) == 1


def test_a_new_item_tells_what_it_adds_to_consents_on_file(old: Path) -> None:
    new = changed(old, "data notes, address under", "data notes, address, photographs under")
    done = confpolicy("diff", str(old), new)
    assert done.code == 1
    assert "The data photographs is new." in done.out
    assert "consents on file to confidential cover it" in done.out


def test_a_role_that_is_gone_can_receive_nothing_more(old: Path) -> None:
    new = changed(old, "role nurse, doctor, police", "role nurse, doctor, police, coroner")
    coroner = Path(new)
    text = coroner.read_text(encoding="utf-8").replace("to police for crime", "to police, coroner for crime")
    coroner.write_text(text, encoding="utf-8")
    document = json.loads(confpolicy("diff", new, str(old), "--format", "json").out)
    assert [(row["role"], row["change"], row["after"]) for row in document["differences"]] == [
        ("coroner", "less", "refused")
    ]
    assert [(each["kind"], each["name"], each["where"]) for each in document["vocabulary"]] == [
        ("role", "coroner", "gone")
    ]


def test_each_reading_that_is_not_taken_is_compared_with_the_one_that_is(old: Path) -> None:
    old.write_text(READ_TWO_WAYS, encoding="utf-8")
    done = confpolicy("diff", str(old), "--readings")
    assert done.code == 1
    assert "clinic: danger read as both, and read as one" in done.out
    assert "MORE: deny, now permit" in done.out


def test_a_policy_without_readings_has_none_to_compare(old: Path) -> None:
    done = confpolicy("diff", str(old), "--readings")
    assert (done.code, done.out.strip()) == (0, "There is no reading that is not taken.")


@pytest.mark.parametrize("arguments", [["OLD"], ["OLD", "OLD", "--readings"]])
def test_two_policies_or_one_with_its_readings_are_asked_for(old: Path, arguments: list[str]) -> None:
    assert confpolicy("diff", *(each.replace("OLD", str(old)) for each in arguments)).code == 2


def test_what_takes_too_much_is_undecided_and_the_exit_code_is_5(old: Path) -> None:
    done = confpolicy("diff", str(old), changed(old, "told why", "express"), "--effort", "1")
    assert done.code == 5
    assert "Undecided of address for care" in done.out
    assert confpolicy("map", str(old), "--effort", "1").code == 5


def test_a_policy_that_does_not_compile_is_refused(old: Path) -> None:
    assert confpolicy("diff", str(old), changed(old, "told why", "told nobody")).code == 3
    assert confpolicy("map", str(old.with_name("new.policy"))).code == 3


def test_the_map_tells_who_can_receive_what_and_what_each_ground_asks_for(old: Path) -> None:
    done = confpolicy("map", str(old))
    assert done.code == 0
    assert "notes for crime\n  to police: exception danger\n" in done.out
    assert "notes for care\n  to nurse: consent sharing\n" in done.out
    assert "danger\n  of confidential to police for crime\n  when subject.in_danger and item.agreed\n" in done.out
    consent = (
        "sharing\n  of confidential to anyone\n  given by subject in writing\n  told why\n  with a need-to-know\n"
    )
    assert f"{consent}  not forbidden by keep_notes" in done.out


def test_the_map_tells_the_whole_condition_of_a_consent_and_which_ground_is_the_weakest(old: Path) -> None:
    text = old.read_text(encoding="utf-8").replace("told why", "accepts silence\n    told why\n    lasts 18 months")
    text += (
        "\nexception alarm\n    of notes to police for crime\n    when subject.in_danger\n    overrides keep_notes\n"
    )
    old.write_text(text, encoding="utf-8")
    done = confpolicy("map", str(old))
    assert "  to police: exception alarm; exception danger (behind alarm)\n" in done.out
    assert "  accepts silence\n  told why\n  lasts 18 months\n" in done.out


def test_the_map_as_json_has_a_request_for_each_way(old: Path) -> None:
    document = json.loads(confpolicy("map", str(old), "--format", "json").out)
    assert document["schema"] == "confpolicy/map/1"
    ways = [way for entry in document["entries"] for way in entry["ways"]]
    assert {way["clause"] for way in ways} == {"sharing", "danger"}
    assert {Policy.load(old).decide(way["witness"]).verdict.value for way in ways} == {"permit"}


@pytest.mark.parametrize("command", ["map", "diff"])
def test_a_page_loads_nothing_and_a_policy_cannot_put_a_tag_into_it(old: Path, command: str) -> None:
    hostile = old.with_name("hostile.policy")
    hostile.write_text(HOSTILE.replace('"A clinic"', '"<b>A clinic"'), encoding="utf-8")
    paths = [str(old), str(hostile)] if command == "diff" else [str(hostile)]
    page = confpolicy(command, *paths, "--format", "html").out
    assert page.count("</script>") == 2
    assert "<img" not in page
    assert "http://" not in page
    assert "https://" not in page
    assert "default-src 'none'" in page
    data = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    entries = json.loads(data[1])["entries"]
    assert entries
    assert json.loads(data[1])["values"]
    if command == "diff":
        assert "</script><img src=x onerror=alert(1)> & @@DATA@@" in entries[0]["parts"][0]["title"]


MANY = [f"context.p{number}" for number in range(40)]
ALARM = f"""
exception alarm
    of notes to police for crime
    when {" and ".join(f"({each} or {each} = no)" for each in MANY)}
    overrides keep_notes
fact {", ".join(MANY)} : bool
"""


def test_a_map_says_where_it_is_not_known_which_ground_is_the_weaker(old: Path) -> None:
    old.write_text(CLINIC + ALARM, encoding="utf-8")
    done = confpolicy("map", str(old), "--effort", "3000")
    assert done.code == 5
    assert "undecided" in done.out


@pytest.mark.parametrize("seconds", ["nan", "inf", "1e308", "0", "-1"])
@pytest.mark.parametrize("command", ["prove", "map"])
def test_a_time_that_is_none_is_refused(old: Path, command: str, seconds: str) -> None:
    done = confpolicy(command, str(old), "--timeout", seconds)
    assert done.code == 2
    assert "'--timeout'" in done.err


STATED = 'use "words.policy"\nuse "shared.policy"\n'
TEXTS = {
    "words.policy": "data notes under confidential\nrole nurse\npurpose care\n",
    "shared.policy": "exception common\n    of notes to nurse for care\n",
    "law.policy": CLINIC[: CLINIC.index("data")].replace("clinic", "law") + STATED,
    "house.policy": CLINIC[: CLINIC.index("\ndata")] + f'    within "law.policy"\n{STATED}'
    'reply none\n    to anyone\n    say "No."\n',
}


def test_a_clause_that_two_policies_state_is_told_of_each(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = confpolicy("map", str(tmp_path / "house.policy"))
    assert "to nurse: exception common; within law: exception common" in done.out, done
