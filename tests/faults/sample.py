"""What a sample of random requests comes to: drawn once, from the program as it is, and decided by each faulty one.

`python -m tests.faults.sample draw FOLDER`, `… decide FOLDER ANSWERS [compile]`.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from confpolicy.core.programs import Program
from confpolicy.decide.canonical import canonical
from confpolicy.decide.document import document
from confpolicy.decide.judge import judge
from confpolicy.decide.prepare import Prepared, prepare
from confpolicy.engine import Policy
from confpolicy.errors import PolicyError
from confpolicy.facts.read import read_request
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.sketches import sketch
from confpolicy.testing.terrain import Terrain

POLICIES = 150
REQUESTS = 20
_TEXTS, _PROGRAMS = "sample.json", "programs.pickle"


def draw(folder: Path) -> None:
    """Writes random policies, as texts with their requests and compiled."""
    drawn, programs = [], []
    for seed in range(POLICIES):
        text = sketch(Choices.from_seed(f"faults/{seed}")).text
        programs.append(Policy.parse(text).program)
        terrain = Terrain.of(programs[-1])
        requests = [
            composing.request(Choices.from_seed(f"faults/{seed}/{number}"), terrain) for number in range(REQUESTS)
        ]
        drawn.append({"text": text, "requests": requests})
    (folder / _TEXTS).write_text(json.dumps(drawn), encoding="utf-8")
    (folder / _PROGRAMS).write_bytes(pickle.dumps(programs))


def decide(folder: Path, answers: Path, *, compiling: bool) -> None:
    """Writes, for each request, the verdicts and a hash of the whole decision document.

    `compiling`: the policies are read from their texts again; else only their programs are made ready.
    """
    found: list[list[str]] = []
    drawn = json.loads((folder / _TEXTS).read_text(encoding="utf-8"))
    for one, program in zip(drawn, _programs(folder, drawn, compiling=compiling), strict=True):
        if program is None:
            found += [["does not compile", ""]] * len(one["requests"])
        else:
            prepared = prepare(program)
            found += [_answer(prepared, request) for request in one["requests"]]
    answers.write_text(json.dumps(found), encoding="utf-8")


def _programs(folder: Path, drawn: list[dict[str, Any]], *, compiling: bool) -> Iterator[Program | None]:
    if not compiling:
        yield from pickle.loads((folder / _PROGRAMS).read_bytes())
        return
    for one in drawn:
        try:
            yield Policy.parse(one["text"]).program
        except PolicyError:
            yield None


def _answer(prepared: Prepared, mapping: dict[str, Any]) -> list[str]:
    try:
        request = read_request(mapping, prepared.vocabulary)
        if isinstance(request, tuple):
            return ["refused", ""]
        judged = judge(prepared, request)
        written = canonical(document(judged, request, prepared, engine_version="", tzdata_version=""))
    except Exception as error:  # noqa: BLE001 - a program with a fault in it may raise anything; that is what is told
        return ["crash", type(error).__name__]
    verdicts = " ".join(f"{row.alone.value}/{row.verdict.value}" for row in judged.rows)
    return [verdicts, sha256(written.encode()).hexdigest()]


if __name__ == "__main__":
    if sys.argv[1] == "draw":
        draw(Path(sys.argv[2]))
    else:
        decide(Path(sys.argv[2]), Path(sys.argv[3]), compiling=sys.argv[4:] == ["compile"])
