from __future__ import annotations

import re

import pytest

from confpolicy.diagnostics.catalogue import CATALOGUE, clauses, names, subject, types
from tests.check.loads import found, marks
from tests.check.mistakes_in_clauses import CLAUSES, KNOWN
from tests.check.mistakes_in_names import NAMES
from tests.check.mistakes_in_scenarios import HEADERS, SCENARIOS
from tests.check.mistakes_in_types import TYPES

_ALL = (*NAMES, *TYPES, *CLAUSES, *SCENARIOS)


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in _ALL], ids=[row[0] for row in _ALL])
def test_each_mistake_is_found_where_it_stands(text: str, expected: list[str]) -> None:
    assert marks(text) == expected


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in HEADERS], ids=[row[0] for row in HEADERS])
def test_each_mistake_of_a_header_is_found_where_it_stands(text: str, expected: list[str]) -> None:
    assert marks(text, "") == expected


def test_every_code_of_the_checker_has_a_failing_program() -> None:
    shown = {mark.split()[0] for row in (*_ALL, *HEADERS) for mark in row[2]}
    codes = {entry.code for entry in (*names.ENTRIES, *types.ENTRIES, *clauses.ENTRIES, *subject.STAND_INS)}
    assert codes - shown - {"CP421"} == UNREACHABLE


UNREACHABLE = {"CP317", "CP325", "CP327"}
"""The grammar lets no text have these; trees that programs build can (see `test_trees_built_by_programs`)."""


@pytest.mark.parametrize("text", [row[1] for row in _ALL], ids=[row[0] for row in _ALL])
def test_every_finding_has_all_the_facts_that_its_wording_needs(text: str) -> None:
    for one in found(text):
        entry = CATALOGUE[one.code]
        for template in (entry.message, entry.label, entry.help):
            assert not re.search(r"\{\w+\}", template.format(**one.facts))


@pytest.mark.parametrize(("text", "withholds"), [row[1:] for row in KNOWN], ids=[row[0] for row in KNOWN])
def test_known_stands_only_where_not_knowing_withholds(text: str, withholds: bool) -> None:
    assert {one.code for one in found(text)} == (set() if withholds else {"CP421"})
