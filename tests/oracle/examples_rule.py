"""Examples of grounds, prohibitions and what is revealed."""

from __future__ import annotations

import attrs

from confpolicy.core.clauses import (
    Condition,
    PermissionKind,
    Reading,
)
from confpolicy.core.expressions import (
    Compare,
    Comparison,
    Defined,
    Field,
    Known,
    Literal,
    Not,
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
    need,
    people,
    program,
    prohibition,
    request,
    row,
    rows,
    statement,
)

URGENT, MISSING = fact("context.urgent"), fact("subject.missing")
AGREEMENTS = fact("recipient.agreements")
JOINT = Compare(Comparison.EQUAL, Field("a", "kind"), Literal(Symbol("joint"), OneOf(("joint", "confidentiality"))))
ALL_JOINT = Quantified(Quantifier.EVERY, "a", AGREEMENTS, JOINT)


GROUNDS = [
    Example("nothing is permitted without a ground", program(), request(), {"verdict": "deny", "required": False}),
    Example(
        "what is public is permitted and its ground has no clause",
        program(),
        request(("directory",)),
        rows(row("directory", verdict="permit", because=[{"clause": None, "kind": "public"}])),
    ),
    Example(
        "a prohibition withholds even what is public",
        program(prohibition("closed", of="public")),
        request(("directory",)),
        rows(row("directory", verdict="deny", blocked_by=["closed"])),
    ),
    Example(
        "an exception whose when is unknown permits nothing",
        program(exception("urgent", URGENT)),
        request(),
        {"verdict": "deny"},
    ),
    Example(
        "an exception whose unless is unknown permits nothing",
        program(exception("calm", unless=(URGENT,))),
        request(),
        {"verdict": "deny"},
    ),
    Example(
        "a fact taken as no if absent is false and not known",
        program(exception("calm", unless=(fact("context.presumed"), Known("context.presumed")))),
        request(),
        {"verdict": "permit"},
    ),
    Example(
        "need-to-know is no ground",
        program(need("helping")),
        request(),
        {"verdict": "deny"},
    ),
    Example(
        "an exception limited to need-to-know asks for one, and names the smallest",
        program(exception("limited", limited=True), need("zeal"), need("help"), need("aid", URGENT)),
        request(),
        rows(row(because=[{"clause": "limited", "kind": "exception", "need_to_know": "help"}])),
    ),
    Example(
        "a grant without need-to-know permits nothing where the consent clause wants one",
        program(consent(needed=True), need("helping", URGENT)),
        request(consents=[statement()]),
        {"verdict": "deny"},
    ),
    Example(
        "every ground that permits is named, by clause",
        program(exception("zeal"), consent("ask"), exception("help", kind=PermissionKind.DUTY)),
        request(consents=[statement()]),
        rows(
            row(
                required=True,
                because=[
                    {"clause": "ask", "kind": "consent", "statement": "c1"},
                    {"clause": "help", "kind": "duty"},
                    {"clause": "zeal", "kind": "exception"},
                ],
            ),
            required=True,
        ),
    ),
    Example(
        "a public item may be permitted by a clause besides",
        program(exception("allowed", of="public")),
        request(("directory",)),
        rows(
            row(
                "directory",
                required=False,
                because=[{"clause": None, "kind": "public"}, {"clause": "allowed", "kind": "exception"}],
            )
        ),
    ),
    Example(
        "a need for something else is no need for this",
        program(consent(needed=True), need("helping", of="notes"), need("policing", to="police")),
        request(consents=[statement()]),
        {"verdict": "deny"},
    ),
    Example(
        "an item that is permitted but not owed is not required",
        program(exception("allowed"), exception("owed", URGENT, kind=PermissionKind.DUTY)),
        request(context={"urgent": False}),
        {"verdict": "permit", "required": False},
    ),
    Example(
        "a duty that is owed is required where another ground permits",
        program(
            exception("strong", overrides=("never",)),
            exception("owed", kind=PermissionKind.DUTY),
            prohibition("never"),
        ),
        request(),
        {"verdict": "permit", "required": True, "conflicts": []},
    ),
    Example(
        "the reading taken is added to the clause's own condition and the other counts for nothing",
        program(
            attrs.evolve(
                exception("read", MISSING),
                readings=(
                    Reading("wide", "never", Condition(Not(URGENT))),
                    Reading("narrow", "urgent only", Condition(URGENT, (fact("context.presumed"),))),
                ),
                taken="narrow",
            )
        ),
        request(
            ({"item": "contact", "about": ["p1"]}, {"item": "contact", "about": ["p2"]}),
            subjects=people(p1={"missing": True}, p2={"missing": False}),
            context={"urgent": True},
        ),
        rows(row(subject="p1", verdict="permit"), row(subject="p2", verdict="deny")),
    ),
    Example(
        "what the reading taken asks besides must hold too",
        program(
            attrs.evolve(
                exception("read", MISSING),
                readings=(
                    Reading("wide", "never", Condition(Not(URGENT))),
                    Reading("narrow", "urgent only", Condition(URGENT, (fact("context.presumed"),))),
                ),
                taken="narrow",
            )
        ),
        request(subject={"id": "p1", "roles": [], "missing": True}, context={"urgent": True, "presumed": True}),
        {"verdict": "deny"},
    ),
    Example(
        "a term stands for its leaves and each is decided by itself",
        program(exception("some", of="attendance")),
        request(("personal",)),
        rows(
            row("contact", verdict="deny"),
            row("joint", verdict="permit"),
            row("known", verdict="permit"),
            row("notes", verdict="deny"),
            row("recent", verdict="permit"),
            verdict="partial",
        ),
    ),
    Example(
        "a structure of the set is found by its fields, and a field left out is unknown",
        program(
            exception("signed", Quantified(Quantifier.SOME, "a", AGREEMENTS, JOINT)),
            prohibition(
                "unsigned",
                Quantified(
                    Quantifier.SOME,
                    "a",
                    AGREEMENTS,
                    Compare(Comparison.EQUAL, Field("a", "signed_on"), Field("a", "signed_on")),
                ),
            ),
        ),
        request(recipient={"id": "d1", "roles": [], "agreements": [{"kind": "joint"}]}),
        rows(row(verdict="deny", blocked_by=["unsigned"])),
    ),
    Example(
        "a definition is its condition",
        program(exception("urgent", Defined("urgent"))),
        request(subject={"id": "p1", "roles": [], "missing": True}, context={"urgent": True}),
        {"verdict": "permit"},
    ),
    Example(
        "an absent set is not an empty one",
        program(exception("all_signed", ALL_JOINT)),
        request(),
        {"verdict": "deny"},
    ),
    Example(
        "every element of an empty set will do",
        program(exception("all_signed", ALL_JOINT)),
        request(recipient={"id": "d1", "roles": [], "agreements": []}),
        {"verdict": "permit"},
    ),
]

PROHIBITIONS = [
    Example(
        "a prohibition whose when is unknown stands",
        program(exception("allowed"), prohibition("missing_child", MISSING)),
        request(),
        rows(row(verdict="deny", blocked_by=["missing_child"], because=[])),
    ),
    Example(
        "a prohibition whose when is false does not stand",
        program(exception("allowed"), prohibition("missing_child", MISSING)),
        request(subject={"id": "p1", "roles": [], "missing": False}),
        {"verdict": "permit"},
    ),
    Example(
        "a prohibition whose unless is unknown stands",
        program(exception("allowed"), prohibition("closed", unless=(URGENT,))),
        request(),
        rows(row(verdict="deny", blocked_by=["closed"])),
    ),
    Example(
        "one ground that overrides all that stands permits, and what it overrides is named",
        program(exception("strong", overrides=("one", "two")), prohibition("two"), prohibition("one", URGENT)),
        request(),
        rows(row(verdict="permit", blocked_by=[], overridden=["one", "two"])),
    ),
    Example(
        "overrides of different grounds do not add up",
        program(
            exception("first", overrides=("one",)),
            exception("second", overrides=("two",)),
            prohibition("one"),
            prohibition("two"),
        ),
        request(),
        rows(row(verdict="deny", blocked_by=["one", "two"])),
    ),
    Example(
        "nothing overrides an absolute prohibition",
        program(exception("strong", overrides=("never",)), prohibition("never", URGENT, absolute=True)),
        request(),
        rows(row(verdict="deny", blocked_by=["never"])),
    ),
    Example(
        "only the grounds that override what stands are named",
        program(exception("strong", overrides=("one",)), exception("weak"), prohibition("one")),
        request(),
        rows(row(because=[{"clause": "strong", "kind": "exception"}])),
    ),
    Example(
        "a copy of an overridden prohibition under another name is not overridden",
        program(exception("strong", overrides=("one",)), prohibition("one"), prohibition("copy")),
        request(),
        rows(row(verdict="deny", blocked_by=["copy", "one"])),
    ),
    Example(
        "a prohibition of what the item reveals withholds the item",
        program(exception("allowed"), prohibition("never_known", of="known")),
        request(),
        rows(row(verdict="deny", blocked_by=["never_known"])),
    ),
    Example(
        "what is revealed and asked for too brings its own facts",
        program(exception("allowed"), prohibition("sealed", fact("item.sealed"), of="known")),
        request(({"item": "contact", "sealed": False}, {"item": "known", "sealed": True})),
        rows(row("contact", verdict="deny", blocked_by=["sealed"]), row("known", verdict="deny")),
    ),
    Example(
        "a fact of the item that reveals is not one of what is revealed and asked for beside it",
        program(exception("allowed"), prohibition("sealed", fact("item.sealed"), of="known")),
        request(({"item": "contact", "sealed": False}, "known")),
        rows(row("contact", verdict="deny", blocked_by=["sealed"]), row("known", verdict="deny")),
    ),
    Example(
        "the facts of an item count for what it reveals",
        program(exception("allowed"), prohibition("sealed", fact("item.sealed"), of="known")),
        request(({"item": "contact", "sealed": False}, {"item": "notes", "sealed": True})),
        rows(row("contact", verdict="permit"), row("notes", verdict="deny", blocked_by=["sealed"])),
    ),
]

EXAMPLES = [*GROUNDS, *PROHIBITIONS]
