"""Statements stand alone: where they start, what they are worth when broken, and one finding for each."""

from __future__ import annotations

import pytest

from confpolicy.source import Span
from confpolicy.syntax.expressions import Name
from confpolicy.syntax.parse import parse_statement
from confpolicy.syntax.statements import BrokenNode, ClauseNode, DefineNode, TermsNode
from confpolicy.syntax.words import described
from tests.syntax.reading import marked, mistake, read, rendered, statement


def broken(text: str) -> tuple[str | None, tuple[str, ...]]:
    node, finding = parse_statement(text)
    assert finding is not None
    assert isinstance(node, BrokenNode)
    return node.kind, node.names


def test_one_run_reports_the_first_mistake_of_every_statement() -> None:
    parsed = read("data a under\n\ndata b\n\nexception c\n    wen d\n    of of\n")
    assert [(finding.code, finding.span.start) for finding in parsed.diagnostics] == [("CP102", 7), ("CP101", 38)]
    assert [type(node) for node in parsed.file.statements] == [BrokenNode, TermsNode, BrokenNode]


def test_a_mistake_does_not_spoil_the_statements_around_it() -> None:
    good, _, last = read("data a\nprohibition (\ndata b\n").file.statements
    assert (good, last) == (TermsNode("data", (Name("a"),), False, ()), TermsNode("data", (Name("b"),), False, ()))


def test_spans_are_those_of_the_file() -> None:
    text = "# first\ndata a\n\ndefine b as\n    c\n"
    _, node = read(text).file.statements
    assert isinstance(node, DefineNode)
    assert node.span == Span("x.policy", text.index("define"), text.index("c\n") + 1)
    assert isinstance(node.condition, Name)
    assert node.condition.span == Span("x.policy", text.index("c\n"), text.index("c\n") + 1)


def test_a_statement_read_alone_has_spans_from_its_own_start() -> None:
    node, finding = parse_statement("define b as c")
    assert finding is None
    assert isinstance(node, DefineNode)
    assert node.condition.span == Span("", 12, 13)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_one_byte_order_mark_mean_nothing(newline: str, mark: str) -> None:
    text = f"{mark}data a{newline}    under b{newline}"
    assert read(text).file == read("data a\n    under b\n").file
    assert read(text.encode()).file == read(text).file
    assert read(text).file.source.text == "data a\n    under b\n"


def test_a_second_byte_order_mark_is_an_invisible_character() -> None:
    assert mistake("\ufeff\ufeffdata a").code == "CP111"


def test_an_empty_file_has_no_statements() -> None:
    assert read("").file.statements == read("# nothing\n\n   # more\n").file.statements == ()


@pytest.mark.parametrize(
    ("text", "kind", "names"),
    [
        ('consent a "t" (', "consent", ("a",)),
        ("absolute prohibition a (", "absolute prohibition", ("a",)),
        ("need-to-know a (", "need-to-know", ("a",)),
        ("policy p (", "policy", ("p",)),
        ("data a, b under (", "data", ("a", "b")),
        ("data a, b reveals (", "data", ()),
        ("role Parent, step-parent", "role", ("parent", "step_parent")),
        ("fact subject.a, stated.b : (", "fact", ("subject.a", "stated.b")),
        ("structure a (", "structure", ("a",)),
        ("define a as (", "define", ("a",)),
        ("assert a never", "assert", ("a",)),
        ("prohibiton a of b", "prohibition", ("a",)),
        ("Exception a of b", "exception", ("a",)),
        ('use "a', "use", ()),
        ("omits A1", "omits", ()),
        ('scenario "t" of', "scenario", ()),
        ("exception of of a", "exception", ()),
        ("zzz a", None, ()),
        (")", None, ()),
        ('define a "b" # c d', "define", ("a",)),
    ],
)
def test_a_broken_statement_keeps_its_kind_and_the_names_that_it_declares(
    text: str, kind: str | None, names: tuple[str, ...]
) -> None:
    assert broken(text) == (kind, names)


# --- layout -----------------------------------------------------------------------------------------------------


def test_an_indented_statement_is_never_part_of_the_one_above() -> None:
    text = "exception a\n    of b to c for d\n    prohibition e\n        of b to c\n"
    assert marked(text) == ("CP104", "prohibition")
    assert "inside this statement" in rendered(read(text))


@pytest.mark.parametrize(
    "first", ["data a", "exception a of b", 'scenario "t"', "define a as b", "structure a b : int"]
)
@pytest.mark.parametrize(
    "second",
    [
        'policy p "t"',
        'use "t"',
        "data x",
        "role x",
        "purpose x",
        "notice x",
        "giver x",
        "register x",
        "fact subject.x : int",
        "structure x y : int",
        "define x as y",
        "consent x",
        "need-to-know x",
        "exception x",
        "duty x",
        "prohibition x",
        "absolute prohibition x",
        "referral x",
        "obligation x",
        "reply x",
        "standing x",
        'omits X1 because "t"',
        "assert x never of y",
        'scenario "u"',
    ],
)
def test_whatever_starts_a_statement_is_pointed_at_where_it_is_indented(first: str, second: str) -> None:
    assert read(f"{first}\n{second}").diagnostics == ()
    finding = mistake(f"{first}\n    {second}")
    assert (finding.code, finding.facts["word"]) == ("CP104", second.split(maxsplit=1)[0])


def test_a_later_indented_statement_is_shown_with_an_earlier_mistake() -> None:
    finding = mistake("exception a\n    of b c\n    prohibition d\n")
    assert finding.code == "CP140"
    assert [related.label for related in finding.related] == ["this line looks like a statement of its own"]


def test_words_that_start_statements_may_start_lines_where_they_belong() -> None:
    statement("exception a when b and\n    purpose is c")
    statement("obligation a on exception or\n    duty")
    statement('scenario "t" expect deny,\n    reply a,\n    obligation b, needs\n    consent c')
    statement("fact item.a : set of\n    data")


def test_a_comma_that_is_missing_makes_no_statement_of_an_expected_reply() -> None:
    assert mistake('scenario "t" expect deny\n    reply a').code == "CP101"
    assert mistake('scenario "t" expect deny\n    prohibition a').code == "CP104"


def test_the_pieces_of_a_consent_are_said_once() -> None:
    finding = mistake('scenario "t" with consent by a of b to c for d in speech in writing on file since 2026-12-01')
    assert (finding.code, finding.facts["words"]) == ("CP125", "in")


def test_an_assertion_has_one_scope() -> None:
    assert mistake("assert a never of b when c of d").code == "CP125"
    assert mistake("assert a never when b").code == "CP126"


def test_what_has_no_letter_in_it_is_no_odd_name() -> None:
    assert mistake("data __").code == "CP101"


def test_a_line_that_goes_on_with_a_condition_is_not_taken_for_a_statement() -> None:
    assert mistake("exception a when b\n    purpose is c").code == "CP101"


def test_line_breaks_may_stand_between_any_two_words() -> None:
    words = (
        'policy p in force from 2026-11-22|exception a without need-to-know because "t" limited to need-to-know'
        ' relying on item.a because "t"|fact item.a : bool taken as no if absent because "t"'
    )
    for text in words.split("|"):
        assert statement(text.replace(" ", "\n    ")) == statement(text)


def test_a_word_ends_where_a_letter_could_not_follow() -> None:
    assert mistake("exception a of b toc").code == "CP101"
    assert mistake("exception a to anyonefor b").code == "CP105" or read("exception a to anyonefor").diagnostics == ()
    assert statement("data offline, today, notary") == TermsNode(
        "data", (Name("offline"), Name("today"), Name("notary")), False, ()
    )


@pytest.mark.parametrize("word", ["when", "subject", "days", "bool", "known", "permit", "confidential"])
def test_every_word_of_the_language_is_reserved(word: str) -> None:
    if word == "confidential":
        statement(f"define a as {word}")
    else:
        assert mistake(f"data a, {word}").code in {"CP105", "CP129"}


def test_a_word_behind_a_comma_that_goes_on_with_nothing_was_meant_as_a_name() -> None:
    assert mistake("data notes, known").code == "CP105"
    assert mistake("data notes under chart, record").code == "CP105"
    assert mistake("exception a of b, to c").code == "CP129"


# --- the reading of a condition after a reading ---------------------------------------------------------------


def test_a_condition_after_a_reading_is_the_readings_only_where_it_is_indented_under_it() -> None:
    under = "exception a\n    reading r\n        unless b\n"
    beside = "exception a\n    reading r\n    unless b\n"
    node = statement(under)
    assert isinstance(node, ClauseNode)
    assert len(node.parts) == 1
    assert marked(beside) == ("CP120", "unless")


def test_a_condition_on_the_readings_own_line_is_the_readings() -> None:
    assert statement("exception a reading r unless b") == statement("exception a\n    reading r\n        unless b")


def test_a_condition_below_a_reading_that_starts_no_line_is_under_it_only_to_the_right_of_it() -> None:
    assert marked("exception a reading r\n    unless b\n") == ("CP120", "unless")
    assert read("exception a reading r\n              unless b\n").diagnostics == ()


@pytest.mark.parametrize(
    "below",
    [
        "    reading r\n        when b\n        cites X\n        unless c\n    read as r\n",
        "    reading r\n        when b\n    read as r\n        unless c\n",
        "    reading r when b cites X unless c\n    read as r\n",
        "    reading r\n        when b cites X unless c\n    read as r\n",
    ],
)
def test_a_condition_of_the_clause_never_stands_as_if_it_were_a_readings(below: str) -> None:
    assert marked(f"prohibition a\n{below}") == ("CP147", "unless")


def test_a_condition_above_the_readings_is_the_clauses() -> None:
    node = statement("exception a\n    unless b\n    reading r\n        when c\n    read as r\n    when d\n")
    assert isinstance(node, ClauseNode)
    assert [type(part).__name__ for part in node.parts] == ["UnlessPart", "ReadingPart", "ReadAsPart", "WhenPart"]


# --- what is expected, in words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("data", "CP102", "a name"),
        ("define a", "CP102", "`as`"),
        ("define a as", "CP102", "a condition"),
        ("define a as b = )", "CP101", "a value"),
        ("define a as (b", "CP102", "`)`"),
        ("fact subject.a", "CP102", "`,` or `:`"),
        ("fact subject.a :", "CP102", "a type"),
        ("fact a : int", "CP101", "a fact such as `subject.kind`"),
        ("exception a cites", "CP102", "a label or a text in quotes"),
        ("exception a lasts 3 b", "CP101", "a unit of time such as `days`"),
        ("exception a then record b", "CP101", "`in`"),
        ('exception a "t" b', "CP101", "a text in quotes or another part of the clause"),
        ("policy a 3", "CP101", "a text in quotes or another part of the header"),
        ('scenario "a" expect b', "CP101", "a result such as `permit` or `deny`"),
        ("use b", "CP101", "a text in quotes"),
        ("define a as b\n    c d", "CP101", "a comparison, `allow`, `and`, `cites` or `or`"),
    ],
)
def test_what_is_expected_is_said_in_plain_words(text: str, code: str, expected: str) -> None:
    finding = mistake(text)
    assert (finding.code, finding.facts["expected"]) == (code, expected)
    assert expected in rendered(read(text))


def test_where_only_the_end_fits_the_end_is_expected() -> None:
    assert described({"$END"}) == "nothing more"


@pytest.mark.parametrize("text", ["b a", 'allow CP701 because "t"', "expect deny", "-", '"t"'])
def test_what_starts_no_statement_is_said_to(text: str) -> None:
    assert mistake(text).code == "CP103"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("prohibiton a", "prohibition"),
        ("Prohibition a", "prohibition"),
        ("needtoknow a", "need-to-know"),
        ("exception a of b excpet c", "except"),
        ("exception a of b\n    wehn c", "when"),
        ("exception a when b adn c", "and"),
        ("exception a lasts 3 dyas", "days"),
        ('scenario "t" expect permitt', "permit"),
        ("fact subject.a : bool protectd", "protected"),
    ],
)
def test_a_misspelt_word_is_recognised(text: str, meant: str) -> None:
    assert mistake(text).facts["suggestion"] == meant


def test_an_open_bracket_is_shown_where_it_was_opened() -> None:
    finding = mistake("define a as (b and (c or d)")
    assert [(related.span.start, related.label) for related in finding.related] == [(12, "opened here")]


@pytest.mark.parametrize(
    "text", ["define a as b < 22/11/2026", "define a as b < 2026/11/22", "define a as b < 1.2.2026"]
)
def test_a_date_in_another_form_is_recognised(text: str) -> None:
    finding = mistake(text)
    assert (finding.code, finding.facts["form"]) == ("CP124", "2026-11-22")


def test_a_scenario_wants_a_time_with_its_date() -> None:
    finding = mistake('scenario "t" at 2026-11-22')
    assert (finding.code, finding.facts["form"]) == ("CP124", "2026-11-22T10:00")
