"""The short way to a decision says what the long way and the oracle say, over random policies and requests."""

from __future__ import annotations

from collections import Counter

from confpolicy.decide.decision import Verdict
from confpolicy.decide.fast.decide import Fast
from confpolicy.decide.judge import judge
from confpolicy.facts.read import read_request
from confpolicy.facts.request import Request
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.trial import Stage
from tests.differential import differences

REQUESTS = 40


def test_the_short_way_the_long_way_and_the_oracle_say_the_same(stages: list[Stage]) -> None:
    seen: Counter[object] = Counter()
    for number, stage in enumerate(stages):
        fast = Fast.of(stage.prepared)
        for place in range(REQUESTS):
            mapping = composing.request(Choices.from_seed(f"fast {number}/{place}"), stage.terrain)
            request = read_request(mapping, stage.prepared.vocabulary)
            assert isinstance(request, Request)
            quick = fast.decide(request)
            seen["asked"] += 1
            if quick is None:
                continue
            judged = judge(stage.prepared, request)
            assert quick.agrees(judged, request), f"seed {number}, request {place}"
            seen[quick.verdict] += 1
            seen["obligations"] += bool(quick.obligations)
            seen["first"] += bool(quick.releasable_after)
            seen["replies"] += bool(quick.replies)
            seen["said"] += bool(quick.outward(request).statements)
            if place < 5:
                assert differences(stage.terrain.program, mapping, judged) == {}
                seen["oracle"] += 1
    decided = sum(seen[verdict] for verdict in Verdict)
    assert decided * 3 > seen["asked"], seen
    assert min(seen.values()) > 30, seen
