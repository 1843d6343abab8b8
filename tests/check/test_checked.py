"""What the checker finds out about a policy without mistakes."""

from __future__ import annotations

import pytest

from confpolicy.check.reads import Sign, What
from confpolicy.check.symbols import Kind
from confpolicy.facts.schema import Holder
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType
from confpolicy.facts.values import Duration
from confpolicy.syntax.statements import ClauseNode, DefineNode, TermsNode
from tests.check.loads import BASE, checked, found, marks


def test_the_shared_vocabulary_has_no_mistake() -> None:
    assert marks("") == []


def test_data_under_neither_root_is_confidential() -> None:
    vocabulary = checked("data a\ndata b under a\n").vocabulary
    assert vocabulary.data.parents["a"] == ("confidential",)
    assert not vocabulary.is_public("b")
    assert vocabulary.is_public("leaflet")


def test_a_term_may_have_several_parents() -> None:
    vocabulary = checked("data a under contact, attendance\n").vocabulary
    assert vocabulary.data.above["a"] == {"a", "contact", "attendance", "personal", "confidential"}
    assert "a" in vocabulary.data.leaves["contact"]


def test_reveals_is_transitive_and_holds_for_all_leaves_below_but_never_for_itself() -> None:
    text = "data x, y\ndata y1, y2 under y\ndata z\ndata x reveals y\ndata y reveals z, x\n"
    vocabulary = checked(text).vocabulary
    assert vocabulary.revealed("x") == {"y1", "y2", "z"}
    assert vocabulary.revealed("y1") == {"y2", "z", "x"}
    assert vocabulary.revealed("z") == frozenset()


def test_all_that_is_confidential_can_reveal_one_thing() -> None:
    vocabulary = checked("data confidential reveals here\n").vocabulary
    assert vocabulary.revealed("notes") == {"here"}
    assert vocabulary.revealed("here") == frozenset()


def test_a_role_below_a_role_towards_a_subject_is_towards_too() -> None:
    vocabulary = checked("role step_parent under parent\nrole visitor under step_parent, staff\n").vocabulary
    assert vocabulary.towards == {"parent", "step_parent", "visitor"}


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("subject.kind", OneOf(("person", "organisation"))),
        ("subject.born", Primitive.DATE),
        ("recipient.agreements", SetOf(StructureType("agreement"))),
        ("context.areas", SetOf(OneOf(("north", "south")))),
    ],
)
def test_each_fact_has_its_type(name: str, type_: object) -> None:
    assert checked("").vocabulary.facts[name].type == type_


def test_a_structure_has_its_fields() -> None:
    assert checked("").vocabulary.structures["agreement"] == {
        "kind": OneOf(("joint", "secret")),
        "signed_on": Primitive.DATE,
        "copies": Primitive.INT,
        "covers": SetOf(TermType(TermKind.DATA)),
    }


def test_modifiers_of_facts_are_kept() -> None:
    text = (
        'fact item.extra : bool taken as no if absent because "One at a time."\n'
        "fact context.urgent : bool protected judged by discloser, manager within 2 weeks\n"
    )
    facts = checked(text).vocabulary.facts
    assert facts["item.extra"].presumed == "One at a time."
    urgent = facts["context.urgent"]
    assert (urgent.holder, urgent.protected) == (Holder.CONTEXT, True)
    assert urgent.judged is not None
    assert (urgent.judged.roles, urgent.judged.by_discloser, urgent.judged.by_recipient) == (
        ("manager",),
        True,
        False,
    )
    assert urgent.judged.within == Duration(seconds=14 * 86_400)


@pytest.mark.parametrize(
    "condition",
    [
        "subject.kind = person",
        "person = subject.kind",
        "subject.kind in {person, organisation}",
        "item is attendance and purpose is help and recipient is parent",
        "subject.weight > 3 and subject.weight + subject.age >= 2.5",
        "2 < subject.weight",
        "now >= subject.born + 16 years",
        "subject.born <= now and subject.seen_at < 2026-03-29T03:00 and subject.seen_at > 2026-10-25T01:30+01:00",
        "subject.waiting + 3 days > 72 hours",
        "subject.waiting > 3 months and subject.waiting > 90 days",
        "subject.seen_at within 2 hours",
        'subject.name = "Ann" and subject.name != stated.name and subject.name in {"Ann", "Bea"}',
        "some a in recipient.agreements has (a.kind = joint and a.signed_on < now and item in a.covers)",
        "every a in recipient.agreements has (attendance in a.covers and a.copies > 1)",
        "north in context.areas and some n in context.areas has (n = north)",
        "subject.missing = no",
        "item in {attendance, notes} and purpose = help",
        "context.areas = {north}",
        "subject.age in {}",
        "discloser is helper",
        "some a in {1, 2, 3} has (a = subject.age)",
    ],
)
def test_what_an_author_would_write_has_no_mistake(condition: str) -> None:
    assert marks(f"define d as {condition}\n") == []


def test_a_value_may_be_named_as_something_declared_elsewhere() -> None:
    text = "fact subject.stage : one of contact, helper, is_missing\ndefine d as subject.stage = is_missing\n"
    assert marks(text) == []
    assert marks(text.replace("= is_missing", "in {contact, helper, is_missing}")) == []
    assert marks(text.replace("= is_missing", "= contact")) == []


def test_all_mistakes_are_told_in_one_run_sorted_by_file_and_place() -> None:
    text = (
        "exception e\n    of contatc to helper for help\n    when subject.race = 3\n"
        "data a under a\n"
        "define d as subject.bron = now\n"
    )
    assert marks(text) == ["CP204 at 2", "CP420 at 3", "CP303 at 3", "CP203 at 4", "CP206 at 5"]
    assert marks("data personal\n") == ["CP201 at 1"]


def test_one_mistake_is_told_once_however_often_it_is_used() -> None:
    uses = "define e as d and d\nexception x\n    of notes to helper for help\n    when e\n"
    text = f"define d as subject.bron < now\n{uses}"
    assert marks(text) == ["CP206 at 1"]


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("exception e\n    of contatc to helper for help\n", "contact"),
        ("define d as subject.kind = persn\n", "person"),
        ("define d as subject.bron = 2011-01-01\n", "subject.born"),
        ("define d as is_mising\n", "is_missing"),
        ("fact subject.x : agrement\n", "agreement"),
        ("fact subject.x : datetim\n", "datetime"),
        ("define d as some ab in recipient.agreements has (aab.kind = joint)\n", "ab"),
        ("define d as some a in recipient.agreements has (a.knd = joint)\n", "kind"),
    ],
)
def test_an_unknown_name_comes_with_the_nearest_of_its_kind(text: str, suggestion: str) -> None:
    assert found(text)[0].facts["suggestion"] == suggestion


def test_a_name_of_another_kind_is_said_to_be_what_it_is() -> None:
    (finding,) = found("exception e\n    of police to helper for help\n")
    assert (finding.facts["actual"], finding.facts["expected"]) == ("a role", "data")
    assert finding.related[0].span.path == "base.policy"


def test_a_name_twice_shows_both_places() -> None:
    (finding,) = found("role help\n")
    assert BASE[finding.related[0].span.start :].startswith("help, safety")


def test_what_a_condition_reads_is_told_through_its_definitions_with_its_sign() -> None:
    policy = checked(
        "define d as not (subject.missing is known) and recipient is police\ndefine e as not d or is_child\n"
    )
    node = next(one for one in policy.statements if isinstance(one, DefineNode) and one.name.text == "e")
    reads = {(read.what, read.name, read.sign, read.via) for read in policy.reader.reads(node.condition)}
    assert reads == {
        (What.KNOWN, "subject.missing", Sign.FOR, "d"),
        (What.RECIPIENT_ROLE, "police", Sign.AGAINST, "d"),
        (What.ASKED, "now", Sign.BOTH, "is_child"),
        (What.FACT, "subject.born", Sign.BOTH, "is_child"),
    }


def test_allow_parts_are_found_by_the_statement_that_they_stand_in() -> None:
    policy = checked(
        'data a\n    allow CP705 because "Not asked for yet."\n'
        'exception e\n    of notes to helper for help\n    allow CP503 because "Agreed."\n'
    )
    assert {type(policy.statements[index]): parts[0].code.text for index, parts in policy.allows.items()} == {
        TermsNode: "CP705",
        ClauseNode: "CP503",
    }
    for index, parts in policy.allows.items():
        assert policy.statement_at(parts[0].span) == index


def test_every_declared_name_has_its_kind() -> None:
    symbols = checked("assert a never of notes to helper\n").symbols
    assert symbols.by_name["a"].kind is Kind.ASSERTION
    assert symbols.by_name["agreed"].kind is Kind.CLAUSE
    assert symbols.by_name["agreement"].kind is Kind.STRUCTURE
    assert symbols.by_name["is_missing"].kind is Kind.DEFINITION
