"""The first page keeps its word. Its commands and its Python are run with the other examples, in `tests/examples`."""

from __future__ import annotations

import re
import subprocess

from tests.examples.console import FILES
from tests.repo.tree import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
POLICY = (ROOT / "policies" / "communities_1st.policy").read_text(encoding="utf-8")


def test_every_statement_shown_stands_in_the_policy_word_for_word() -> None:
    (excerpt,) = re.findall(r"```policy\n(.*?)```", README, flags=re.DOTALL)
    statements = excerpt.strip().split("\n\n")
    assert len(statements) == 3
    assert [statement for statement in statements if f"\n{statement}\n" not in POLICY] == []


def test_its_commands_and_its_python_are_run_by_a_test() -> None:
    assert ROOT / "README.md" in FILES
    assert README.count("```console\n") == 2
    assert README.count("```python\n") == 1
    assert len(re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)[0].split("\n")) < 16


def test_the_one_command_for_a_decision_decides_and_explains_it() -> None:
    text = (ROOT / "demo").read_text(encoding="utf-8")
    assert ".venv/bin/confpolicy explain policies/communities_1st.policy" in text
    done = subprocess.run(["bash", "-n", ROOT / "demo"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_one_command_for_the_tests_runs_every_check_and_holds_the_coverage() -> None:
    text = (ROOT / "test").read_text(encoding="utf-8")
    for tool in ("ruff check", "ruff format --check", "mypy", "lint-imports", "pytest"):
        assert tool in text
    assert "--cov" in text
    assert "\n./test\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
