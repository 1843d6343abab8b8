"""Faults in reading a policy: parsing, checking, lowering, formatting."""

from __future__ import annotations

from tests.faults.fault import Fault

_KNOWN = "tests/check/test_mistakes.py::test_known_stands_only_where_not_knowing_withholds"
_MISTAKES = "tests/check/test_mistakes.py::test_each_mistake_is_found_where_it_stands"
_LOWERED = "tests/properties/test_texts.py::test_groups_and_what_yields_are_words_for_overrides"
_FORMATTED = "tests/properties/test_texts.py::test_format_then_parse_is_identity"

FAULTS: tuple[Fault, ...] = (
    Fault(
        name="is_known_may_count_for_a_permit",
        file="check/conditions.py",
        within="_check_known",
        before="wanted = Sign.AGAINST if placed.unless else Sign.FOR",
        after="wanted = placed.read.sign if placed.unless else Sign.FOR",
        law=_KNOWN,
        because="An `unless` turns what the clause says, so anything seems to be right in it.",
    ),
    Fault(
        name="a_definition_forgets_that_it_is_negated",
        file="check/reads.py",
        within="Reader._definition",
        before=(
            "return [attrs.evolve(read, span=node.span, sign=sign.times(read.sign)) "
            "for read in self._known[node.text]]"
        ),
        after="return [attrs.evolve(read, span=node.span, sign=sign) for read in self._known[node.text]]",
        law=_KNOWN,
        because="The sign of the whole seems to be that of its parts.",
    ),
    Fault(
        name="an_absolute_prohibition_may_read_what_is_stated",
        file="check/conditions.py",
        within="_check_holder",
        before="if holder is Holder.STATED and kind in PROHIBITING:",
        after="if holder is Holder.STATED and kind is ClauseKind.PROHIBITION:",
        law=_MISTAKES,
        because="There are two kinds of prohibition, and one comes to mind.",
    ),
    Fault(
        name="what_is_said_may_read_facts_of_the_recipient",
        file="check/conditions.py",
        within="_check_said",
        before="case What.FACT | What.KNOWN if holder_of(read) is Holder.STATED:",
        after="case What.FACT | What.KNOWN if holder_of(read) in {Holder.STATED, Holder.RECIPIENT}:",
        law=_MISTAKES,
        because="The recipient knows about themself what we know about them.",
    ),
    Fault(
        name="whether_a_protected_fact_is_known_needs_no_reason",
        file="check/conditions.py",
        within="_check_relying",
        before="if _protected(name, context) and name not in relied:",
        after="if _protected(name, context) and name not in relied and read.what is What.FACT:",
        law=_MISTAKES,
        because="That something is known tells nothing about it.",
    ),
    Fault(
        name="a_reply_with_an_unless_covers_everybody",
        file="lint/replies.py",
        within="_unconditional",
        before="return reply.condition.when is None and not reply.condition.unless and not reply.readings",
        after="return reply.condition.when is None and not reply.readings",
        law="tests/lint/test_replies.py::test_a_reply_with_a_condition_covers_nobody_for_sure",
        because="A condition is a `when`.",
    ),
    Fault(
        name="what_lies_below_a_role_towards_is_held_in_general",
        file="check/hierarchies.py",
        within="_towards",
        before="return frozenset(role for role, above in roles.above.items() if above & declared)",
        after="return frozenset(role for role in roles.above if role in declared)",
        law="tests/check/test_checked.py::test_a_role_below_a_role_towards_a_subject_is_towards_too",
        because="It is what was declared.",
    ),
    Fault(
        name="only_the_first_exception_is_kept",
        file="lower/clauses.py",
        within="_parties",
        before="names, excepted = _names(selection.names), _names(selection.excepted)",
        after="names, excepted = _names(selection.names), _names(selection.excepted[:1])",
        law="tests/lower/test_clauses.py::test_prohibitions_are_absolute_where_they_say_so",
        because="Most scopes except one role.",
    ),
    Fault(
        name="an_and_loses_the_parentheses_in_it",
        file="syntax/printing/expressions.py",
        within="_bare",
        before='return joined_by("and", (expression(operand, NOT) for operand in operands))',
        after='return joined_by("and", (expression(operand) for operand in operands))',
        law=_FORMATTED,
        guard="FormatError",
        because="An `or` in an `and` is rare.",
    ),
    Fault(
        name="what_is_taken_away_loses_its_parentheses",
        file="syntax/printing/expressions.py",
        within="_bare",
        before="return [*expression(left, SUM), Word(operator), *expression(right, ATOM)]",
        after="return [*expression(left, SUM), Word(operator), *expression(right, SUM)]",
        law="tests/syntax/test_canonical_layout.py::test_parentheses_stand_only_where_they_are_needed",
        guard="FormatError",
        because="Both sides look alike.",
    ),
    Fault(
        name="the_second_exception_is_not_printed",
        file="syntax/printing/parts.py",
        within="_piece",
        before='found += [Word("except", leads=True), *names(selection.excepted)]',
        after='found += [Word("except", leads=True), *names(selection.excepted[:1])]',
        law=_FORMATTED,
        guard="FormatError",
        because="Most scopes except one thing.",
    ),
    Fault(
        name="of_two_comments_behind_a_word_one_is_lost",
        file="syntax/printing/comments.py",
        within="attached",
        before="if at is not None and at not in after:",
        after="if at is not None:",
        law="tests/syntax/test_canonical_layout.py::test_two_comments_behind_one_word_are_both_kept",
        guard="FormatError",
        because="A word has one end of a line.",
    ),
    Fault(
        name="a_formatted_text_that_says_something_else_is_given_out",
        file="syntax/format.py",
        within="format_text",
        before="if again.diagnostics or again.file != parsed.file:",
        after="if again.diagnostics and again.file != parsed.file:",
        law=("tests/syntax/test_canonical_layout.py::test_a_result_that_would_say_something_else_is_never_given_out"),
        because="Either word reads well.",
    ),
    Fault(
        name="only_the_last_prohibition_that_yields_is_lifted",
        file="lower/clauses.py",
        within="yielding",
        before="found[clause] = found.get(clause, frozenset()) | {prohibition}",
        after="found[clause] = frozenset({prohibition})",
        law=_LOWERED,
        because="One prohibition, one entry.",
    ),
    Fault(
        name="a_clause_that_is_yielded_to_forgets_what_it_overrides",
        file="lower/clauses.py",
        within="ClauseLowering._overrides",
        before="return self.yielding.get(node.name.text, frozenset()).union(*named)",
        after="return self.yielding.get(node.name.text) or frozenset().union(*named)",
        law=_LOWERED,
        because="Either the one says it or the other.",
    ),
    Fault(
        name="a_group_may_hide_an_absolute_prohibition",
        file="check/clauses.py",
        within="_check_overridden",
        before="if symbol.clause is ClauseKind.ABSOLUTE_PROHIBITION:",
        after="if symbol.clause is ClauseKind.ABSOLUTE_PROHIBITION and symbol.name == name.text:",
        law=_MISTAKES,
        because="The message points at the name that is wrong, and that is the group.",
    ),
)
