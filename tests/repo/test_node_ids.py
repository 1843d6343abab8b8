"""Every node that a trace names stands in the text of the policy: the ids of both sides are the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from confpolicy.engine import Policy

ROOT = Path(__file__).parents[2]


def test_every_node_of_a_trace_has_a_place_in_the_text() -> None:
    policy = Policy.load(ROOT / "policies" / "communities_1st.policy")
    request = json.loads((ROOT / "examples" / "front_desk" / "police.json").read_text(encoding="utf-8"))
    trace: list[dict[str, Any]] = json.loads(policy.decide(request).to_json(trace=True))["trace"]
    paths = {node["path"] for entry in trace for node in entry.get("nodes", ())}
    assert any("/unless." in path for path in paths)
    assert paths <= policy.spans.keys()
