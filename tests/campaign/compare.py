"""One random policy, and many random requests of it, decided by the engine both ways and by the oracle."""

from __future__ import annotations

import json

from confpolicy.engine import Policy
from confpolicy.prove.smaller import smaller_request
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.edits import Mapped
from confpolicy.testing.layered import layered_sketch
from confpolicy.testing.promises import staged
from confpolicy.testing.sketches import sketch
from confpolicy.testing.trial import Stage
from tests.campaign.counts import Counts
from tests.differential import RefusedError, Trial

KINDS = ("layered", "dense", "dense", "spare", "spare", "spare", "spare", "spare", "spare", "spare")
"""What the policy of a seed is, by the seed's last digit."""


def policy_of(seed: int, kind: str | None = None) -> Policy:
    """The random policy of a seed: one within another, one with many clauses, or one with few."""
    match kind or KINDS[seed % len(KINDS)]:
        case "layered":
            return Policy.from_sources(layered_sketch(Choices.from_seed(seed)).sources())
        case "dense":
            return Policy.parse(sketch(Choices.from_seed(seed)).text)
        case _:
            return Policy.parse(sketch(Choices.from_seed(seed), spare=True).text)


def stage_of(seed: int, kind: str | None = None) -> Stage:
    """The same, made ready for many requests."""
    return staged(policy_of(seed, kind))


def compare(stage: Stage, seed: int, requests: int, counts: Counts) -> None:
    """Decides so many random requests of the policy in every way, and counts what came out."""
    counts.policies += 1
    trial = Trial.of(stage.terrain.program, stage.prepared)
    for number in range(requests):
        mapping = composing.request(Choices.from_seed(f"{seed}/{number}"), stage.terrain)
        try:
            answer = trial.answer(mapping)
        except RefusedError as error:
            counts.differing.append(f"seed {seed}/{number}: a request that fits is refused: {error}")
            continue
        counts.add(mapping, answer)
        found = trial.differences(mapping, answer)
        if found:
            counts.differing.append(
                _difference(trial, f"{seed}/{number}", mapping, sorted(found)) + f"\n{stage.text}"
            )


def _difference(trial: Trial, label: str, mapping: Mapped, parts: list[str]) -> str:
    """The smallest request on which they still differ in the same parts, with what each of them says."""
    smallest = smaller_request(mapping, lambda one: _parts(trial, one) == parts)
    found = trial.differences(smallest, trial.answer(smallest))
    said = "\n".join(f"{part}\n  engine {engine}\n  oracle {oracle}" for part, (engine, oracle) in found.items())
    return f"seed {label}\n{said}\n{json.dumps(smallest, ensure_ascii=False)}"


def _parts(trial: Trial, mapping: Mapped) -> list[str] | None:
    try:
        return sorted(trial.differences(mapping, trial.answer(mapping)))
    except RefusedError:
        return None
