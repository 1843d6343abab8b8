"""Whatever is written, the checker answers; and what it lets through is a sound program."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from confpolicy.check.checked import Checked
from confpolicy.check.run import check
from confpolicy.core.typing import check_program
from confpolicy.diagnostics.catalogue import CATALOGUE
from confpolicy.facts.read import read_request
from confpolicy.facts.request import Request
from confpolicy.lower import Lowered, lower
from confpolicy.syntax.parse import parse_text
from confpolicy.syntax.statements import BrokenNode, HeaderNode, Load
from tests.check.loads import BASE
from tests.check.mistakes_in_clauses import CLAUSES, KNOWN
from tests.check.mistakes_in_names import NAMES
from tests.check.mistakes_in_scenarios import SCENARIOS
from tests.check.mistakes_in_types import TYPES

_TEXTS = (BASE, *(row[1] for row in (*NAMES, *TYPES, *CLAUSES, *SCENARIOS, *KNOWN) if len(row[1]) < 1_000))
_STATEMENTS = sorted({one for text in _TEXTS for one in re.split(r"\n(?=\S)", text.strip()) if one})
_BASE = re.split(r"\n(?=\S)", BASE.strip())
_WORDS = sorted({word for one in _STATEMENTS for word in re.findall(r"[\w-]+", one)})


@st.composite
def texts(draw: st.DrawFn) -> str:
    """The shared vocabulary in any order, some statements of the tables, and a few words replaced."""
    statements = [*_BASE, *draw(st.lists(st.sampled_from(_STATEMENTS), max_size=4))]
    for _ in range(draw(st.integers(0, 3))):
        index = draw(st.integers(0, len(statements) - 1))
        words = list(re.finditer(r"[\w-]+", statements[index]))
        place = draw(st.sampled_from(words))
        word = draw(st.sampled_from(_WORDS))
        statements[index] = statements[index][: place.start()] + word + statements[index][place.end() :]
    return "\n".join(draw(st.permutations(statements))) + "\n"


def _load(text: str) -> Load:
    return Load((parse_text(text, "case.policy").file,), None, "0" * 64)


@given(texts())
@settings(max_examples=150, deadline=None)
def test_any_text_is_checked_through_or_its_mistakes_are_told(text: str) -> None:
    load = _load(text)
    result = check(load)
    if isinstance(result, Checked):
        _is_sound(lower(result), result)
    elif not result:
        # A broken statement, no header and a second one are told by those who read and load.
        statements = load.files[0].statements
        headers = sum(isinstance(one, HeaderNode) for one in statements)
        assert headers != 1 or any(isinstance(one, BrokenNode) for one in statements)
    else:
        for one in result:
            entry = CATALOGUE[one.code]
            assert "{" not in entry.message.format(**one.facts).replace("{…}", "")
        places = [one.span.start for one in result]
        assert places == sorted(places)


def _is_sound(lowered: Lowered, result: Checked) -> None:
    assert check_program(lowered.program) == ()
    for scenario in lowered.scenarios:
        if not isinstance(scenario.request, str):
            assert isinstance(read_request(scenario.request, result.vocabulary), Request)


@given(st.permutations(_BASE))
@settings(max_examples=25, deadline=None)
def test_the_order_of_statements_never_matters(statements: list[str]) -> None:
    programs = []
    for one in (_BASE, statements):
        result = check(_load("\n".join(one) + "\n"))
        assert isinstance(result, Checked)
        programs.append(lower(result).program)
    first, second = (program.policies[0] for program in programs)
    assert programs[0].vocabulary == programs[1].vocabulary
    assert sorted(first.clauses, key=lambda clause: clause.name) == sorted(
        second.clauses, key=lambda clause: clause.name
    )
    assert first.definitions == second.definitions
