"""The engine beside the oracle: one request decided three times, and every difference between the answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from confpolicy.core.programs import Program
from confpolicy.decide.decision import Conflict, Due, Ground, Judged, NeedPerson, Row, UnderPolicy
from confpolicy.decide.document import GOVERNS
from confpolicy.decide.fast.decide import Fast
from confpolicy.decide.fast.quick import Quick
from confpolicy.decide.judge import Held, judge
from confpolicy.decide.prepare import Prepared
from confpolicy.decide.trace import trace_of
from confpolicy.facts.read import read_request
from confpolicy.facts.read.quick import QuickReader
from tests.oracle import Oracle

Differences = dict[str, tuple[Any, Any]]
"""By the part of the answer: what the engine says and what the oracle says."""


class RefusedError(ValueError):
    """The engine refuses a request that the generator takes to fit."""


@attrs.frozen
class Answer:
    """What the engine says of one request: the long way, its trace, and the short way if it knows one.

    `straight`: what the short way says from what was read quickly, where it can.
    """

    judged: Judged
    trace: tuple[Any, ...]
    quick: Quick | None
    straight: Quick | None
    agrees: bool
    """Whether the short way came to the same as the long way, and the quick reader to the same as the full one."""


@attrs.frozen
class Trial:
    """A program as the engine and the oracle have it."""

    prepared: Prepared
    fast: Fast
    reader: QuickReader
    oracle: Oracle

    @classmethod
    def of(cls, program: Program, prepared: Prepared) -> Trial:
        """The two made ready for many requests. What other readings would decide the oracle does not say."""
        as_read = attrs.evolve(prepared, variants=())
        return cls(as_read, Fast.of(as_read), QuickReader.of(prepared.vocabulary), Oracle.of(program))

    def answer(self, mapping: Mapping[str, Any]) -> Answer:
        """The engine's answer to a request that fits; raises `RefusedError` where it does not."""
        request = read_request(mapping, self.prepared.vocabulary)
        if isinstance(request, tuple):
            raise RefusedError(f"{request}")
        quick, draft, way = self.fast.decide(request), self.reader.draft(mapping), self.fast.straight
        straight = None if draft is None or way is None else way.decide(draft, request)
        held = Held.of(self.prepared, request)
        judged = judge(self.prepared, request, held)
        agrees = all(each is None or each.agrees(judged, request) for each in (quick, straight)) and (
            draft is None or self.reader.request(draft) == request
        )
        return Answer(judged, trace_of(self.prepared, request, held), quick, straight, agrees)

    def differences(self, mapping: Mapping[str, Any], answer: Answer) -> Differences:
        """Where the short way, the long way and the oracle do not all say the same."""
        decided, traced = self.oracle.answer(mapping)
        found = _parted(as_the_oracle_writes(answer.judged), _sorted_grounds(decided))
        if not answer.agrees:
            found["short way"] = ((answer.quick, answer.straight), answer.judged)
        return found | _differing_entries(answer.trace, traced)


def differences(program: Program, mapping: Mapping[str, Any], decision: Judged) -> Differences:
    """Where a decision of the engine is not the oracle's."""
    return _parted(as_the_oracle_writes(decision), _sorted_grounds(Oracle.of(program).decide(mapping)))


def _parted(mine: dict[str, Any], other: dict[str, Any]) -> Differences:
    return {key: (mine.get(key), other.get(key)) for key in mine | other if mine.get(key) != other.get(key)}


# --- traces -----------------------------------------------------------------------------------------------------

_OURS_ALONE = {"kind", "nodes"}
"""What the oracle does not tell of a clause: it works out no part of a condition twice."""
_OF_STATEMENTS = {"id", "covers", "status"}


def _differing_entries(ours: Iterable[Mapping[str, Any]], theirs: Iterable[Mapping[str, Any]]) -> Differences:
    """The entries of the trace that are not the same, by what they are about."""
    mine, other = _by_place(map(_as_the_oracle_traces, ours)), _by_place(theirs)
    return {
        f"trace of {' '.join(map(str, place))}": (mine.get(place), other.get(place))
        for place in mine | other
        if mine.get(place) != other.get(place)
    }


def _by_place(entries: Iterable[Mapping[str, Any]]) -> dict[tuple[Any, ...], Mapping[str, Any]]:
    about = ("policy", "item", "subject", "clause", "through")
    return {tuple(entry.get(key) for key in about): entry for entry in entries}


def _as_the_oracle_traces(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    found = {key: value for key, value in entry.items() if key not in _OURS_ALONE}
    if "statements" in found:
        told = [{key: value for key, value in one.items() if key in _OF_STATEMENTS} for one in found["statements"]]
        found["statements"] = sorted(told, key=lambda one: one["id"])
    return found


# --- decisions --------------------------------------------------------------------------------------------------


def as_the_oracle_writes(decision: Judged) -> dict[str, Any]:
    """The engine's decision in the form of the oracle's: the grounds of a row in one order, whatever it is."""
    return {
        "verdict": decision.verdict.value,
        "required": decision.required,
        "rows": [_row(row) for row in decision.rows],
        "obligations": [_due(due) for due in decision.obligations],
        "conflicts": [_conflict(conflict) for conflict in decision.conflicts],
        "outward": {
            "items": [{"item": each.item, "about": list(each.about)} for each in decision.outward.items],
            "statements": list(decision.outward.statements),
            "replies": list(decision.outward.replies),
        },
        "in_force": decision.in_force,
        "needs_person": sorted(
            {role for need in decision.needs if isinstance(need, NeedPerson) for role in need.roles}
        ),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "item": row.item,
        "subject": row.subject,
        "verdict": row.verdict.value,
        "alone": row.alone.value,
        "required": row.required,
        "because": sorted((_ground(ground) for ground in row.because), key=str),
        "blocked_by": list(row.blocked_by),
        "overridden": list(row.overridden),
        "policies": [_under(each) for each in row.policies],
    }


def _under(under: UnderPolicy) -> dict[str, Any]:
    return {
        "policy": under.policy,
        "governs": GOVERNS[under.governs],
        "verdict": under.verdict.value,
        "blocked_by": list(under.blocked_by),
        "overridden": list(under.overridden),
    }


def _ground(ground: Ground) -> dict[str, Any]:
    written = {
        "clause": ground.clause,
        "kind": ground.kind,
        "statement": ground.statement,
        "silence": True if ground.silence else None,
        "need_to_know": ground.need_to_know,
        "stand_ins": list(ground.stand_ins) or None,
    }
    return {key: value for key, value in written.items() if value is not None or key == "clause"}


def _sorted_grounds(decision: dict[str, Any]) -> dict[str, Any]:
    for row in decision["rows"]:
        kept = [
            {key: value for key, value in ground.items() if value is not None or key == "clause"}
            for ground in row["because"]
        ]
        row["because"] = sorted(kept, key=str)
    return decision


def _due(due: Due) -> dict[str, Any]:
    return {
        "clause": due.clause,
        "item": due.item,
        "subject": due.subject,
        "phase": due.phase,
        "effect": due.effect,
        "target": due.target,
        "text": due.text,
        "due": None if due.due is None else due.due.micros,
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "item": conflict.item,
        "subject": conflict.subject,
        "duty": conflict.duty,
        "prohibitions": list(conflict.prohibitions),
    }
