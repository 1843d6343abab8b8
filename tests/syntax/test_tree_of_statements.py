"""What each form of the language becomes: a text, and the tree that it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from confpolicy.syntax.expressions import (
    AndExpr,
    ArithmeticExpr,
    BoolLiteral,
    CompareExpr,
    DateLiteral,
    DatetimeLiteral,
    DurationLiteral,
    Expr,
    FactName,
    FieldName,
    InExpr,
    IsExpr,
    KnownExpr,
    Name,
    NotExpr,
    NowWord,
    NumberLiteral,
    OrExpr,
    QuantifiedExpr,
    RecordLiteral,
    SetLiteral,
    TermWord,
    TextLiteral,
    WithinExpr,
)
from confpolicy.syntax.parts import (
    AllowPart,
    AskPart,
    AtPart,
    ByPart,
    CitesPart,
    ConsentPart,
    DecidedByPart,
    DoPart,
    EffectNode,
    EffectsPart,
    EveryPart,
    ExpectConsent,
    ExpectNames,
    ExpectNeeds,
    ExpectPart,
    ExpectPresumed,
    ExpectReading,
    ExpectSays,
    ExpectVerdict,
    ExpectWord,
    ExpressPart,
    GivenByPart,
    GivenFact,
    GivenPart,
    HasPart,
    InForcePart,
    LanguagePart,
    LastsPart,
    LimitedPart,
    NamingPart,
    OnEventPart,
    OnPart,
    OverridesPart,
    ReadAsPart,
    ReadingPart,
    RelyingPart,
    RequestedPart,
    RequestPart,
    ReviewedPart,
    ReviewPart,
    SayPart,
    ScopePart,
    Selection,
    SilencePart,
    SourcePart,
    TimezonePart,
    ToldPart,
    UnlessPart,
    VersionPart,
    WhenPart,
    WithoutNeedPart,
    YieldsPart,
)
from confpolicy.syntax.statements import (
    AssertNode,
    ClauseKind,
    ClauseNode,
    DefineNode,
    FactNode,
    GroupNode,
    HeaderNode,
    JudgedNode,
    NamesNode,
    OmitsNode,
    RevealsNode,
    ScenarioNode,
    Statement,
    StructureNode,
    TermsNode,
    TypeNode,
    UseNode,
)
from confpolicy.syntax.text import to_text
from tests.syntax.reading import statement

A, B, C, D = map(Name, "abcd")
T = TextLiteral("t")


def names(text: str) -> tuple[Name, ...]:
    return tuple(map(Name, text.split()))


def scope(
    of: Selection | None = None,
    to: Selection | None = None,
    from_: Selection | None = None,
    for_: Selection | None = None,
) -> ScopePart:
    return ScopePart(of, to, from_, for_)


# --- conditions -------------------------------------------------------------------------------------------------

FACT = FactName("subject", A)
CONDITIONS: list[tuple[str, Expr]] = [
    ("a", A),
    ("yes", BoolLiteral(True)),
    ("no", BoolLiteral(False)),
    ("16", NumberLiteral(16)),
    ("-3", NumberLiteral(-3)),
    ("12.50", NumberLiteral(Decimal("12.50"))),
    ('"t"', T),
    ("2011-05-04", DateLiteral("2011-05-04")),
    ("2026-11-22T10:00", DatetimeLiteral("2026-11-22T10:00")),
    ("2026-11-22T10:00:30.5+01:00", DatetimeLiteral("2026-11-22T10:00:30.5+01:00")),
    ("2026-11-22T10:00Z", DatetimeLiteral("2026-11-22T10:00Z")),
    ("30 days", DurationLiteral(30, "day")),
    ("1 month", DurationLiteral(1, "month")),
    ("{}", SetLiteral(())),
    ("{a, 2}", SetLiteral((A, NumberLiteral(2)))),
    ("subject.a", FACT),
    ("item.a", FactName("item", A)),
    ("a.b", FieldName(A, B)),
    ("now", NowWord()),
    ("item", TermWord("item")),
    ("purpose", TermWord("purpose")),
    ("not a", NotExpr(A)),
    ("not not a", NotExpr(NotExpr(A))),
    ("not a = b", NotExpr(CompareExpr("=", A, B))),
    ("not a and b", AndExpr((NotExpr(A), B))),
    ("not (a and b)", NotExpr(AndExpr((A, B)))),
    ("a and b and c", AndExpr((A, B, C))),
    ("a or b or c", OrExpr((A, B, C))),
    ("a and (b or c)", AndExpr((A, OrExpr((B, C))))),
    ("(a and b) or c", OrExpr((AndExpr((A, B)), C))),
    ("a and (b and c)", AndExpr((A, AndExpr((B, C))))),
    ("a = b", CompareExpr("=", A, B)),
    ("a != b", CompareExpr("!=", A, B)),
    ("a < b", CompareExpr("<", A, B)),
    ("a <= b", CompareExpr("<=", A, B)),
    ("a > b", CompareExpr(">", A, B)),
    ("a >= b", CompareExpr(">=", A, B)),
    ("(a = b) = c", CompareExpr("=", CompareExpr("=", A, B), C)),
    ("a + b - c", ArithmeticExpr("-", ArithmeticExpr("+", A, B), C)),
    ("a - (b + c)", ArithmeticExpr("-", A, ArithmeticExpr("+", B, C))),
    (
        "now < subject.a + 16 years",
        CompareExpr("<", NowWord(), ArithmeticExpr("+", FACT, DurationLiteral(16, "year"))),
    ),
    ("a in {b, c}", InExpr(A, SetLiteral((B, C)))),
    ("item in subject.a", InExpr(TermWord("item"), FACT)),
    ("subject.a within 30 days", WithinExpr(FACT, DurationLiteral(30, "day"))),
    ("subject.a is known", KnownExpr(FACT)),
    ("recipient is a", IsExpr("recipient", A)),
    ("recipient is subject", IsExpr("recipient", Name("subject"))),
    ("discloser is a", IsExpr("discloser", A)),
    ("purpose is a", IsExpr("purpose", A)),
    ("item is a", IsExpr("item", A)),
    ("some a in b has (a.c = d)", QuantifiedExpr("some", A, B, CompareExpr("=", FieldName(A, C), D))),
    ("every a in b has (c or d)", QuantifiedExpr("every", A, B, OrExpr((C, D)))),
    ("not every a in b has (c)", NotExpr(QuantifiedExpr("every", A, B, C))),
]


@pytest.mark.parametrize(("text", "tree"), CONDITIONS)
def test_a_condition_is_read_as_it_binds(text: str, tree: Expr) -> None:
    assert statement(f"define x as {text}") == DefineNode(Name("x"), tree)


@pytest.mark.parametrize(("text", "tree"), CONDITIONS)
def test_a_condition_is_printed_as_it_was_written(text: str, tree: Expr) -> None:
    assert to_text(tree) == text


def test_parentheses_that_mean_nothing_leave_no_trace() -> None:
    assert statement("define x as ((a) and ((b)))") == statement("define x as a and b")


def test_adjacent_texts_are_one() -> None:
    assert statement('use "one "\n    "two"') == UseNode(TextLiteral("one two"))


# --- vocabulary -------------------------------------------------------------------------------------------------

STATEMENTS: list[tuple[str, Statement]] = [
    (
        (
            'policy p "t" language 1 source "t" version "t" in force from 2026-11-22 timezone "t"'
            " reviewed on 2026-11-22 review every 12 months by a, b cites A1"
        ),
        HeaderNode(
            Name("p"),
            T,
            (
                LanguagePart(1),
                SourcePart(T),
                VersionPart(T),
                InForcePart(DateLiteral("2026-11-22")),
                TimezonePart(T),
                ReviewedPart(DateLiteral("2026-11-22")),
                ReviewPart(DurationLiteral(12, "month"), (A, B)),
                CitesPart((Name("A1"),)),
            ),
        ),
    ),
    ("policy p", HeaderNode(Name("p"), None, ())),
    ('use "t"', UseNode(T)),
    ("data a, b under c, d", TermsNode("data", (A, B), False, (C, D))),
    ("role a towards subject under b", TermsNode("role", (A,), True, (B,))),
    ("role a towards subject", TermsNode("role", (A,), True, ())),
    ("purpose a", TermsNode("purpose", (A,), False, ())),
    ("data a, b reveals c, d", RevealsNode((A, B), (C, D))),
    ("notice a, b", NamesNode("notice", (A, B))),
    ("giver a", NamesNode("giver", (A,))),
    ("register a", NamesNode("register", (A,))),
    (
        "fact subject.a, stated.b : date protected",
        FactNode((("subject", A), ("stated", B)), TypeNode("date"), True, None, None),
    ),
    (
        "fact item.a : bool judged by a, discloser, recipient within 30 days",
        FactNode(
            (("item", A),),
            TypeNode("bool"),
            False,
            JudgedNode(names("a discloser recipient"), DurationLiteral(30, "day")),
            None,
        ),
    ),
    (
        'fact item.a : bool taken as no if absent because "t"',
        FactNode((("item", A),), TypeNode("bool"), False, None, T),
    ),
    ("fact item.a : one of a, b", FactNode((("item", A),), TypeNode("one of", (A, B)), False, None, None)),
    (
        "fact item.a : set of one of a, b",
        FactNode((("item", A),), TypeNode("set of", (), TypeNode("one of", (A, B))), False, None, None),
    ),
    (
        "structure a b : one of c, d d : set of data cites A1",
        StructureNode(
            A,
            ((B, TypeNode("one of", (C, D))), (D, TypeNode("set of", (), TypeNode("data")))),
            (CitesPart((Name("A1"),)),),
        ),
    ),
    (
        'group a "t" cites X1 has b, c allow CP703 because "t"',
        GroupNode(A, T, (CitesPart((Name("X1"),)), HasPart((B, C)), AllowPart(Name("CP703"), T))),
    ),
    ("group a has b", GroupNode(A, None, (HasPart((B,)),))),
    (
        'omits A1, "164.512 (f)" and below because "t" cites B',
        OmitsNode((Name("A1"), Name("164.512 (f)")), True, T, (CitesPart((Name("B"),)),)),
    ),
    ('omits O-c.ii because "t"', OmitsNode((Name("O-c.ii"),), False, T)),
    (
        "assert a never of b to c when d unless b",
        AssertNode(A, "never", scope(Selection((B,)), Selection((C,))), (WhenPart(D), UnlessPart(B))),
    ),
    ("assert a always of b", AssertNode(A, "always", scope(Selection((B,))), ())),
    (
        "assert a only with consent of b unless d",
        AssertNode(A, "only with consent", scope(Selection((B,))), (UnlessPart(D),)),
    ),
    (
        'assert a same as "t" of b when d cites X1',
        AssertNode(A, "same as", scope(Selection((B,))), (WhenPart(D),), (CitesPart((Name("X1"),)),), T),
    ),
    (
        "assert only never of same to b",
        AssertNode(Name("only"), "never", scope(Selection((Name("same"),)), Selection((B,))), ()),
    ),
    (
        'define a as b cites X1 allow CP701 because "t"',
        DefineNode(A, B, (CitesPart((Name("X1"),)), AllowPart(Name("CP701"), T))),
    ),
]


@pytest.mark.parametrize(("text", "tree"), STATEMENTS)
def test_a_statement_is_the_tree_that_it_says(text: str, tree: Statement) -> None:
    assert statement(text) == tree


@pytest.mark.parametrize("word", ["bool", "int", "decimal", "text", "date", "datetime", "duration", "data", "role"])
def test_each_type_has_its_word(word: str) -> None:
    node = statement(f"fact context.a : {word}")
    assert isinstance(node, FactNode)
    assert node.type == TypeNode(word)


# --- clauses ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(ClauseKind))
def test_each_kind_of_clause_is_what_stands_at_the_margin(kind: ClauseKind) -> None:
    assert statement(f'{kind.value} a "t"') == ClauseNode(kind, A, T, ())


def test_the_words_of_a_kind_may_stand_on_two_lines() -> None:
    assert statement("absolute\n    prohibition a") == ClauseNode(ClauseKind.ABSOLUTE_PROHIBITION, A, None, ())


WHO = Selection((Name("subject"), A))
PARTS: list[tuple[str, tuple[object, ...]]] = [
    ("of a, b except c", (scope(Selection((A, B), (C,))),)),
    ("to anyone except subject", (scope(to=Selection((), (Name("subject"),), True)),)),
    ("to subject, a", (scope(to=WHO),)),
    ("for any purpose except a", (scope(for_=Selection((), (A,), True)),)),
    (
        "of a to b from c for d",
        (scope(Selection((A,)), Selection((B,)), Selection((C,)), Selection((D,))),),
    ),
    ("of a when b of c", (scope(Selection((A,))), WhenPart(B), scope(Selection((C,))))),
    ("given by subject, a in writing or speech", (GivenByPart(names("subject a"), ("writing", "speech")),)),
    ("given by a in speech given by b", (GivenByPart((A,), ("speech",)), GivenByPart((B,), ()))),
    ("express told a, b lasts 12 months", (ExpressPart(), ToldPart((A, B)), LastsPart(DurationLiteral(12, "month")))),
    ("accepts silence", (SilencePart(),)),
    ("requested by subject naming recipient", (RequestedPart(), NamingPart())),
    (
        'without need-to-know because "t" limited to need-to-know overrides a, b',
        (WithoutNeedPart(T), LimitedPart(), OverridesPart((A, B))),
    ),
    ("yields to a, b", (YieldsPart((A, B)),)),
    ('relying on subject.a because "t"', (RelyingPart(FACT, T),)),
    (
        'reading a "t" when b unless c reading when read as a',
        (ReadingPart(A, T, (WhenPart(B), UnlessPart(C))), ReadingPart(Name("when"), None, ()), ReadAsPart(A)),
    ),
    ("read as a when b", (ReadAsPart(A), WhenPart(B))),
    (
        'first within 1 day record in a, notify subject then at once do "t", say "t"',
        (
            EffectsPart(
                "first",
                DurationLiteral(1, "day"),
                (EffectNode("record", A), EffectNode("notify", Name("subject"))),
            ),
            EffectsPart(
                "then", DurationLiteral(0, "second"), (EffectNode("do", None, T), EffectNode("say", None, T))
            ),
        ),
    ),
    ("on disclosure of a", (OnPart("disclosure", ()), scope(Selection((A,))))),
    ("on exception\n    or duty", (OnPart("exception or duty", ()),)),
    ("on denial", (OnPart("denial", ()),)),
    ("on a, b", (OnPart(None, (A, B)),)),
    ('on "t" by a every 12 months', (OnEventPart(T), ByPart((A,)), EveryPart(DurationLiteral(12, "month")))),
    ('decided by a, b do "t" say "t"', (DecidedByPart((A, B)), DoPart(T), SayPart(T))),
    ('cites A1 cites "b c" allow CP701 because "t"', (CitesPart((Name("A1"),)), CitesPart((Name("b c"),)),
     AllowPart(Name("CP701"), T))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts"), PARTS)
def test_parts_may_stand_in_any_order_and_are_kept_in_it(text: str, parts: tuple[object, ...]) -> None:
    node = statement(f"exception x {text}")
    assert isinstance(node, ClauseNode)
    assert node.parts == parts


# --- scenarios --------------------------------------------------------------------------------------------------

MOMENT = DatetimeLiteral("2026-11-22T09:40")
SCENARIO: list[tuple[str, tuple[object, ...]]] = [
    ("at 2026-11-22T09:40", (AtPart(MOMENT),)),
    (
        "given subject.a = no, subject.a judged by a and b at 2026-11-22T09:40, subject.a = 3 judged by a",
        (
            GivenPart(
                (
                    GivenFact(FACT, BoolLiteral(False)),
                    GivenFact(FACT, None, (A, B), MOMENT),
                    GivenFact(FACT, NumberLiteral(3), (A,)),
                )
            ),
        ),
    ),
    (
        "given subject.a = {(a = b, c = -1), ()}",
        (
            GivenPart(
                (GivenFact(FACT, SetLiteral((RecordLiteral(((A, B), (C, NumberLiteral(-1)))), RecordLiteral(())))),)
            ),
        ),
    ),
    (
        (
            "with consent by a of a, b to recipient, anyone for c told d in writing express requested on file since"
            " 2026-11-22T09:40 until 2026-12-01 withdrawn 2026-11-30"
        ),
        (
            ConsentPart(
                what="consent",
                giver=A,
                of=(A, B),
                to=names("recipient anyone"),
                for_=(C,),
                told=(D,),
                form="writing",
                express=True,
                requested=True,
                since=MOMENT,
                until=DateLiteral("2026-12-01"),
                withdrawn=DateLiteral("2026-11-30"),
            ),
        ),
    ),
    (
        "with refusal by subject on file since 2026-12-01",
        (
            ConsentPart(
                what="refusal",
                giver=Name("subject"),
                of=(),
                to=(),
                for_=(),
                told=(),
                form=None,
                express=False,
                requested=False,
                since=DateLiteral("2026-12-01"),
                until=None,
                withdrawn=None,
            ),
        ),
    ),
    (
        (
            'with refusal by subject to "t", a from discloser, "t" on file since 2026-12-01'
            " where statement.a = 3, statement.a judged by a at 2026-11-22T09:40"
        ),
        (
            ConsentPart(
                what="refusal",
                giver=Name("subject"),
                of=(),
                to=(T, A),
                from_=(Name("discloser"), T),
                for_=(),
                told=(),
                form=None,
                express=False,
                requested=False,
                since=DateLiteral("2026-12-01"),
                until=None,
                withdrawn=None,
                where=(
                    GivenFact(FactName("statement", A), NumberLiteral(3)),
                    GivenFact(FactName("statement", A), None, (A,), MOMENT),
                ),
            ),
        ),
    ),
    (
        "with offer to subject of a to b for c told d in speech on file since 2026-12-01",
        (
            ConsentPart(
                what="offer",
                giver=Name("subject"),
                of=(A,),
                to=(B,),
                for_=(C,),
                told=(D,),
                form="speech",
                express=False,
                requested=False,
                since=DateLiteral("2026-12-01"),
                until=None,
                withdrawn=None,
            ),
        ),
    ),
    ("ask a, b to subject, c from d for a", (AskPart((A, B), names("subject c"), (D,), A),)),
    ("ask a to anyone for b", (AskPart((A,), (), (), B),)),
    ('request "t"', (RequestPart(T),)),
    (
        'expect permit, deny a and b about "t" because c and d blocked by a and b, partial, refer a',
        (
            ExpectPart(
                (
                    ExpectVerdict("permit", (), None, (), ()),
                    ExpectVerdict("deny", (A, B), T, (C, D), (A, B)),
                    ExpectVerdict("partial", (), None, (), ()),
                    ExpectVerdict("refer", (A,), None, (), ()),
                )
            ),
        ),
    ),
    (
        (
            "expect reply a and b, no reply, obligation c, required, conflict, needs person,"
            " no obligation a and b, no conflict"
        ),
        (
            ExpectPart(
                (
                    ExpectNames("reply", (A, B)),
                    ExpectNames("no reply", ()),
                    ExpectNames("obligation", (C,)),
                    ExpectWord("required"),
                    ExpectWord("conflict"),
                    ExpectWord("needs person"),
                    ExpectNames("no obligation", (A, B)),
                    ExpectWord("no conflict"),
                )
            ),
        ),
    ),
    (
        (
            'expect needs subject.a, needs consent a lacking "t", needs consent b, says "t", presumed subject.a,'
            " reading or of a changes it"
        ),
        (
            ExpectPart(
                (
                    ExpectNeeds(FACT),
                    ExpectConsent(A, T),
                    ExpectConsent(B, None),
                    ExpectSays(T),
                    ExpectPresumed(FACT),
                    ExpectReading(Name("or"), A),
                )
            ),
        ),
    ),
    ("cites A1", (CitesPart((Name("A1"),)),)),
]


@pytest.mark.parametrize(("text", "parts"), SCENARIO)
def test_a_scenario_is_the_parts_that_it_says(text: str, parts: tuple[object, ...]) -> None:
    assert statement(f'scenario "t" {text}') == ScenarioNode(T, parts)  # type: ignore[arg-type] # any parts do


def test_the_pieces_of_a_consent_may_stand_in_any_order() -> None:
    first = "with consent by a of b to c for d in speech on file since 2026-12-01"
    other = "with consent by a on file since 2026-12-01 in speech for d to c of b"
    assert statement(f'scenario "t" {first}') == statement(f'scenario "t" {other}')


def test_person_is_a_name_everywhere_but_behind_needs() -> None:
    assert statement("data person") == TermsNode("data", (Name("person"),), False, ())
