"""Prints the digest of many answers; run in a process of its own, so that hashing differs from one to the next."""

from __future__ import annotations

import hashlib
import json
import sys

from confpolicy import Policy, RequestError
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.terrain import Terrain
from tests.engine.cases import MANY_SETS, POLICY, REQUEST

ROLES = ("police", "support_worker", "health_professional")
PURPOSES = ("safeguarding", "provide_service", "crime_prevention")


def answers() -> str:
    """Decisions with their traces and explanations, refusals, duties, and random requests."""
    policy, digest = Policy.load(POLICY), hashlib.sha256()
    for role in ROLES:
        for purpose in PURPOSES:
            asked = {**REQUEST, "recipient": {"id": "r1", "roles": [role]}, "purpose": purpose, "items": ["personal"]}
            decision = policy.decide(asked)
            digest.update((decision.to_json(trace=True) + decision.explain()).encode())
            try:
                policy.decide({**asked, "context": {"emergncy": True}, "recipient": {"id": "r1", "roles": ["polic"]}})
            except RequestError as error:
                digest.update((str(error) + error.refusal.to_json()).encode())
    digest.update(repr(policy.duties({"time": REQUEST["time"], "subject": {"id": "p1", "roles": []}})).encode())
    terrain = Terrain.of(Policy.parse(MANY_SETS).program)
    for seed in range(60):
        digest.update(json.dumps(composing.request(Choices.from_seed(seed), terrain)).encode())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.stdout.write(answers())
