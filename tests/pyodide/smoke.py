"""Runs inside Pyodide: the policy that the wheel ships, decided on every case; the last value is the exit code."""

import json
import sys
from importlib.resources import files
from pathlib import Path

from confpolicy import Policy, RequestError


def decided(policy: Policy, request: str) -> str:
    """The document, of a decision or of a refused request."""
    try:
        return policy.decide(json.loads(request)).to_json()
    except RequestError as error:
        return error.refusal.to_json()


cases = json.loads(Path("cases.json").read_text(encoding="utf-8"))
policy = Policy.load(str(files("confpolicy") / "policies" / "communities_1st.policy"))
wrong = [case["name"] for case in cases if decided(policy, case["request"]) != case["expected"]]
for name in wrong:
    print("not the same bytes:", name)
print(f"CPython {sys.version.split()[0]} on {sys.platform}, policy {policy.sha256[:12]}")
print(f"{len(cases) - len(wrong)} passed, {len(wrong)} failed")
0 if cases and not wrong else 1
