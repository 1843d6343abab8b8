"""The same rules at every size, by this program and by its peers."""

from __future__ import annotations

import functools
import time
from collections.abc import Sequence
from typing import Any

from benchmarks.figure import Figure
from benchmarks.peers import by_hand, casbin, cedar, rbacx, rego, vakt
from benchmarks.peers.peer import Built, Peer, plain
from benchmarks.trial import Engine, Trial, ours
from benchmarks.workload import Asked, policy_sources, requests
from confpolicy import Decision, Policy, Verdict

PEERS: tuple[Peer, ...] = (
    *rego.PEERS,
    *vakt.PEERS,
    *cedar.PEERS,
    *casbin.PEERS,
    *rbacx.PEERS,
    *by_hand.PEERS,
)
WORK = "rules"


def figures(size: int, *, count: int, seconds: float, peers: Sequence[Peer] = PEERS) -> tuple[float, list[Figure]]:
    """The seconds that this program loads the rules in, and what each engine that is installed takes to decide."""
    sources = policy_sources(size)
    begun = time.perf_counter()
    policy = Policy.from_sources(sources)
    loaded = time.perf_counter() - begun
    trial = Trial(
        work=WORK,
        size=size,
        fresh=lambda: requests(size, count=count),
        permitted=lambda asked: asked.permitted,
        seconds=seconds,
    )
    there = [peer for peer in peers if peer.version is not None]
    engines = [
        *ours(policy, wrong, lambda asked: asked.request),
        *(_engine(peer, peer.build(size)) for peer in there),
    ]
    return loaded, trial.figures(engines)


def wrong(asked: Asked, decision: Decision) -> str | None:
    """What is wrong with a decision of this program: its verdict, its grounds, or what stands against it."""
    (row,) = decision.rows
    grounds = [(ground.clause, ground.statement, ground.need_to_know) for ground in row.because]
    said = (decision.verdict, grounds, row.blocked_by)
    right = (
        Verdict.PERMIT if asked.permitted else Verdict.DENY,
        [asked.because] if asked.because else [],
        asked.blocked_by,
    )
    return None if said == right else f"to {asked.request['id']}: {said}, and not {right}"


def _engine(peer: Peer, built: Built) -> Engine[Asked]:
    return Engine(
        name=peer.name,
        version=peer.version or "",
        given=lambda asked: plain(asked.request),
        decide=built.decide,
        wrong=functools.partial(_wrong_by, built),
    )


def _wrong_by(built: Built, asked: Asked, facts: Any) -> str | None:
    said = built.decide(facts)
    rule = asked.rule if built.rule is None else built.rule(facts)
    if said is asked.permitted and rule == asked.rule:
        return None
    return f"to {asked.request['id']}: {said} by rule {rule}, and not {asked.permitted} by rule {asked.rule}"
