"""Trees that no text gives, and what the checker does with broken statements."""

from __future__ import annotations

import attrs
import pytest

from confpolicy.check.checked import Checked
from confpolicy.check.run import check
from confpolicy.syntax.expressions import BoolLiteral, CompareExpr, Expr, FactName, Name, NotExpr, RecordLiteral
from confpolicy.syntax.parse import parse_text
from confpolicy.syntax.statements import DefineNode, FactNode, FileNode, Load, Statement, TypeNode
from tests.check.loads import load


def _codes(*statements: Statement) -> set[str]:
    whole = load("")
    extra = FileNode(statements, source=whole.files[0].source)
    result = check(attrs.evolve(whole, files=(*whole.files, extra)))
    return set() if isinstance(result, Checked) else {one.code for one in result}


def test_a_condition_nested_too_deep_is_refused_and_never_walked() -> None:
    deep: Expr = BoolLiteral(True)
    for _ in range(5_000):
        deep = NotExpr(deep)
    assert _codes(DefineNode(Name("deep"), deep)) == {"CP317"}


def test_a_set_of_sets_is_refused() -> None:
    inner = TypeNode("set of", element=TypeNode("int"))
    node = FactNode((("subject", Name("x")),), TypeNode("set of", element=inner), False, None, None)
    assert _codes(node) == {"CP325"}


def test_a_record_in_a_condition_is_refused() -> None:
    record = RecordLiteral(((Name("kind"), Name("joint")),))
    comparison = CompareExpr("=", FactName("subject", Name("name")), record)
    assert _codes(DefineNode(Name("d"), comparison)) == {"CP327"}


def _broken(text: str) -> tuple[bool, list[str]]:
    """Whether the checker lets the load through, and the codes that it adds to the parser's."""
    whole = load("")
    parsed = parse_text(text, "case.policy")
    assert parsed.diagnostics, "the text must be broken"
    result = check(attrs.evolve(whole, files=(*whole.files, parsed.file)))
    if isinstance(result, Checked):
        return True, []
    return False, [one.code for one in result]


def test_a_load_with_a_broken_statement_is_never_checked_through() -> None:
    assert _broken("prohibition p\n    of of notes to helper\n") == (False, [])


def test_what_a_broken_statement_declares_is_no_unknown_name() -> None:
    text = (
        "data a under under personal\n"
        "role b under under staff\n"
        "define c as and\n"
        "prohibition d of of\n"
        "fact subject.e : : bool\n"
        "exception x\n    of a to b for help\n    when c and subject.e\n    overrides d\n"
    )
    assert _broken(text) == (False, [])


def test_the_mistakes_beside_a_broken_statement_are_told_all_the_same() -> None:
    text = "define c as and\nexception x\n    of nothing_such to helper for help\n    when c\n"
    assert _broken(text) == (False, ["CP204"])


def test_a_broken_header_is_not_a_missing_one() -> None:
    parsed = parse_text("policy p\n    language language\n", "case.policy")
    assert check(Load((parsed.file,), None, "0" * 64)) == ()


def test_a_load_without_a_header_is_checked_all_the_same() -> None:
    parsed = parse_text("role a under nothing_such\n", "case.policy")
    result = check(Load((parsed.file,), None, "0" * 64))
    assert isinstance(result, tuple)
    assert [one.code for one in result] == ["CP204"]


@pytest.mark.parametrize("text", ["", "policy a\npolicy b\n"])
def test_no_header_and_two_headers_never_check_through(text: str) -> None:
    parsed = parse_text(text, "case.policy")
    assert isinstance(check(Load((parsed.file,), None, "0" * 64)), tuple)
