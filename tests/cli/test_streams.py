"""What the command writes where, and what becomes of everything that goes wrong."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import POLICE, POLICY, ROOT, SMALL, confpolicy, python

FAILING = """
import confpolicy.engine
from confpolicy.cli import main
def fail(*_args, **_kwargs):
    raise {error}
confpolicy.engine.Policy.load = fail
main()
"""
MAIN = "from confpolicy.cli import main; main()"


def on_a_terminal(*arguments: str | Path, **env: str) -> str:
    """What the command writes to a terminal."""
    reading, writing = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    subprocess.run(
        [sys.executable, "-c", MAIN, *map(str, arguments)],
        stdout=writing,
        stderr=subprocess.DEVNULL,
        env={**environment, "TERM": "xterm-256color", **env},
        check=False,
    )
    os.close(writing)
    said = b""
    while True:
        try:
            part = os.read(reading, 65536)
        except OSError:
            break
        if not part:
            break
        said += part
    os.close(reading)
    return said.decode()


@pytest.mark.parametrize("arguments", [(), ("nonsense",), ("decide",), ("decide", "--format", "xml", "p", "r")])
def test_wrong_usage_exits_with_2_and_writes_nothing_to_standard_output(arguments: tuple[str, ...]) -> None:
    done = confpolicy(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "Usage:" in done.err


def test_a_file_that_is_not_there_exits_with_2(tmp_path: Path) -> None:
    assert confpolicy("check", tmp_path / "no.policy").code == 2
    assert confpolicy("decide", POLICY, tmp_path / "no.json").code == 2
    assert confpolicy("fmt", tmp_path / "no.policy").code == 2


def test_a_request_that_is_not_utf8_exits_with_2() -> None:
    done = confpolicy("decide", POLICY, "-", stdin=b'{"id": "\xff"}')
    assert done.code == 2


def test_help_and_version_exit_with_0() -> None:
    assert confpolicy("--help").code == 0
    assert confpolicy("decide", "-h").code == 0
    assert confpolicy("--version").out.startswith("confpolicy, version ")


def test_every_command_is_listed_and_has_its_own_help() -> None:
    listed = confpolicy("--help").out
    for name in ("decide", "explain", "check", "fmt", "test", "duties", "sources", "rule"):
        assert f"\n  {name} " in listed
        assert confpolicy(name, "--help").out.startswith(f"Usage: confpolicy {name}")


def test_a_fault_of_the_program_exits_with_70_says_how_to_report_it_and_shows_nothing_confidential() -> None:
    done = python(FAILING.format(error="RuntimeError('p1 has a secret')"), "decide", POLICY, POLICE)
    assert (done.code, done.out) == (70, "")
    assert "CONTRIBUTING.md" in done.err
    assert "secret" not in done.err
    assert "Traceback" not in done.err


def test_a_request_that_was_made_up_and_shows_nothing_is_shown_with_the_fault() -> None:
    error = "__import__('confpolicy.errors').errors.WitnessError({'purpose': 'care'}, 'nothing is permitted')"
    done = python(FAILING.format(error=error), "decide", POLICY, POLICE)
    assert done.code == 70
    assert done.err.startswith('Internal error: WitnessError: nothing is permitted: {"purpose": "care"}\n')
    assert "CONTRIBUTING.md" in done.err


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_traceback_is_shown_only_under_debug(place: str) -> None:
    arguments = ["decide", str(POLICY), str(POLICE)]
    arguments.insert(0 if place == "before" else 3, "--debug")
    done = python(FAILING.format(error="RuntimeError('boom')"), *arguments)
    assert done.code == 70
    assert "Traceback" in done.err


def test_after_two_dashes_debug_is_an_argument_as_any_other() -> None:
    done = confpolicy("rule", "--", "--debug")
    assert done.code == 2
    assert "no code --debug" in done.err


def test_an_interrupt_exits_with_130() -> None:
    done = python(FAILING.format(error="KeyboardInterrupt"), "decide", POLICY, POLICE)
    assert done.code == 130
    assert "Traceback" not in done.err


def test_without_the_terminal_libraries_the_command_says_what_to_install() -> None:
    code = "import sys; sys.path.insert(0, ''); import importlib.util as u; u.find_spec = lambda name: None; " + MAIN
    done = python(code, "--help")
    assert (done.code, done.out) == (2, "")
    assert "pip install 'confpolicy[cli]'" in done.err


def test_output_that_cannot_be_written_exits_with_2() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", MAIN, "decide", str(POLICY), str(POLICE)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert b"cannot write the output" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_reader_that_goes_away_ends_the_command_quietly() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "decide", str(POLICY), str(POLICE)],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert done.returncode == 141
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("check POLICY >&-", 2, "cannot write the output"),
        ("decide POLICY POLICE >&-", 2, "cannot write the output"),
        ("decide POLICY - <&-", 2, "standard input is closed"),
        ("decide POLICY none.json 2>&-", 2, ""),
    ],
)
def test_a_stream_that_is_closed_is_no_fault_of_the_program(command: str, code: int, said: str) -> None:
    line = command.replace("POLICY", str(POLICY)).replace("POLICE", str(POLICE))
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m confpolicy.cli {line}'], capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert said in done.stderr
    assert "Internal error" not in done.stderr


def test_the_list_of_commands_is_shown_without_the_parser() -> None:
    shown = python(
        "import sys; from confpolicy.cli.app import run; run(['--help']); "
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'lark', 'hypothesis', 'rich'}))"
    )
    assert shown.out.rstrip().endswith("[]")


def test_scenarios_run_without_the_libraries_for_testing() -> None:
    done = python(
        "import sys; sys.modules.update(hypothesis=None, pytest=None); " + MAIN,
        "test",
        POLICY.with_name("communities_1st_test.policy"),
    )
    assert done.code == 0, done.err


def test_a_terminal_gets_colour_and_no_color_is_obeyed(tmp_path: Path) -> None:
    broken = tmp_path / "broken.policy"
    broken.write_text(SMALL.replace("to nurse", "to doctor"), encoding="utf-8")
    assert "\x1b[" in on_a_terminal("check", broken)
    assert "\x1b[" not in on_a_terminal("check", broken, NO_COLOR="1")
    assert "\x1b[" not in confpolicy("check", broken).out
    assert "\x1b[" in on_a_terminal("rule", "CP204")
    assert "\x1b[" not in on_a_terminal("rule", "CP204", NO_COLOR="1")


def test_what_steers_a_terminal_in_a_text_never_reaches_it(tmp_path: Path) -> None:
    broken = tmp_path / "broken.policy"
    broken.write_text(SMALL + '\nreply again\n    to anyone\n    say "\x1b[31mred"\n', encoding="utf-8")
    done = confpolicy("check", broken)
    assert done.code == 3
    assert "\x1b" not in done.out


def test_text_is_utf8_whatever_the_locale() -> None:
    done = confpolicy("rule", "CP101", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.code == 0


def test_the_command_runs_as_a_module_too() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "confpolicy.cli", "rule", "--format", "json", "CP204"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["code"] == "CP204"
