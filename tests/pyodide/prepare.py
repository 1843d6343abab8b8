"""Lays ready, in the folder given, what the smoke test takes: wheels, requests, and what must come out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from confpolicy import Policy, RequestError
from tests.repo.tree import ROOT, runtime_pins


def main(work: Path) -> None:
    """Writes `wheels/` and `cases.json` below `work`."""
    pins = work / "runtime.lock"
    pins.write_text(runtime_pins(), encoding="utf-8")
    python = [sys.executable, "-m"]
    wheels = str(work / "wheels")
    subprocess.run([*python, "build", "--wheel", "--no-isolation", "--outdir", wheels], cwd=ROOT, check=True)
    download = ["pip", "download", "--quiet", "--only-binary=:all:", "--require-hashes", "--no-deps"]
    subprocess.run([*python, *download, "--dest", wheels, "--requirement", str(pins)], check=True)
    cases = [case(path) for path in sorted(ROOT.glob("policies/requests/*.json"))]
    (work / "cases.json").write_text(json.dumps(cases), encoding="utf-8")


def case(path: Path) -> dict[str, str]:
    """A request with what this Python decides on it."""
    policy = Policy.load(ROOT / "policies" / "communities_1st.policy")
    request = json.loads(path.read_text(encoding="utf-8"))
    try:
        expected = policy.decide(request).to_json()
    except RequestError as error:
        expected = error.refusal.to_json()
    return {"name": path.name, "request": json.dumps(request), "expected": expected}


main(Path(sys.argv[1]))
