"""The short way to a decision says what the long way and the oracle say, over random policies and requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import count, islice

from confpolicy.decide.decision import Verdict
from confpolicy.decide.fast.decide import Fast
from confpolicy.decide.judge import judge
from confpolicy.facts.read import read_request
from confpolicy.facts.request import Request
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.trial import Stage
from tests.differential import differences
from tests.properties.conftest import stage_of

POLICIES = 60
REQUESTS = 60


def test_the_short_way_the_long_way_and_the_oracle_say_the_same() -> None:
    seen: Counter[object] = Counter()
    for stage in taken():
        fast = Fast.of(stage.prepared)
        for place in range(REQUESTS):
            mapping = composing.request(Choices.from_seed(f"fast {place}"), stage.terrain)
            request = read_request(mapping, stage.prepared.vocabulary)
            assert isinstance(request, Request)
            quick = fast.decide(request)
            seen["asked"] += 1
            if quick is None:
                continue
            judged = judge(stage.prepared, request)
            assert quick.agrees(judged, request), f"request {place} of\n{stage.text}"
            seen[quick.verdict] += 1
            seen["obligations"] += bool(quick.obligations)
            seen["first"] += bool(quick.releasable_after)
            seen["replies"] += bool(quick.replies)
            seen["said"] += bool(quick.outward(request).statements)
            if place < 5:
                assert differences(stage.terrain.program, mapping, judged) == {}
                seen["oracle"] += 1
    decided = sum(seen[verdict] for verdict in Verdict)
    assert decided * 5 > 4 * seen["asked"], seen
    assert min(seen.values()) > 10, seen


def taken() -> Iterator[Stage]:
    """Random policies of which the short way knows everything; the others go the long way by themselves."""
    stages = map(stage_of, count())
    return islice((stage for stage in stages if Fast.of(stage.prepared).planner is not None), POLICIES)
