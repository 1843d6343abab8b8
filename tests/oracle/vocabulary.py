"""The small vocabulary of the examples."""

from __future__ import annotations

from collections.abc import Mapping

from confpolicy.core.expressions import And, Expression, FactValue
from confpolicy.facts.schema import FactDeclaration, Hierarchy, Holder, JudgedBy, Vocabulary
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType
from confpolicy.facts.values import Duration

LEAVES = ("known", "recent", "contact", "notes", "joint")
VOCABULARY = Vocabulary(
    data=Hierarchy.of(
        {
            "public": (),
            "confidential": (),
            "directory": ("public",),
            "personal": ("confidential",),
            "attendance": ("personal",),
            "known": ("attendance",),
            "recent": ("attendance",),
            "contact": ("personal",),
            "records": ("personal",),
            "notes": ("records",),
            "joint": ("records", "attendance"),
        },
        never_leaves=frozenset({"public", "confidential"}),
    ),
    roles=Hierarchy.of(
        {
            "staff": (),
            "worker": ("staff",),
            "manager": ("staff",),
            "third_party": (),
            "police": ("third_party",),
            "doctor": ("third_party",),
            "parent": ("third_party",),
        }
    ),
    purposes=Hierarchy.of({"care": (), "enquiry": (), "commerce": (), "sale": ("commerce",)}),
    towards=frozenset({"parent"}),
    reveals={leaf: frozenset({"known"}) for leaf in LEAVES if leaf != "known"},
    notices=frozenset({"why", "with_whom"}),
    givers=frozenset({"guardian"}),
    registers=frozenset({"logbook"}),
    facts={
        fact.full_name: fact
        for fact in (
            FactDeclaration(Holder.SUBJECT, "born", Primitive.DATE),
            FactDeclaration(Holder.SUBJECT, "missing", Primitive.BOOL),
            FactDeclaration(Holder.SUBJECT, "name", Primitive.TEXT),
            FactDeclaration(Holder.SUBJECT, "score", Primitive.INT),
            FactDeclaration(
                Holder.SUBJECT,
                "suspected",
                Primitive.BOOL,
                judged=JudgedBy(("police",), within=Duration(seconds=30 * 86_400)),
            ),
            FactDeclaration(Holder.STATED, "missing", Primitive.BOOL),
            FactDeclaration(Holder.RELATION, "works_with", Primitive.BOOL),
            FactDeclaration(Holder.RECIPIENT, "agreements", SetOf(StructureType("agreement"))),
            FactDeclaration(Holder.SUBJECT, "amount", Primitive.DECIMAL),
            FactDeclaration(Holder.CONTEXT, "waited", Primitive.DURATION),
            FactDeclaration(Holder.CONTEXT, "topics", SetOf(TermType(TermKind.DATA))),
            FactDeclaration(Holder.CONTEXT, "kinds", SetOf(OneOf(("care", "other")))),
            FactDeclaration(Holder.CONTEXT, "kind", OneOf(("care", "other"))),
            FactDeclaration(Holder.CONTEXT, "wanted", SetOf(StructureType("agreement"))),
            FactDeclaration(Holder.CONTEXT, "checked", Primitive.BOOL, judged=JudgedBy(by_discloser=True)),
            FactDeclaration(Holder.CONTEXT, "confirmed", Primitive.BOOL, judged=JudgedBy(by_recipient=True)),
            FactDeclaration(Holder.CONTEXT, "grade", Primitive.INT, judged=JudgedBy(("staff",))),
            FactDeclaration(Holder.CONTEXT, "urgent", Primitive.BOOL),
            FactDeclaration(Holder.CONTEXT, "at", Primitive.DATETIME),
            FactDeclaration(Holder.CONTEXT, "harm", Primitive.BOOL, judged=JudgedBy(("staff",))),
            FactDeclaration(Holder.CONTEXT, "presumed", Primitive.BOOL, presumed="It is said where it is so."),
            FactDeclaration(Holder.ITEM, "decision", Primitive.BOOL, judged=JudgedBy(("manager",))),
            FactDeclaration(Holder.ITEM, "sealed", Primitive.BOOL),
            FactDeclaration(Holder.STATEMENT, "witnessed", Primitive.BOOL),
        )
    },
    structures={"agreement": {"kind": OneOf(("joint", "confidentiality")), "signed_on": Primitive.DATE}},
)

DEFINITIONS: Mapping[str, Expression] = {"urgent": And((FactValue("subject.missing"), FactValue("context.urgent")))}
