"""A policy and a request that the tests of the whole engine share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
POLICY = ROOT / "policies" / "communities_1st.policy"
REQUEST: dict[str, Any] = json.loads((ROOT / "examples" / "embedded" / "request.json").read_text(encoding="utf-8"))

MANY_SETS = """
policy sets
    language 1
    in force from 2026-01-01
    timezone "Europe/London"
data a, b under confidential
role r
purpose u
fact subject.kind : one of k1, k2, k3, k4
fact subject.words : text
fact context.of_birth : date
exception of_kind of a to r for u
    when subject.kind in {k1, k2, k3} and subject.words in {"x", "y", "z"}
    unless context.of_birth in {2026-02-01, 2026-03-01, 2025-03-05}
reply none to anyone
    say "No."
"""
