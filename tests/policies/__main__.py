"""`python -m tests.policies --update` writes into a policy's README what the policy has now."""

from __future__ import annotations

import sys

from tests.policies import hipaa
from tests.policies.readme import parts, replaced, stated


def main(arguments: list[str]) -> int:
    """0 where the README says what the policy has (or was made to), 1 where it does not."""
    text = hipaa.README.read_text(encoding="utf-8")
    now = parts(hipaa.policy(), hipaa.with_scenarios())
    if "--update" in arguments:
        hipaa.README.write_text(replaced(text, now), encoding="utf-8")
    elif stated(text) != now:
        print(f"{hipaa.README} says something else than the policy has.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
