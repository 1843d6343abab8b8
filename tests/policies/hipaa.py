"""Where the encoding of HIPAA lies, and the policy as it is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from confpolicy.engine import Policy

FOLDER = Path(__file__).resolve().parents[2] / "policies" / "hipaa"
README = FOLDER / "README.md"
VOCABULARY = FOLDER / "vocabulary.md"


@cache
def policy() -> Policy:
    """The policy by itself."""
    return Policy.load(FOLDER / "hipaa.policy")


@cache
def with_scenarios() -> Policy:
    """The policy with all its scenarios."""
    return Policy.load(FOLDER / "hipaa_test.policy")
