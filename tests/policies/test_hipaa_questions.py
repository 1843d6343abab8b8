"""Questions that the regulator has answered: each is a request that the policy accepts, and the page tells it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.policies import hipaa

FOLDER = hipaa.FOLDER / "questions"
QUESTIONS = sorted(FOLDER.glob("Q*.json"))


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_each_question_is_a_request_that_the_policy_accepts(path: Path) -> None:
    assert hipaa.policy().decide_json(path.read_bytes()).request.id == path.stem


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_each_question_is_written_so_that_it_can_be_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"


def test_the_page_tells_each_question_in_order() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^### (Q\d\d)$", page, flags=re.MULTILINE)
    assert told == [path.stem for path in QUESTIONS]
    assert told == [f"Q{number:02}" for number in range(1, len(told) + 1)]


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_the_policy_answers_as_the_page_says_beside_what_the_regulator_answers(path: Path) -> None:
    answers = json.loads((FOLDER / "answers.json").read_text(encoding="utf-8"))
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    (line,) = re.findall(rf"^\| {path.stem} \|(.+)\|$", page, flags=re.MULTILINE)
    regulator, policy, grounds, *_ = (cell.strip() for cell in line.split("|"))
    document = hipaa.policy().decide_json(path.read_bytes()).document()
    carrying = sorted({ground["clause"] for row in document["items"] for ground in row["because"]})
    assert regulator == answers[path.stem]
    assert policy == document["verdict"]
    assert grounds == ", ".join(f"`{name}`" for name in carrying)


def test_the_page_counts_where_policy_and_regulator_agree() -> None:
    answers = json.loads((FOLDER / "answers.json").read_text(encoding="utf-8"))
    verdicts = {path.stem: hipaa.policy().decide_json(path.read_bytes()).verdict.value for path in QUESTIONS}
    agreed = sum(verdicts[name] == answer for name, answer in answers.items())
    assert verdicts.keys() == answers.keys()
    assert f"All {agreed} agree." in (FOLDER / "README.md").read_text(encoding="utf-8")
    assert agreed == len(answers)
