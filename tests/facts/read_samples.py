"""One vocabulary and one request that uses all of it, for the tests of reading."""

from __future__ import annotations

import copy
import json
from typing import Any

import attrs
import jsonschema

from confpolicy._resources import folder
from confpolicy.facts.faults import Fault, help_of, message_of
from confpolicy.facts.read import read_request
from confpolicy.facts.read.quick import QuickReader
from confpolicy.facts.request import Request
from confpolicy.facts.schema import FactDeclaration, Hierarchy, Holder, JudgedBy, Vocabulary
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType
from confpolicy.facts.values import Duration

POLICE = JudgedBy(roles=("police",), within=Duration(seconds=30 * 86_400))

FACTS = (
    FactDeclaration(Holder.SUBJECT, "date_of_birth", Primitive.DATE, protected=True),
    FactDeclaration(Holder.SUBJECT, "kind", OneOf(("person", "organisation"))),
    FactDeclaration(Holder.SUBJECT, "reported_missing", Primitive.BOOL),
    FactDeclaration(Holder.SUBJECT, "suspected_of_crime", Primitive.BOOL, judged=POLICE),
    FactDeclaration(Holder.SUBJECT, "religion", Primitive.TEXT, protected=True),
    FactDeclaration(Holder.SUBJECT, "visits", Primitive.INT),
    FactDeclaration(Holder.SUBJECT, "debt", Primitive.DECIMAL),
    FactDeclaration(Holder.SUBJECT, "last_seen", Primitive.DATETIME),
    FactDeclaration(Holder.SUBJECT, "stay", Primitive.DURATION),
    FactDeclaration(Holder.SUBJECT, "plan", StructureType("agreement"), judged=POLICE),
    FactDeclaration(Holder.SUBJECT, "nested", StructureType("knot")),
    FactDeclaration(Holder.STATED, "date_of_birth", Primitive.DATE, protected=True),
    FactDeclaration(Holder.STATED, "reported_missing", Primitive.BOOL),
    FactDeclaration(Holder.STATED, "danger", Primitive.BOOL, judged=POLICE),
    FactDeclaration(Holder.RELATION, "works_with_subject", Primitive.BOOL),
    FactDeclaration(Holder.RECIPIENT, "agreements", SetOf(StructureType("agreement"))),
    FactDeclaration(Holder.RECIPIENT, "contract", StructureType("agreement")),
    FactDeclaration(Holder.DISCLOSER, "desk", Primitive.TEXT),
    FactDeclaration(Holder.CONTEXT, "emergency", Primitive.BOOL),
    FactDeclaration(Holder.CONTEXT, "days", SetOf(Primitive.DATE)),
    FactDeclaration(Holder.CONTEXT, "about", TermType(TermKind.DATA)),
    FactDeclaration(Holder.CONTEXT, "roles_present", SetOf(TermType(TermKind.ROLE))),
    FactDeclaration(Holder.CONTEXT, "other_purpose", TermType(TermKind.PURPOSE)),
    FactDeclaration(Holder.ITEM, "beyond_minimum", Primitive.BOOL),
    FactDeclaration(Holder.STATEMENT, "witnessed", Primitive.BOOL),
)

VOCABULARY = Vocabulary(
    data=Hierarchy.of(
        {
            "public": (),
            "confidential": (),
            "personal": ("confidential",),
            "contact_details": ("personal",),
            "attendance": ("personal",),
            "recent_contact": ("attendance",),
            "known_to_service": ("attendance",),
        },
        never_leaves=frozenset({"public", "confidential"}),
    ),
    roles=Hierarchy.of(
        {
            "staff": (),
            "receptionist": ("staff",),
            "third_party": (),
            "police": ("third_party",),
            "health_professional": ("third_party",),
            "parent": ("third_party",),
        }
    ),
    purposes=Hierarchy.of({"find_missing_child": (), "provide_service": (), "commerce": (), "sale": ("commerce",)}),
    towards=frozenset({"parent"}),
    reveals={"contact_details": frozenset({"known_to_service"})},
    notices=frozenset({"why", "with_whom", "consequences"}),
    givers=frozenset({"guardian"}),
    registers=frozenset({"logbook"}),
    facts={fact.full_name: fact for fact in FACTS},
    structures={
        "agreement": {
            "kind": OneOf(("joint_working", "confidentiality")),
            "signed_on": Primitive.DATE,
            "covers": SetOf(TermType(TermKind.DATA)),
            "value": Primitive.INT,
        },
        "knot": {"within": StructureType("knot")},
    },
)

_REQUEST: dict[str, Any] = {
    "id": "r-17",
    "time": "2026-11-22T10:00:00+00:00",
    "purpose": "find_missing_child",
    "discloser": {"id": "s1", "roles": ["receptionist"], "desk": "front"},
    "recipient": {
        "id": "pc-204",
        "roles": ["police"],
        "agreements": [{"kind": "joint_working", "signed_on": "2026-01-02", "covers": ["personal", "attendance"]}],
    },
    "subject": {
        "id": "p1",
        "roles": [],
        "kind": "person",
        "date_of_birth": "2011-05-04",
        "reported_missing": True,
        "suspected_of_crime": {
            "value": True,
            "by": {"id": "pc-204", "roles": ["police"]},
            "at": "2026-11-22T09:40:00Z",
        },
    },
    "relation": {"roles": ["parent"], "works_with_subject": False},
    "stated": {"date_of_birth": "2011-05-04", "reported_missing": True},
    "items": ["recent_contact", {"item": "contact_details", "about": ["p1"], "beyond_minimum": False}],
    "context": {"emergency": False, "days": ["2026-11-01", "2026-11-01"]},
    "consents": [
        {
            "id": "c1",
            "statement": "grant",
            "subject": "p1",
            "given_by": {"id": "p1", "as": "subject"},
            "at": "2026-10-01T09:00:00+01:00",
            "form": "speech",
            "express": True,
            "requested_by_subject": False,
            "told": ["why", "with_whom", "consequences"],
            "items": ["contact_details"],
            "recipients": ["health_professional", {"id": "gp-7"}, "anyone"],
            "purposes": ["provide_service"],
            "disclosers": ["receptionist"],
            "withdrawn_at": None,
            "expires_at": "2027-10-01T09:00:00+01:00",
            "witnessed": True,
        },
        {
            "id": "c2",
            "statement": "refusal",
            "subject": "p1",
            "given_by": {"id": "g1", "as": "guardian"},
            "at": "2026-10-02T09:00:00+01:00",
        },
    ],
}


def schema(name: str) -> Any:
    """A published schema."""
    return json.loads(folder("schemas").joinpath(f"{name}.schema.json").read_text(encoding="utf-8"))


@attrs.frozen
class Quick:
    """The quick reader of a vocabulary."""

    vocabulary: Vocabulary
    reader: QuickReader

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Quick:
        return cls(vocabulary, QuickReader.of(vocabulary))

    def read(self, mapping: object) -> Request | None:
        return self.reader.read(mapping)


QUICK = Quick.of(VOCABULARY)
REQUESTS = jsonschema.Draft202012Validator(schema("request-1"))


def a_request() -> dict[str, Any]:
    """A valid request of one subject, to be changed at will."""
    return copy.deepcopy(_REQUEST)


def several() -> dict[str, Any]:
    """A valid request of two subjects."""
    mapping = a_request()
    first = mapping.pop("subject") | {"relation": mapping.pop("relation"), "stated": mapping.pop("stated")}
    mapping["subjects"] = [first, {"id": "p2", "roles": [], "stated": {"reported_missing": False}}]
    return mapping


def a_grant(**changes: Any) -> dict[str, Any]:
    """A valid grant by p1, with changes."""
    return a_request()["consents"][0] | changes


def read(mapping: object) -> Request:
    """The request; fails where it is refused, or where the published schema would refuse it."""
    result = read_request(mapping, VOCABULARY)
    assert isinstance(result, Request), result
    assert QUICK.read(mapping) in (None, result)
    REQUESTS.validate(mapping)
    return result


def refused(mapping: object) -> tuple[Fault, ...]:
    """The faults; each of them has words."""
    result = read_request(mapping, VOCABULARY)
    assert isinstance(result, tuple), result
    assert result
    assert QUICK.read(mapping) is None
    for fault in result:
        assert message_of(fault).endswith((".", "?"))
        assert help_of(fault).endswith(".")
        (message_of(fault) + help_of(fault) + fault.path).encode("utf-8")
    return result


def faults(mapping: object) -> list[tuple[str, str]]:
    """Codes and places of the faults."""
    return [(fault.code, fault.path) for fault in refused(mapping)]
