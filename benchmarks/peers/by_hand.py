"""A function written by hand over a set of rules: no explanation, no checks; the least that Python can do."""

from __future__ import annotations

from benchmarks.peers.peer import Built, Facts, Peer
from benchmarks.workload import named_rules


def _build(size: int) -> Built:
    rules = frozenset(named_rules(size))

    def decide(facts: Facts) -> bool:
        recipient, subject, consent = facts["recipient"], facts["subject"], facts["consent"]
        if "parent" in recipient["roles"] and subject["age"] < 16 and subject["missing"]:
            return False
        if "police" in recipient["roles"] and facts["suspicion"]:
            return True
        purpose, category = facts["purpose"], facts["category"]
        return (
            (purpose, category) in rules
            and "staff" in recipient["roles"]
            and purpose in recipient["need_to_know"]
            and consent is not None
            and not consent["withdrawn"]
            and purpose in consent["purposes"]
            and recipient["id"] in consent["recipients"]
            and category in consent["categories"]
        )

    return Built(decide)


PEERS = (Peer("by hand, over a set of rules", None, _build),)
