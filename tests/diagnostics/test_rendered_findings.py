"""Findings in each format: the same facts, in the form that each reader wants."""

from __future__ import annotations

import json
import textwrap
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping

import pytest

from confpolicy.diagnostics.catalogue import CATALOGUE
from confpolicy.diagnostics.diagnostic import Diagnostic, Fix, Related
from confpolicy.diagnostics.render.github import render_github
from confpolicy.diagnostics.render.gitlab import render_gitlab
from confpolicy.diagnostics.render.json import render_json, render_json_lines
from confpolicy.diagnostics.render.junit import render_junit
from confpolicy.diagnostics.render.sarif import render_sarif
from confpolicy.diagnostics.render.text import render_text
from confpolicy.diagnostics.render.wording import place, visible, worded
from confpolicy.source import NOWHERE, Source, Span

TEXT = "data a\nprohibiton b\n    of c to d\n"
SOURCES = {"x.policy": Source("x.policy", TEXT), "good.policy": Source("good.policy", "data z\n")}
MISSPELT = Diagnostic(
    "CP103",
    Span("x.policy", 7, 17),
    {"word": "prohibiton", "suggestion": "prohibition"},
    (Related(Span("x.policy", 5, 6), "something before"),),
    Fix(Span("x.policy", 7, 17), "prohibition"),
)
FOUND = (MISSPELT, Diagnostic("CP135", Span("x.policy", 0, 0)))
RENDERERS: list[Callable[[Iterable[Diagnostic], Mapping[str, Source]], str]] = [
    render_text,
    render_json,
    render_json_lines,
    render_sarif,
    render_github,
    render_gitlab,
    render_junit,
]


def at(text: str, start: int, end: int) -> str:
    finding = Diagnostic("CP103", Span("x.policy", start, end), {"word": "w"})
    return render_text([finding], {"x.policy": Source("x.policy", text)})


# --- text -------------------------------------------------------------------------------------------------------


def test_text_shows_the_line_a_mark_the_related_place_the_near_word_and_last_what_to_do() -> None:
    words = worded(MISSPELT)
    expected = f"""\
        error CP103 (unknown-statement): {words.message}
         --> x.policy:2:1
          |
        2 | prohibiton b
          | ^^^^^^^^^^ {words.label}
         --> x.policy:1:6
          |
        1 | data a
          |      - something before
          = did you mean `prohibition`?
          = {words.help}
        """
    assert render_text([MISSPELT], SOURCES) == textwrap.dedent(expected)


def test_line_numbers_of_any_length_stand_in_one_column() -> None:
    text = "\n" * 99 + "data a\n"
    lines = at(text, 99, 103).splitlines()
    assert lines[1] == "   --> x.policy:100:1"
    assert lines[3] == "100 | data a"


def test_a_place_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    assert "  |      ^\n" not in at("data a\n  under b\n", 5, 15)
    assert "  |      ^ " in at("data a\n  under b\n", 5, 15)


def test_a_place_at_the_end_of_a_line_has_a_mark_of_its_own() -> None:
    assert "  |       ^ " in at("data a\n", 6, 6)


def test_marks_stand_under_wide_combined_and_tabbed_characters() -> None:
    assert "  |     ^ " in at("日本x\n", 2, 3)
    assert "  |  ^ " in at("e\u0301x\n", 2, 3)
    assert "  |     ^ " in at("\tx\n", 1, 2)


def test_what_cannot_be_seen_is_shown_by_its_number() -> None:
    shown = at("a\u202eb\x1b[31m\n", 1, 2)
    assert "1 | a<U+202E>b<U+001B>[31m\n" in shown
    assert "  |  ^^^^^^^^ " in shown
    assert "\u202e" not in shown


def test_of_a_long_line_a_window_is_shown() -> None:
    long = "word " * 200
    for start, end in ((0, 4), (500, 504), (990, 999), (0, 999)):
        lines = at(long, start, end).splitlines()
        assert all(len(line) < 140 for line in lines[:5])
        assert "^" in lines[4]


def test_a_finding_about_a_file_as_such_shows_its_first_line_or_its_path_alone() -> None:
    finding = Diagnostic("CP135", Span("x.policy", 0, 0))
    assert " --> x.policy:1:1\n" in render_text([finding], SOURCES)
    assert " --> x.policy\n" in render_text([finding], {"x.policy": Source("x.policy", "")})
    assert " --> x.policy\n" in render_text([finding], {})


def test_findings_are_parted_by_an_empty_line_and_none_are_nothing() -> None:
    assert render_text(FOUND, SOURCES).count("\n\n") == 1
    assert render_text((), SOURCES) == ""


def test_a_message_that_lacks_a_fact_is_still_given() -> None:
    assert "`…`" in render_text([Diagnostic("CP103", Span("x.policy", 0, 1))], SOURCES)


def test_a_fact_that_looks_like_a_template_is_only_text() -> None:
    finding = Diagnostic("CP103", Span("x.policy", 0, 1), {"word": "{word} {0}"})
    assert "`{word} {0}`" in render_text([finding], SOURCES)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_code_in_the_catalogue_can_be_said(code: str) -> None:
    words = worded(Diagnostic(code, NOWHERE))
    assert words.message.strip()
    assert words.help.strip().endswith((".", "…", ":", "`", ")"))
    assert "\n" not in words.message + words.label + words.help


# --- every format -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("render", RENDERERS)
def test_every_format_is_a_function_of_its_arguments(
    render: Callable[[Iterable[Diagnostic], Mapping[str, Source]], str],
) -> None:
    assert render(FOUND, SOURCES) == render(list(FOUND), dict(SOURCES))
    assert "CP103" in render(FOUND, SOURCES)


@pytest.mark.parametrize("render", RENDERERS)
def test_no_format_lets_through_what_steers_a_terminal_or_fits_no_file(
    render: Callable[[Iterable[Diagnostic], Mapping[str, Source]], str],
) -> None:
    odd = "a\x1b[2J\u202e\ud800\x00\r\nb"
    finding = Diagnostic(
        "CP103",
        Span(odd, 0, 1),
        {"word": odd, "suggestion": odd},
        (Related(Span(odd, 0, 1), odd),),
        Fix(Span(odd, 0, 1), "\ud800"),
    )
    for sources in ({}, {odd: Source(odd, odd)}):
        rendered = render([finding], sources)
        assert not set("\x1b\u202e\x00\r") & set(rendered)
        assert rendered.encode("utf-8")


def test_json_has_every_fact_of_a_finding() -> None:
    document = json.loads(render_json(FOUND, SOURCES))
    assert document["schema"] == "confpolicy/findings/1"
    first, second = document["findings"]
    assert (first["code"], first["severity"], first["suggestion"]) == ("CP103", "error", "prohibition")
    assert (first["path"], first["line"], first["column"], first["end_line"], first["end_column"]) == (
        "x.policy",
        2,
        1,
        2,
        11,
    )
    assert first["related"][0] | {"label": "something before", "line": 1, "column": 6} == first["related"][0]
    assert first["fix"] | {"replacement": "prohibition", "line": 2} == first["fix"]
    assert second["fix"] is None


def test_json_lines_are_the_same_findings_one_a_line() -> None:
    lines = render_json_lines(FOUND, SOURCES).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(render_json(FOUND, SOURCES))["findings"]
    assert render_json_lines((), SOURCES) == ""


def test_sarif_has_rules_results_places_and_fixes() -> None:
    document = json.loads(render_sarif(FOUND, SOURCES, version="1.2"))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    assert run["tool"]["driver"]["version"] == "1.2"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["CP103", "CP135"]
    result = run["results"][0]
    assert result["level"] == "error"
    location = result["locations"][0]["physicalLocation"]
    assert location == {
        "artifactLocation": {"uri": "x.policy"},
        "region": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 11},
    }
    assert result["relatedLocations"][0]["message"]["text"] == "something before"
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"]["text"] == "prohibition"
    assert json.loads(render_sarif((), SOURCES))["runs"][0]["results"] == []


def test_sarif_paths_are_addresses() -> None:
    finding = Diagnostic("CP135", Span("a b/ü.policy", 0, 0))
    document = json.loads(render_sarif([finding], {}))
    location = document["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "a%20b/%C3%BC.policy"


def test_github_gets_one_command_a_finding_with_its_signs_escaped() -> None:
    finding = Diagnostic("CP103", Span("a,b:c%.policy", 0, 1), {"word": "50%"})
    (line,) = render_github([finding], {}).splitlines()
    assert line.startswith("::error file=a%2Cb%3Ac%25.policy,line=1,")
    assert "50%25" in line
    assert "title=CP103 unknown-statement::" in line


def test_gitlab_gets_fingerprints_that_stay_when_lines_move_and_differ_where_they_repeat() -> None:
    again = Diagnostic("CP103", MISSPELT.span, MISSPELT.facts)
    first, second = json.loads(render_gitlab([MISSPELT, again], SOURCES))
    moved_text = {"x.policy": Source("x.policy", "\n\n" + TEXT)}
    moved = Diagnostic("CP103", Span("x.policy", 9, 19), MISSPELT.facts)
    (later,) = json.loads(render_gitlab([moved], moved_text))
    assert first["fingerprint"] != second["fingerprint"]
    assert first["fingerprint"] == later["fingerprint"]
    assert (first["location"]["lines"]["begin"], later["location"]["lines"]["begin"]) == (2, 4)
    assert first["severity"] == "major"


def test_junit_has_a_case_for_each_finding_and_one_for_each_good_file() -> None:
    root = ET.fromstring(render_junit(FOUND, SOURCES))
    assert (root.get("tests"), root.get("failures")) == ("3", "2")
    bad, good = root.findall("testsuite")
    assert [case.find("failure") is not None for case in bad] == [True, True]
    assert [case.find("failure") is not None for case in good] == [False]
    assert ET.fromstring(render_junit((), {})).get("tests") == "0"


# --- wording ----------------------------------------------------------------------------------------------------


def test_a_place_is_counted_in_lines_and_characters_from_one() -> None:
    found = place(Span("x.policy", 7, 30), SOURCES)
    assert (found.line, found.column, found.end_line, found.end_column) == (2, 1, 3, 11)
    assert place(Span("unknown", 7, 8), SOURCES).line == 1


def test_plain_text_is_left_as_it_is() -> None:
    assert visible("a “quoted” text, é, 日本") == "a “quoted” text, é, 日本"
    assert visible("a\u200bb") == "a<U+200B>b"
