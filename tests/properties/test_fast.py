"""The short way to a decision says what the long way and the oracle say, over random policies and requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from confpolicy.decide.decision import Judged, Verdict
from confpolicy.decide.fast import onfile
from confpolicy.decide.fast.decide import Fast
from confpolicy.decide.fast.quick import Quick, QuickRow
from confpolicy.decide.judge import judge
from confpolicy.facts.logic import Truth
from confpolicy.facts.read import read_request
from confpolicy.facts.read.quick import QuickReader
from confpolicy.facts.request import Offer, Request
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.edits import copied
from confpolicy.testing.promises import staged
from confpolicy.testing.trial import Stage
from tests.differential import differences
from tests.properties.conftest import stage_of
from tests.properties.test_layers import pair

POLICIES = 50
REQUESTS = 50
EVERYWHERE = {
    Verdict.PERMIT, Verdict.PARTIAL, Verdict.DENY, Verdict.REFER,
    "obligations", "first", "replies", "said", "a class", "an offer", "a stand-in",
}  # fmt: skip


def layered(seed: int) -> Stage:
    return staged(pair(seed))


@pytest.mark.parametrize(
    "made,there",
    [(stage_of, EVERYWHERE), (layered, {*EVERYWHERE, Verdict.OUTSIDE, "perhaps governed", "not in force"})],
    ids=["a policy by itself", "a policy within another"],
)
def test_the_short_way_the_long_way_and_the_oracle_say_the_same(
    made: Callable[[int], Stage], there: set[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: Counter[object] = Counter()
    for seed in range(POLICIES):
        stage = made(seed)
        monkeypatch.setattr(onfile, "FEW", 8 * (seed % 2))
        fast = Fast.of(stage.prepared)
        for place in range(REQUESTS):
            mapping = composing.request(Choices.from_seed(f"fast {seed} {place}"), stage.terrain)
            request = read_request(mapping, stage.prepared.vocabulary)
            assert isinstance(request, Request)
            quick, judged = fast.decide(request), judge(stage.prepared, request)
            assert quick is not None
            assert quick.agrees(judged, request), f"request {place} of\n{stage.text}"
            seen.update(what_is_in(request, quick, judged))
            if place < 5:
                assert differences(stage.terrain.program, mapping, judged) == {}
    assert all(seen[each] >= 10 for each in there), seen


def what_is_in(request: Request, quick: Quick, judged: Judged) -> Iterator[object]:
    """What a decision is an example of."""
    yield quick.verdict
    holds = {
        "obligations": quick.obligations,
        "first": quick.releasable_after,
        "replies": quick.replies,
        "said": quick.outward(request).statements,
        "a class": any(subject.is_class for subject in request.subjects),
        "an offer": any(isinstance(each, Offer) for each in request.statements),
        "a stand-in": any(ground.stand_ins for row in quick.rows for ground in row.because),
        "perhaps governed": any(each.governs is Truth.UNKNOWN for row in judged.rows for each in row.policies),
        "not in force": any(not each.in_force for row in judged.rows for each in row.policies),
    }
    yield from (word for word, is_so in holds.items() if is_so)


def test_the_straight_way_says_what_the_general_way_says() -> None:
    seen: Counter[object] = Counter()
    for stage in map(stage_of, range(POLICIES)):
        vocabulary, fast = stage.prepared.vocabulary, Fast.of(stage.prepared)
        assert fast.straight is not None
        reader = QuickReader.of(vocabulary)
        for place in range(REQUESTS):
            mapping = composing.request(Choices.from_seed(f"straight {place}"), stage.terrain)
            for asked in (mapping, simplified(mapping)):
                draft = reader.draft(asked)
                quick = None if draft is None else fast.straight.decide(draft, reader.request)
                seen["asked"] += 1
                if quick is None:
                    continue
                request = read_request(asked, vocabulary)
                assert isinstance(request, Request)
                general = fast.decide(request)
                assert general is not None
                told = [*map(QuickRow.told, quick.rows)], quick.verdict, quick.obligations, quick.replies
                expected = [*map(QuickRow.told, general.rows)], general.verdict, general.obligations, general.replies
                assert told == expected, f"{asked} under\n{stage.text}"
                assert quick.outward(request) == general.outward(request)
                seen[quick.verdict] += 1
                seen["several rows"] += len(quick.rows) > 1
                seen["obligations"] += bool(quick.obligations)
                seen["replies"] += bool(quick.replies)
                seen["by consent"] += any(reason.statement for row in quick.rows for reason in row.reasons)
                seen["of several grants"] += len(request.statements) > 1 and quick.verdict is Verdict.PERMIT
    assert sum(seen[verdict] for verdict in Verdict) * 8 > seen["asked"], seen
    assert min(seen.values()) > 10, seen


def simplified(mapping: dict[str, Any]) -> dict[str, Any]:
    """The same about one person, with only grants on file: what goes straight more often."""
    made = copied(mapping)
    first = (made["subjects"] if "subjects" in made else [made["subject"]])[0]
    made["items"] = [
        {key: value for key, value in each.items() if key != "about"} if isinstance(each, dict) else each
        for each in made["items"]
    ]
    if "subjects" in made:
        made["subjects"] = [first]
    first.pop("class", None)
    made["consents"] = [
        {key: value for key, value in each.items() if key != "withdrawn_at"}
        for each in made["consents"]
        if each["statement"] == "grant" and each["subject"] == first["id"]
    ]
    return made
