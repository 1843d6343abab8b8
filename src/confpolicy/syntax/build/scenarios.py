"""Builds the parts of scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
from lark import Token

from confpolicy.diagnostics.diagnostic import Related
from confpolicy.source import Span
from confpolicy.syntax.build.common import Children, Names, Rules, name, names_in, one, over, span_of
from confpolicy.syntax.build.expressions import fact_name
from confpolicy.syntax.build.parts import last_into
from confpolicy.syntax.expressions import DateLiteral, DatetimeLiteral, Name, TextLiteral
from confpolicy.syntax.mistake import mistake
from confpolicy.syntax.parts import (
    AskPart,
    AtPart,
    ConsentPart,
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
    GivenClass,
    GivenFact,
    GivenPart,
    Person,
    RequestPart,
    ToldPart,
)


def _moment(token: Token) -> DatetimeLiteral:
    return DatetimeLiteral(str(token), span=span_of(token))


# --- given ------------------------------------------------------------------------------------------------------


@attrs.frozen
class Judged:
    """`judged by manager and staff at 2026-11-22T09:40`; without `at`, at the time of the scenario."""

    by: tuple[Name, ...]
    at: DatetimeLiteral | None
    span: Span


@attrs.frozen
class GivenValue:
    """`= no`"""

    value: Any
    span: Span


def _judgement(children: Children) -> Judged:
    at = _moment(children[-1]) if len(children) > 3 else None
    return Judged(names_in(children), at, over(children))


def _given_fact(children: Children) -> GivenFact:
    value, judged = one(GivenValue, children), one(Judged, children)
    return GivenFact(
        children[0],
        value.value.expr if value else None,
        judged.by if judged else (),
        judged.at if judged else None,
        span=over(children),
    )


# --- consent statements -----------------------------------------------------------------------------------------


@attrs.frozen
class Persons:
    """A list of roles, words for a party, and ids in quotes."""

    items: tuple[Person, ...]
    span: Span


def _persons(children: Children) -> Persons:
    named = tuple(child if isinstance(child, TextLiteral) else name(child) for child in children)
    return Persons(named, over(children))


@attrs.frozen
class WithPiece:
    """One piece of a consent statement, named by its first words."""

    words: str
    value: Any
    span: Span


def _piece(words: str) -> Any:
    """A builder of a piece whose value is its last child."""
    return lambda children: WithPiece(words, children[-1], over(children))


def _dated(words: str) -> Any:
    """A builder of a piece that ends in a date or a date and time."""

    def build(children: Children) -> WithPiece:
        token: Token = children[-1]
        make = DateLiteral if token.type == "DAY" else DatetimeLiteral
        return WithPiece(words, make(str(token), span=span_of(token)), over(children))

    return build


def _with(children: Children) -> ConsentPart:
    """`with consent by …`, `with offer to …`: each piece once, and all that it cannot do without."""
    pieces: dict[str, WithPiece] = {}
    for piece in (_as_piece(child) for child in children[4:]):
        if piece.words in pieces:
            related = (Related(pieces[piece.words].span, "already said here"),)
            raise mistake("CP125", piece.span, {"words": piece.words}, related=related)
        pieces[piece.words] = piece
    head = span_of(children[0]).to(children[3].span)
    what = str(children[1])
    for words in _COMPULSORY[what]:
        if words not in pieces:
            raise mistake("CP126", head, {"what": f"with {what}", "words": words})
    if odd := next((words for words in pieces if words in _FOREIGN[what]), None):
        raise mistake("CP127" if what == "refusal" else "CP149", pieces[odd].span, {"words": odd})
    return _consent(what, children[3], pieces, head.to(over(children[3:])))


_COMPULSORY = {
    "consent": ("of", "to", "for", "on file since"),
    "offer": ("of", "to", "for", "on file since"),
    "refusal": ("on file since",),
}
"""What each kind of statement cannot do without."""
_FOREIGN = {
    "consent": (),
    "offer": ("express", "requested", "withdrawn"),
    "refusal": ("told", "in", "express", "requested", "until", "withdrawn"),
}
"""What it cannot have."""


def _as_piece(child: Any) -> WithPiece:
    match child:
        case ToldPart(notices):
            return WithPiece("told", Names(notices, child.span), child.span)
        case ExpressPart():
            return WithPiece("express", None, child.span)
        case _:
            assert isinstance(child, WithPiece)
            return child


def _consent(what: str, giver: Name, pieces: dict[str, WithPiece], place: Span) -> ConsentPart:
    def listed(words: str) -> tuple[Any, ...]:
        return pieces[words].value.items if words in pieces else ()

    def valued(words: str) -> Any:
        return pieces[words].value if words in pieces else None

    form: Token | None = valued("in")
    return ConsentPart(
        what=what,
        giver=giver,
        of=listed("of"),
        to=listed("to"),
        from_=listed("from"),
        for_=listed("for"),
        told=listed("told"),
        form=str(form) if form else None,
        express="express" in pieces,
        requested="requested" in pieces,
        since=valued("on file since"),
        until=valued("until"),
        withdrawn=valued("withdrawn"),
        where=pieces["where"].value if "where" in pieces else (),
        span=place,
    )


# --- asking, expecting ------------------------------------------------------------------------------------------


def _ask(children: Children) -> AskPart:
    lists = [child for child in children[1:] if isinstance(child, Names)]
    anyone = isinstance(children[3], Token)
    from_ = one(WithPiece, children)
    return AskPart(
        lists[0].items,
        () if anyone else lists[1].items,
        from_.value.items if from_ else (),
        name(children[-1]),
        span=over(children),
    )


def _labelled(words: str, children: Sequence[Any]) -> Any:
    return next((child.value for child in children if isinstance(child, WithPiece) and child.words == words), None)


def _verdict(children: Children) -> ExpectVerdict:
    because, blocked = _labelled("because", children), _labelled("blocked by", children)
    return ExpectVerdict(
        str(children[0]),
        names_in(children),
        _labelled("about", children),
        because.items if because else (),
        blocked.items if blocked else (),
        span=over(children),
    )


def _expect_names(children: Children) -> ExpectNames:
    what = " ".join(str(child) for child in children if isinstance(child, Token))
    return ExpectNames(what, names_in(children), span=over(children))


def _expect_word(children: Children) -> ExpectWord:
    return ExpectWord(" ".join(str(child) for child in children), span=over(children))


def _expect_consent(children: Children) -> ExpectConsent:
    return ExpectConsent(name(children[2]), _labelled("lacking", children), span=over(children))


def _expect_reading(children: Children) -> ExpectReading:
    return ExpectReading(name(children[1]), name(children[3]), span=over(children))


RULES: Rules = {
    "at": lambda children: AtPart(_moment(children[1]), span=over(children)),
    "given": lambda children: GivenPart(tuple(children[1:]), span=over(children)),
    "given_fact": _given_fact,
    "given_class": lambda children: GivenClass(span=over(children)),
    "given_value": lambda children: GivenValue(children[1], over(children)),
    "judgement": _judgement,
    "with_": _with,
    "giver": lambda children: name(children[0]),
    "with_of": _piece("of"),
    "with_to": _piece("to"),
    "with_from": _piece("from"),
    "with_people": _persons,
    "with_disclosers": _persons,
    "with_for": _piece("for"),
    "with_form": _piece("in"),
    "with_requested": _piece("requested"),
    "since": _dated("on file since"),
    "until": _dated("until"),
    "withdrawn": _dated("withdrawn"),
    "where": lambda children: WithPiece("where", tuple(children[1:]), over(children)),
    "where_fact": _given_fact,
    "statement_fact": fact_name,
    "ask": _ask,
    "ask_from": _piece("from"),
    "request": last_into(RequestPart),
    "expect": lambda children: ExpectPart(tuple(children[1:]), span=over(children)),
    "verdict": _verdict,
    "about": _piece("about"),
    "because": _piece("because"),
    "blocked": _piece("blocked by"),
    "lacking": _piece("lacking"),
    "expect_names": _expect_names,
    "expect_word": _expect_word,
    "expect_needs": last_into(ExpectNeeds),
    "expect_consent": _expect_consent,
    "expect_says": last_into(ExpectSays),
    "expect_presumed": last_into(ExpectPresumed),
    "expect_reading": _expect_reading,
}
