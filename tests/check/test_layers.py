"""Several policies in one load: what they must agree on, and what each may name and read."""

from __future__ import annotations

import pytest

from confpolicy.check.checked import Checked
from confpolicy.check.run import check
from confpolicy.diagnostics.catalogue import layers
from confpolicy.syntax.load import load_sources

WORDS = """
data notes
role nurse, police
role parent towards subject
purpose care
giver guardian
fact context.open, stated.open : bool
fact subject.race : bool protected
fact context.opinion : bool judged by nurse
fact context.rare : bool taken as no if absent because "It is rare."
fact statement.witnessed : bool
define said as stated.open
"""
LAW = """
prohibition never_to_police
    of notes to police

exception law_care
    of notes to nurse for care
"""


def header(name: str, *more: str, language: int = 1, zone: str = "Europe/London") -> str:
    parts = (f"language {language}", "in force from 2026-01-01", f'timezone "{zone}"', *more)
    return "\n    ".join((f"policy {name}", *parts)) + "\n"


def found(own: str, law: str = LAW, above: str | None = None, *more: str) -> list[str]:
    """The code of each finding of the checker, with its line, in files that compile but for that."""
    sources = {
        "own.policy": header("own", 'within "law.policy"', *more) + 'use "words.policy"\n' + own,
        "law.policy": (above or header("law")) + 'use "words.policy"\n' + law,
        "words.policy": WORDS,
    }
    loaded = load_sources(sources, main="own.policy")
    assert loaded.diagnostics == ()
    result = check(loaded.load)
    if isinstance(result, Checked):
        return []
    return [
        f"{one.code} in {one.span.path.removesuffix('.policy')}:"
        f"{loaded.sources[one.span.path].position(one.span.start)[0]}"
        for one in result
    ]


OWN_CARE = "exception own_care\n    of notes to nurse for care\n"
OWN = OWN_CARE + "    overrides not_to_nurses\n\nprohibition not_to_nurses\n    of notes to nurse\n"


def test_each_may_name_its_own_clauses() -> None:
    assert found(OWN) == []


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (OWN_CARE + "    overrides never_to_police\n", ["CP460 in own:9"]),
        ('obligation o\n    on law_care of notes to anyone\n    then do "x"\n', ["CP460 in own:8"]),
        ("prohibition p\n    of notes to nurse\n    yields to law_care\n", ["CP460 in own:9"]),
        (
            "group mine\n    has law_care\n\nprohibition p\n    of notes to nurse\n    yields to mine\n",
            ["CP460 in own:12"],
        ),
    ],
)
def test_none_may_name_a_clause_of_another(own: str, expected: list[str]) -> None:
    assert found(own) == expected


def test_neither_may_the_law_name_a_clause_that_lies_below_it() -> None:
    law = "exception law_care\n    of notes to nurse for care\n    overrides not_to_nurses\n"
    assert found(OWN, law) == ["CP460 in law:8"]


def test_a_clause_that_both_use_names_what_both_have() -> None:
    sources = {
        "own.policy": header("own", 'within "law.policy"') + 'use "both.policy"\n',
        "law.policy": header("law") + 'use "both.policy"\n',
        "both.policy": WORDS + OWN,
    }
    result = check(load_sources(sources, main="own.policy").load)
    assert isinstance(result, Checked)
    one_sided = sources | {"both.policy": WORDS + OWN_CARE + "    overrides never_to_police\n"}
    one_sided["law.policy"] += "prohibition never_to_police\n    of notes to police\n"
    found_ = check(load_sources(one_sided, main="own.policy").load)
    assert isinstance(found_, tuple)
    assert [one.code for one in found_] == ["CP460"]


def test_a_name_is_declared_once_in_all_of_them() -> None:
    assert found(LAW) == ["CP201 in law:7", "CP201 in law:10"]


def test_a_scenario_may_expect_what_a_clause_of_the_law_does() -> None:
    scenario = 'scenario "s"\n    at 2026-03-01T10:00\n    ask notes to police for care\n'
    assert found(OWN + scenario + "    expect deny blocked by never_to_police\n") == []


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (header("law", language=2), ["CP428 in law:2", "CP462 in law:2"]),
        (header("law", zone="Europe/Paris"), ["CP462 in law:4"]),
        (header("own"), ["CP463 in law:1"]),
    ],
)
def test_headers_agree(above: str, expected: list[str]) -> None:
    assert sorted(found(OWN, LAW, above)) == expected


def test_no_two_of_several_above_have_one_name() -> None:
    sources = {
        "own.policy": header("own", 'within "a.policy"', 'within "b.policy"'),
        "a.policy": header("law"),
        "b.policy": header("law"),
    }
    result = check(load_sources(sources, main="own.policy").load)
    assert isinstance(result, tuple)
    assert [one.code for one in result] == ["CP463"]


@pytest.mark.parametrize(
    ("governs", "codes"),
    [
        ("governs of notes to anyone", []),
        ("governs of notes to anyone from nurse for care when context.open unless recipient is parent", []),
        ("governs of notes to anyone when now < 2027-01-01", []),
        ("governs to anyone", ["CP404"]),
        ("governs of notes to anyone when context.open when context.open", ["CP402"]),
        ("governs of letters to anyone", ["CP204"]),
        ("governs of notes to anyone when context.open + 1", ["CP306"]),
        ("governs of notes to anyone unless stated.open", ["CP461"]),
        ("governs of notes to anyone unless said", ["CP461"]),
        ("governs of notes to anyone when subject.race", ["CP461"]),
        ("governs of notes to anyone when context.opinion", ["CP461"]),
        ("governs of notes to anyone when context.rare", ["CP461"]),
        ("governs of notes to anyone when statement.witnessed", ["CP461"]),
        ("governs of notes to anyone when context.open is known", ["CP461"]),
    ],
)
def test_what_a_policy_governs_is_a_scope_and_conditions_over_plain_facts(governs: str, codes: list[str]) -> None:
    assert [one.split()[0] for one in found(OWN, LAW, None, governs)] == codes


def test_every_code_has_a_failing_program() -> None:
    assert {entry.code for entry in layers.ENTRIES} == {"CP460", "CP461", "CP462", "CP463"}
