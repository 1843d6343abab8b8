"""Copies of the program, one for each fault, and what is asked of each: types, style, decisions, a law."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import attrs

from tests.faults.fault import Fault, NoLongerAppliesError, planted
from tests.faults.witness import WRITTEN

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("src", "grammar", "policies", "tests", "pyproject.toml")
LOUD = 0.05
"""Of the decisions that a fault changes: from this share on any test would notice it, and it shows little."""
PATIENCE = 900
"""Seconds for each command."""
_COMPILING = ("syntax/", "check/", "lower/", "lint/", "facts/schema.py")
"""Where a fault may change what a text means; elsewhere the sample need not be compiled again."""
_SEED = re.compile(r"seed (?:\d+/\w+|(?P<policy>\d+))/(?P<number>\d+)")
_REQUESTS = 50
"""So many requests has each policy of the differential test, whose seeds are `policy/request`."""


@attrs.frozen(kw_only=True)
class Found:
    """What came of one fault. `problems`: why it does not count; none is good."""

    fault: Fault
    problems: tuple[str, ...] = ()
    changed: float = 0.0
    verdicts: float = 0.0
    cases: int | None = None
    seconds: float = 0.0


@attrs.frozen
class Workshop:
    """A folder with a copy of the program as it is, and a sample of policies and requests drawn from it."""

    room: Path

    @property
    def whole(self) -> Path:
        """The program without a fault."""
        return self.room / "whole"

    @classmethod
    def opened(cls, room: Path) -> Workshop:
        """A workshop in an empty folder."""
        shop = cls(room)
        shop.whole.mkdir()
        for name in COPIED:
            _copied(ROOT / name, shop.whole / name)
        return shop

    def prepare(self, laws: Sequence[str]) -> list[str]:
        """Draws the sample, decides it, and tries the laws on the program as it is; gives back what is wrong."""
        for arguments in (("draw", self.room), ("decide", self.room, self.room / "whole.json", "compile")):
            made = _run(self.whole, "-m", "tests.faults.sample", *map(str, arguments))
            if made.returncode:
                return [f"the sample cannot be made: {made.stderr[-2_000:]}"]
        tried = _run(self.whole, *_PYTEST, *dict.fromkeys(laws))
        return [] if tried.returncode == 0 else [f"without any fault the laws do not hold:\n{tried.stdout[-4_000:]}"]

    def examine(self, fault: Fault) -> Found:
        """Everything about one fault, in a copy of its own."""
        with self._faulty(fault) as tree:
            if tree is None:
                return _inapplicable(fault)
            problems = self._unlikely(tree, tree / "src" / "confpolicy" / fault.file)
            changed, verdicts, wrong = self._changed(tree, fault)
            tried = _tried(tree, fault)
            problems += [*wrong, *tried.problems]
            return attrs.evolve(tried, problems=tuple(problems), changed=changed, verdicts=verdicts)

    def only_try(self, fault: Fault) -> Found:
        """Whether its law notices it, and nothing else; what `prepare` makes is not needed."""
        with self._faulty(fault) as tree:
            return _inapplicable(fault) if tree is None else _tried(tree, fault)

    @contextmanager
    def _faulty(self, fault: Fault) -> Iterator[Path | None]:
        """A copy of the program with the fault in it, as long as it is looked at; None where it no longer applies."""
        with tempfile.TemporaryDirectory(dir=self.room, prefix="fault-") as folder:
            tree = Path(folder)
            for name in COPIED:
                _copied(self.whole / name, tree / name)
            file = tree / "src" / "confpolicy" / fault.file
            try:
                file.write_text(planted(file.read_text(encoding="utf-8"), fault), encoding="utf-8")
            except NoLongerAppliesError:
                yield None
            else:
                yield tree

    def _unlikely(self, tree: Path, file: Path) -> list[str]:
        """What the tools that run before any test say about it: nobody would have merged it."""
        name = str(file.relative_to(tree))
        commands = (
            ("mypy", "--cache-dir", str(self.room / "mypy"), name),
            ("ruff", "check", "--no-cache", name),
            ("ruff", "format", "--no-cache", "--check", name),
        )
        told = [(command[0], _run(tree, "-m", *command)) for command in commands]
        return [f"{tool} objects: {one.stdout.strip()}" for tool, one in told if one.returncode]

    def _changed(self, tree: Path, fault: Fault) -> tuple[float, float, list[str]]:
        """The share of decisions that it changes, of verdicts alone, and what is wrong with it."""
        answers = tree / "answers.json"
        compiling = ["compile"] if fault.file.startswith(_COMPILING) else []
        made = _run(tree, "-m", "tests.faults.sample", "decide", str(self.room), str(answers), *compiling)
        if made.returncode:
            return 1.0, 1.0, [f"the sample cannot be decided: {made.stderr[-2_000:]}"]
        pairs = list(zip(_read(self.room / "whole.json"), _read(answers), strict=True))
        changed = sum(one != other for one, other in pairs) / len(pairs)
        verdicts = sum(one[0] != other[0] for one, other in pairs) / len(pairs)
        loud = [f"it changes {changed:.1%} of decisions"] if changed >= LOUD else []
        crashed = sum(other[0] == "crash" for _, other in pairs)
        return changed, verdicts, [*loud, *([f"{crashed} requests crash"] if crashed and not fault.guard else [])]


def _inapplicable(fault: Fault) -> Found:
    return Found(fault=fault, problems=(f"it no longer applies: {fault.file} has no such line there, or several",))


def _tried(tree: Path, fault: Fault) -> Found:
    """The fault's law on it: how many cases and seconds it took to fail, and why that does not count."""
    witness, began = tree / "witness.jsonl", time.monotonic()
    tried = _run(tree, *_PYTEST, "-x", fault.law, witness=witness)
    seconds = time.monotonic() - began
    if not witness.exists():
        why = "does not notice it" if tried.returncode == 0 else f"does not run: {tried.stdout[-2_000:]}"
        return Found(fault=fault, problems=(f"{fault.law} {why}",), seconds=seconds)
    seen = json.loads(witness.read_text(encoding="utf-8").splitlines()[0])
    problems = []
    if not Path(seen["program"]).is_relative_to(tree.resolve()):
        problems.append(f"the law was tried on another program: {seen['program']}")
    told = seen["error"] == fault.guard if fault.guard else seen["asserted"] and not _of_the_program(seen["at"])
    if seen["when"] != "call" or not told:
        problems.append(f"{fault.law} crashes: {seen['error']} at {seen['at']}: {seen['message'][:500]}")
    return Found(fault=fault, problems=tuple(problems), cases=_cases(seen["message"]), seconds=seconds)


def _of_the_program(path: str) -> bool:
    """Whether an assertion failed in the program itself, and not in a law."""
    return "src/confpolicy/" in path and "src/confpolicy/testing/" not in path


def _cases(message: str) -> int | None:
    """How many cases were tried until the law failed, where it says so."""
    found = _SEED.search(message)
    if found is None:
        return None
    return int(found["policy"] or 0) * _REQUESTS + int(found["number"]) + 1


_PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.faults.witness")


def _run(tree: Path, *arguments: str, witness: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command of Python's in a copy, which finds that copy's program and no other."""
    environment = {
        **os.environ,
        "PYTHONPATH": f"{tree / 'src'}{os.pathsep}{tree}",
        WRITTEN: str(witness or tree / "unasked.jsonl"),
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def _copied(source: Path, target: Path) -> None:
    if source.is_file():
        shutil.copy2(source, target)
    else:
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("node_modules", ".hypothesis"))


def _read(file: Path) -> list[list[str]]:
    found: list[list[str]] = json.loads(file.read_text(encoding="utf-8"))
    return found
