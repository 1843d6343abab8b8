"""The engine beside the oracle: one request decided twice, and every difference between the two answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from confpolicy.core.clauses import Program
from confpolicy.decide.decision import Conflict, Due, Ground, Judged, NeedPerson, Row, UnderPolicy
from confpolicy.decide.document import GOVERNS
from confpolicy.decide.judge import judge
from confpolicy.decide.prepare import Prepared
from confpolicy.facts.read import read_request
from tests import oracle


class RefusedError(ValueError):
    """The engine refuses a request that the generator takes to fit."""


def judged(prepared: Prepared, mapping: Mapping[str, Any]) -> Judged:
    """The engine's decision on a request that fits; raises `RefusedError` where it does not."""
    request = read_request(mapping, prepared.vocabulary)
    if isinstance(request, tuple):
        raise RefusedError(f"{request}")
    return judge(prepared, request)


def differences(program: Program, mapping: Mapping[str, Any], decision: Judged) -> dict[str, tuple[Any, Any]]:
    """Where the two disagree: by the part of the answer, what the engine says and what the oracle says."""
    mine, other = as_the_oracle_writes(decision), _sorted_grounds(oracle.decide(program, mapping))
    return {key: (mine.get(key), other.get(key)) for key in mine | other if mine.get(key) != other.get(key)}


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
