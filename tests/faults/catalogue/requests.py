"""Faults in reading a request: what does not fit is let in, or what fits is refused."""

from __future__ import annotations

from tests.faults.fault import Fault

FAULTS: tuple[Fault, ...] = (
    Fault(
        name="of_two_equal_keys_the_last_counts",
        file="facts/read/json.py",
        within="salvage_json",
        before="object_pairs_hook=hooks.together,",
        after="object_pairs_hook=dict,",
        law="tests/facts/test_read_json.py::test_every_duplicate_key_is_named_where_it_stands",
        because="It is what JSON parsers do.",
    ),
    Fault(
        name="an_unknown_key_beside_a_known_one_is_passed_over",
        file="facts/read/collector.py",
        within="Collector.unknown",
        before="if not fields.keys() <= known:",
        after="if not fields.keys() & known:",
        law="tests/facts/test_read_request.py::test_an_unknown_key_is_refused_with_the_near_one",
        because="One operator for another, between sets.",
    ),
    Fault(
        name="yes_is_a_whole_number",
        file="facts/read/values.py",
        within="_read_int",
        before="if type(value) is not int:",
        after="if not isinstance(value, int):",
        law="tests/facts/test_read_values.py::test_a_value_that_does_not_fit_is_refused_where_it_stands",
        because="In Python a bool is an int.",
    ),
    Fault(
        name="no_facts_beside_some_is_no_conflict",
        file="facts/read/items.py",
        within="_refuse_conflicts",
        before="if entries[other].facts != entry.facts:",
        after="if entry.facts and entries[other].facts != entry.facts:",
        law="tests/facts/test_read_items.py::test_no_facts_beside_some_is_a_conflict_too",
        because="Whoever says nothing contradicts nobody.",
    ),
    Fault(
        name="a_role_towards_a_subject_stands_among_plain_roles",
        file="facts/read/facts.py",
        within="read_roles",
        before="if (role in vocabulary.towards) is towards:",
        after="if role not in vocabulary.towards or towards:",
        law="tests/facts/test_read_parties.py::test_a_plain_role_is_refused_in_the_relation",
        because="It is the half that matters most.",
    ),
    Fault(
        name="ids_that_differ_by_case_are_one_person",
        file="facts/read/statements.py",
        within="_read_giver",
        before='if giver == "subject" and subject is not None and name != subject:',
        after='if giver == "subject" and subject is not None and name.casefold() != subject.casefold():',
        law="tests/facts/test_read_statements.py::test_a_part_that_does_not_fit_is_refused",
        because="So many systems write ids now one way, now another.",
    ),
)
