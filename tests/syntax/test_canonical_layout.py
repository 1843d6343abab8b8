"""The canonical layout: what it looks like, that it says the same, and that no comment is lost."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from confpolicy.source import Source
from confpolicy.syntax import format as formatting
from confpolicy.syntax.expressions import Name, TextLiteral
from confpolicy.syntax.format import FormatError, format_file, format_text
from confpolicy.syntax.parts import ScopePart, Selection
from confpolicy.syntax.statements import ClauseKind, ClauseNode, FileNode, NamesNode, UseNode
from tests.syntax.reading import read
from tests.syntax.sentences import laid_out, sentence


def formatted(text: str) -> str:
    return format_text(read(text))


def layout(text: str) -> str:
    return textwrap.dedent(text).removeprefix("\n")


# --- one form ---------------------------------------------------------------------------------------------------


def test_each_part_of_a_clause_stands_on_a_line_of_its_own() -> None:
    text = (
        'exception  a "t" cites X1,X2 of b except c to anyone for any purpose reading r "u" when (b) unless (c or d)'
        " read as r then within 1 days record in e , notify subject"
    )
    assert formatted(text) == layout(
        """
        exception a "t"
            cites X1, X2
            of b except c to anyone for any purpose
            reading r "u"
                when b
                unless c or d
            read as r
            then within 1 day record in e, notify subject
        """
    )


def test_the_claim_of_an_assertion_stands_on_one_line_with_its_scope() -> None:
    text = 'assert a only with consent of b when c\nassert d same   as "t" of b unless c cites X1'
    assert formatted(text) == layout(
        """
        assert a
            only with consent of b
            when c

        assert d
            same as "t" of b
            unless c
            cites X1
        """
    )


def test_what_reads_as_one_stands_on_one_line() -> None:
    text = 'obligation a on exception or duty of b to c then do "t"\nstanding d by e every 12 months do "t"'
    assert formatted(text) == layout(
        """
        obligation a
            on exception or duty of b to c
            then do "t"

        standing d
            by e every 12 months
            do "t"
        """
    )


def test_a_group_has_one_form() -> None:
    assert formatted('group a  "t" cites X1 has b,c\nprohibition d of e to f yields to  a , b') == layout(
        """
        group a "t"
            cites X1
            has b, c

        prohibition d
            of e to f
            yields to a, b
        """
    )


def test_an_offer_and_what_accepts_it_have_one_form() -> None:
    text = (
        "consent a of b to c given by subject accepts   silence\n"
        'scenario "t" with offer to subject on file since 2026-01-01 in speech told x for p to q of r'
    )
    assert formatted(text) == layout(
        """
        consent a
            of b to c
            given by subject
            accepts silence

        scenario "t"
            with offer to subject of r to q for p told x in speech on file since 2026-01-01
        """
    )


def test_parentheses_stand_only_where_they_are_needed() -> None:
    text = "define a as ((b) and (not (c = (d + 1)))) and ((b or c))"
    assert formatted(text) == "define a as (b and not c = d + 1) and (b or c)\n"
    assert formatted("define a as (b - c) - (d - e) = f") == "define a as b - c - (d - e) = f\n"


def test_a_long_part_goes_on_below_where_a_phrase_starts() -> None:
    text = (
        "exception a of identity, contact_details to health_professional, service_provider"
        " for provide_service, requested_transaction"
    )
    assert formatted(text) == layout(
        """
        exception a
            of identity, contact_details to health_professional, service_provider
                for provide_service, requested_transaction
        """
    )


def test_a_long_list_fills_its_lines() -> None:
    names = [f"a_name_for_number_{number}" for number in range(12)]
    lines = formatted(f"data {', '.join(names)}").splitlines()
    assert len(lines) == 3
    assert all(len(line) <= 100 for line in lines)
    assert all(line.startswith("        a_name") for line in lines[1:])


def test_a_long_text_becomes_texts_that_follow_each_other() -> None:
    words = "word " * 60
    text = formatted(f'reply a say "{words}"')
    assert all(len(line) <= 100 for line in text.splitlines())
    assert text.count('"') > 2
    assert read(text).file == read(f'reply a say "{words}"').file


def test_a_text_that_cannot_be_cut_stays_whole() -> None:
    text = f'reply a\n    say "{"x" * 200}"\n'
    assert f'"{"x" * 200}"' in formatted(text)
    assert formatted(formatted(text)) == formatted(text)


def test_short_durations_and_at_once_have_one_form() -> None:
    assert formatted("exception a lasts 1 days first within 0 seconds notify b then at once notify c") == layout(
        """
        exception a
            lasts 1 day
            first at once notify b
            then at once notify c
        """
    )


def test_a_scenario_has_one_form() -> None:
    text = (
        'scenario "t" at 2026-11-22T10:00 given item.a=no,item.b judged by c and d at 2026-11-22T09:00'
        " with consent by subject where statement.a=1,statement.b"
        ' on file since 2026-01-01 express requested in speech told x for p from discloser,"u" to q of r'
        " with refusal by a on file since 2026-01-01T10:00"
        " ask a,b to anyone from c for d ask a to b for d"
        ' expect permit a and b about "s" because c blocked by d, reply a, no reply, required, needs item.a,'
        ' needs consent c lacking "l", needs person, obligation a, says "w", conflict, presumed item.a,'
        " no obligation a and b, no conflict,"
        " reading r of c changes it"
    )
    assert formatted(text) == layout(
        """
        scenario "t"
            at 2026-11-22T10:00
            given item.a = no, item.b judged by c and d at 2026-11-22T09:00
            with consent by subject of r to q from discloser, "u" for p told x in speech express requested
                on file since 2026-01-01 where statement.a = 1, statement.b
            with refusal by a on file since 2026-01-01T10:00
            ask a, b to anyone from c for d
            ask a to b for d
            expect permit a and b about "s" because c blocked by d, reply a, no reply, required,
                needs item.a, needs consent c lacking "l", needs person, obligation a, says "w", conflict,
                presumed item.a, no obligation a and b, no conflict, reading r of c changes it
        """
    )


def test_labels_are_quoted_only_where_they_must_be() -> None:
    text = formatted('exception a cites "X1", "a b", "of", "164.512(f)(1)(ii)(A)", "X_1", ""')
    assert '    cites X1, "a b", "of", 164.512(f)(1)(ii)(A), "X_1", ""\n' in text


# --- statements among each other --------------------------------------------------------------------------------


def test_clauses_stand_apart_and_groups_stay_together() -> None:
    text = "data a\ndata b\n\n\n\nrole c\nconsent d\nconsent e\nrole f\n"
    assert formatted(text) == "data a\ndata b\n\nrole c\n\nconsent d\n\nconsent e\n\nrole f\n"


def test_an_empty_file_stays_empty() -> None:
    assert formatted("") == formatted("\n\n") == ""
    assert formatted("\n# only a comment\n\n") == "# only a comment\n"


@pytest.mark.parametrize(
    "text",
    [
        "# above\ndata a\n",
        "# above\n\ndata a\n",
        "data a  # behind\n",
        "data a\n# below\n",
        "data a\n\n# far below\n",
        "data a\n    # below, in it\ndata b\n",
        "consent a  # behind\n    # above the part\n    cites X1  # behind the part\n    # below\n",
        "consent a\n\n# above\nconsent b\n",
        "data a,  # first\n        b,  # second\n        # third\n        c\n",
        "define a as\n        # why\n        b and c\n",
    ],
)
def test_a_comment_stays_where_it_stands(text: str) -> None:
    assert formatted(text) == text


@pytest.mark.parametrize(
    ("text", "laid"),
    [
        ("consent a\n# at the margin\n cites X1", "consent a\n    # at the margin\n    cites X1\n"),
        ("consent a\n# of b\nconsent b", "consent a\n\n# of b\nconsent b\n"),
        ("consent a\n    # of a\nconsent b", "consent a\n    # of a\n\nconsent b\n"),
        ("define a as (\n# c\n b or c) and d", "define a as\n        # c\n        (b or c) and d\n"),
        ("define a as (b or c # c\n ) and d", "define a as (b or c)  # c\n        and d\n"),
        ("data a ,# x\nb", None),
        ("data a, b #  odd\t \n", "data a, b  #  odd\n"),
    ],
)
def test_a_comment_is_moved_to_the_margin_of_what_it_belongs_to(text: str, laid: str | None) -> None:
    if laid is None:
        assert read(text).diagnostics != ()
    else:
        assert formatted(text) == laid


def test_two_comments_behind_one_word_are_both_kept() -> None:
    text = formatted("data a  # one\n    ,  # two\n    b\n")
    assert text == "data a,  # one\n        # two\n        b\n"
    assert formatted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "define a as 1 month < 30 days  # why\n",
        "define a as subject.b is known  # why\n",
        "exception a\n    limited to need-to-know  # why\n    of b to c for d\n",
    ],
)
def test_a_comment_behind_a_part_stays_behind_all_of_its_words(text: str) -> None:
    assert "  # why\n" in formatted(text)
    assert formatted(text).count("\n") == text.count("\n")


def test_comments_behind_words_that_are_moved_are_kept() -> None:
    text = 'scenario "t" with refusal by a on file since 2026-01-01  # one\n    of  # two\n    b\n'
    assert formatted(text).count("#") == 2
    moved = (
        'scenario "t"\n    with consent by a of b to c for d on file since 2026-01-01\n'
        "        express  # one\n        requested  # two\n"
    )
    assert formatted(moved) == layout(
        """
        scenario "t"
            with consent by a of b to c for d express requested on file since 2026-01-01  # one
            # two
        """
    )


# --- laws -------------------------------------------------------------------------------------------------------


def test_a_file_with_mistakes_is_not_formatted() -> None:
    with pytest.raises(ValueError, match="mistakes"):
        formatted("data a\ndata (\n")


def test_a_broken_statement_is_not_printed() -> None:
    with pytest.raises(ValueError, match="mistake"):
        format_file(read("data (").file)


def test_a_result_that_would_say_something_else_is_never_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formatting, "format_file", lambda _file: "data b\n")
    with pytest.raises(FormatError, match="another tree"):
        formatted("data a\n")
    monkeypatch.setattr(formatting, "format_file", lambda _file: "data a\n")
    with pytest.raises(FormatError, match="comment"):
        formatted("data a # lost\n")


def some_text(seed: int, *, comments: bool) -> str:
    random_ = random.Random(seed)
    pieces = [laid_out(sentence(random_), random_, comments=comments) for _ in range(random_.randint(1, 3))]
    gaps = ("\n", "\n\n", "\n\n\n", "\n# between\n", "\n    # below\n\n# above\n")
    return "".join(piece + (random_.choice(gaps) if comments else "\n") for piece in pieces)


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=0), st.booleans())
def test_format_then_parse_is_identity(seed: int, comments: bool) -> None:
    parsed = read(some_text(seed, comments=comments))
    if parsed.diagnostics == ():
        assert read(format_text(parsed)).file == parsed.file


@settings(max_examples=150, deadline=None)
@given(st.integers(min_value=0))
def test_formatting_twice_changes_nothing_more(seed: int) -> None:
    parsed = read(some_text(seed, comments=True))
    if parsed.diagnostics == ():
        once = format_text(parsed)
        assert formatted(once) == once


def test_most_random_texts_are_formatted_and_not_set_aside() -> None:
    kept = sum(read(some_text(seed, comments=True)).diagnostics == () for seed in range(200))
    assert kept > 100


POLICIES = sorted((Path(__file__).parents[2] / "policies").rglob("*.policy"))


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: str(path.name))
def test_the_shipped_policies_say_the_same_when_formatted(path: Path) -> None:
    parsed = read(path.read_bytes())
    once = format_text(parsed)
    assert read(once).file == parsed.file
    assert formatted(once) == once


# --- trees made by a program ------------------------------------------------------------------------------------


def test_a_tree_made_by_a_program_is_printed_too() -> None:
    clause = ClauseNode(
        ClauseKind.CONSENT,
        Name("a"),
        TextLiteral("t"),
        (ScopePart(Selection((Name("b"),)), Selection((), (), True), None, None),),
    )
    file = FileNode(
        (UseNode(TextLiteral("x")), NamesNode("giver", (Name("g"),)), NamesNode("giver", (Name("h"),)), clause),
        source=Source("made.policy", ""),
    )
    text = format_file(file)
    assert text == 'use "x"\n\ngiver g\ngiver h\n\nconsent a "t"\n    of b to anyone\n'
    assert read(text).file == file


def test_a_stand_in_and_a_class_of_people_are_laid_out_like_any_other() -> None:
    text = (
        'stand-in a "t" of b to c   given by d when e\n'
        'scenario "t" at 2026-11-22T10:00 given subject  is a class,subject.f ask b to c for g expect deny'
    )
    expected = """\
        stand-in a "t"
            of b to c
            given by d
            when e

        scenario "t"
            at 2026-11-22T10:00
            given subject is a class, subject.f
            ask b to c for g
            expect deny
        """
    assert formatted(text) == layout(expected)
