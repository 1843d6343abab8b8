"""`python -m tests.examples --update` writes into every README what its commands really print."""

from __future__ import annotations

import sys

from confpolicy.engine import Policy
from tests.examples.console import FILES, ROOT, run
from tests.markdown.blocks import replaced


def main(arguments: list[str]) -> int:
    """0 where every example prints what it says (or was made to say it), 1 where one does not."""
    different = 0
    if "--update" in arguments:
        _write_decision()
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        wrong = [each for each in run(text) if each.actual != each.block.text]
        for each in wrong:
            print(f"{path}:{each.block.first + 1}\n{each.actual}")
        if "--update" in arguments:
            path.write_text(replaced(text, {each.block.first: each.actual for each in wrong}), encoding="utf-8")
        else:
            different += len(wrong)
    return 1 if different else 0


def _write_decision() -> None:
    """The decision that the auditor's story reads, as the log would have kept it."""
    folder = ROOT / "examples" / "audit"
    policy = Policy.load(ROOT / "policies" / "communities_1st.policy")
    decision = policy.decide_json((folder / "request.json").read_text(encoding="utf-8"))
    (folder / "decision.json").write_text(decision.to_json() + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
