"""A term covers itself and all below it, by every path; what is under `public` is public."""

from __future__ import annotations

import attrs

from confpolicy.facts.schema import FactDeclaration, Hierarchy, Holder
from confpolicy.facts.types import Primitive
from confpolicy.facts.values import Record
from tests.facts.read_samples import VOCABULARY

DATA = VOCABULARY.data


def test_a_term_covers_itself_and_all_below_it() -> None:
    assert DATA.covers("personal", "recent_contact")
    assert DATA.covers("recent_contact", "recent_contact")
    assert not DATA.covers("recent_contact", "personal")
    assert not DATA.covers("contact_details", "recent_contact")


def test_a_term_of_several_parents_is_covered_by_each() -> None:
    both = Hierarchy.of({"a": (), "b": (), "c": ("a", "b"), "d": ("c",)})
    assert both.above["d"] == frozenset({"a", "b", "c", "d"})
    assert both.leaves == {term: frozenset({"d"}) for term in "abcd"}


def test_a_root_that_is_never_a_leaf_may_stand_for_nothing() -> None:
    assert DATA.leaves["public"] == frozenset()
    assert DATA.leaves["attendance"] == frozenset({"recent_contact", "known_to_service"})


def test_what_is_under_public_is_public() -> None:
    data = Hierarchy.of({"public": (), "confidential": (), "hours": ("public",), "notes": ("confidential",)})
    vocabulary = attrs.evolve(VOCABULARY, data=data)
    assert vocabulary.is_public("hours")
    assert not vocabulary.is_public("notes")


def test_a_leaf_that_reveals_nothing_may_be_missing() -> None:
    assert VOCABULARY.revealed("contact_details") == frozenset({"known_to_service"})
    assert VOCABULARY.revealed("recent_contact") == frozenset()


def test_a_fact_has_the_name_that_policies_write() -> None:
    assert FactDeclaration(Holder.SUBJECT, "kind", Primitive.TEXT).full_name == "subject.kind"


def test_a_field_that_was_not_given_is_none() -> None:
    assert Record((("kind", "x"),)).get("kind") == "x"
    assert Record(()).get("kind") is None
