"""An application that shows a record: only the fields that the policy lets this user see."""

from __future__ import annotations

import json
from pathlib import Path

from confpolicy import Policy

HERE = Path(__file__).parent
RECORD = {
    "identity": "Sam Example",
    "contact_details": "12 Any Street",
    "support_session": "Notes of 3 October",
    "violent_history": "none",
}


def visible(policy: Policy, request: dict[str, object]) -> dict[str, str]:
    """The fields of the record that may be shown once everything owed beforehand is done: nothing before."""
    decision = policy.decide(request)
    may_go_out = {each.item for each in decision.released().items}
    return {field: text for field, text in RECORD.items() if field in may_go_out}


if __name__ == "__main__":
    charity = Policy.load(HERE.parents[1] / "policies" / "communities_1st.policy")
    print(visible(charity, json.loads((HERE / "request.json").read_text(encoding="utf-8"))))
