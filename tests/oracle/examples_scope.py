"""Examples of what lies in a scope, and what an `except` takes out of it."""

from __future__ import annotations

from typing import Any

import attrs

from confpolicy.core.clauses import (
    Items,
    Parties,
    Permission,
    PermissionKind,
    Prohibition,
    Purposes,
    Scope,
)
from confpolicy.core.expressions import (
    Compare,
    Comparison,
    Field,
    Literal,
    Quantified,
    Quantifier,
)
from confpolicy.facts.types import OneOf
from confpolicy.facts.values import Symbol

from .builders import (
    Example,
    consent,
    exception,
    fact,
    people,
    program,
    prohibition,
    request,
    row,
    rows,
    statement,
    strict,
)

URGENT, MISSING = fact("context.urgent"), fact("subject.missing")
AGREEMENTS = fact("recipient.agreements")
JOINT = Compare(Comparison.EQUAL, Field("a", "kind"), Literal(Symbol("joint"), OneOf(("joint", "confidentiality"))))
ALL_JOINT = Quantified(Quantifier.EVERY, "a", AGREEMENTS, JOINT)


def _limited(**parts: Any) -> Permission:
    """An exception with these parts of a scope."""
    return Permission(name="allowed", kind=PermissionKind.EXCEPTION, scope=Scope(**parts))


EXAMPLES = [
    Example(
        "a prohibition's except frees an item only if all its parents are excepted",
        strict(Items(frozenset({"personal"}), frozenset({"records", "known"}))),
        request(("notes", "joint")),
        rows(row("joint", verdict="deny"), row("notes", verdict="permit")),
    ),
    Example(
        "an item under two parents is freed where both are excepted",
        strict(Items(frozenset({"personal"}), frozenset({"records", "attendance"}))),
        request(("contact", "joint", "notes")),
        rows(row("contact", verdict="deny"), row("joint", verdict="permit"), row("notes", verdict="permit")),
    ),
    Example(
        "elsewhere an except excludes an item under any excepted term",
        program(
            exception("allowed", of="directory"),
            attrs.evolve(
                consent(),
                scope=Scope(of=Items(frozenset({"personal"}), frozenset({"records"})), to=Parties(anyone=True)),
            ),
        ),
        request(("joint", "recent"), consents=[statement(items=["personal"])]),
        rows(row("joint", verdict="deny"), row("recent", verdict="permit")),
    ),
    Example(
        "a prohibition's except frees nobody without a role",
        strict(Items(frozenset({"personal"})), Parties(anyone=True, except_roles=frozenset({"doctor"}))),
        request(recipient={"id": "d1", "roles": []}),
        {"verdict": "deny"},
    ),
    Example(
        "a prohibition's except frees a recipient only if all their roles fall under it",
        strict(Items(frozenset({"personal"})), Parties(anyone=True, except_roles=frozenset({"doctor"}))),
        request(recipient={"id": "d1", "roles": ["doctor", "police"]}),
        {"verdict": "deny"},
    ),
    Example(
        "a prohibition's except frees a recipient all of whose roles fall under it",
        strict(Items(frozenset({"personal"})), Parties(anyone=True, except_roles=frozenset({"third_party"}))),
        request(recipient={"id": "d1", "roles": ["doctor", "police"]}),
        {"verdict": "permit"},
    ),
    Example(
        "except subject frees the subject in person and nobody else",
        strict(Items(frozenset({"personal"})), Parties(anyone=True, except_subject=True)),
        request(
            ({"item": "contact", "about": ["p1"]}, {"item": "contact", "about": ["p2"]}),
            recipient={"id": "p1", "roles": ["doctor"]},
            subjects=people(p1={}, p2={}),
        ),
        rows(row(subject="p1", verdict="permit"), row(subject="p2", verdict="deny")),
    ),
    Example(
        "elsewhere an except excludes a recipient with any excepted role",
        program(_limited(to=Parties(anyone=True, except_roles=frozenset({"police"})))),
        request(recipient={"id": "d1", "roles": ["doctor", "police"]}),
        {"verdict": "deny"},
    ),
    Example(
        "a clause from some disclosers is for them alone",
        program(_limited(from_=Parties(roles=frozenset({"manager"})))),
        request(),
        {"verdict": "deny"},
    ),
    Example(
        "a clause from a class is for all roles below it",
        program(_limited(from_=Parties(roles=frozenset({"staff"})))),
        request(),
        {"verdict": "permit"},
    ),
    Example(
        "an excepted discloser is excluded",
        program(_limited(from_=Parties(anyone=True, except_roles=frozenset({"worker"})))),
        request(),
        {"verdict": "deny"},
    ),
    Example(
        "an excepted purpose is excluded with all below it",
        program(_limited(for_=Purposes(any=True, excepted=frozenset({"commerce"})))),
        request(purpose="sale"),
        {"verdict": "deny"},
    ),
    Example(
        "a prohibition's excepted purpose is free of it",
        program(
            exception("allowed"),
            Prohibition(name="care_only", scope=Scope(for_=Purposes(any=True, excepted=frozenset({"care"})))),
        ),
        request(),
        {"verdict": "permit"},
    ),
    Example(
        "a purpose falls under the terms above it",
        program(exception("allowed"), prohibition("no_commerce", purpose="commerce", absolute=True)),
        request(purpose="sale"),
        {"verdict": "deny"},
    ),
    Example(
        "a prohibition for one purpose does not reach another",
        program(exception("allowed"), prohibition("care_only", purpose="care")),
        request(purpose="enquiry"),
        {"verdict": "permit"},
    ),
]
