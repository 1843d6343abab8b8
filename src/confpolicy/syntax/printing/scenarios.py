"""Prints the parts of scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from confpolicy.syntax.expressions import Name, TextLiteral
from confpolicy.syntax.parts import (
    AllowPart,
    AskPart,
    AtPart,
    CitesPart,
    ConsentPart,
    Expectation,
    ExpectConsent,
    ExpectNames,
    ExpectNeeds,
    ExpectPart,
    ExpectPresumed,
    ExpectReading,
    ExpectSays,
    ExpectVerdict,
    ExpectWord,
    GivenClass,
    GivenFact,
    GivenPart,
    Person,
    RequestPart,
    ScenarioPart,
)
from confpolicy.syntax.printing.expressions import ATOM, expression
from confpolicy.syntax.printing.parts import note
from confpolicy.syntax.printing.word import (
    Word,
    comma_separated,
    keyword,
    name,
    name_chain,
    names,
    phrase,
    plain,
    text,
)


def scenario_part(part: ScenarioPart) -> list[Word]:  # noqa: PLR0911 - a return for each kind of part
    """A part of a scenario."""
    match part:
        case AtPart(moment):
            return [*keyword("at", part.span), *expression(moment)]
        case GivenPart(facts):
            return [*keyword("given", part.span), *comma_separated(phrase(_given(fact)) for fact in facts)]
        case ConsentPart():
            return _consent(part)
        case AskPart(items, to, from_, purpose):
            asked = [
                *keyword("ask", part.span),
                *names(items),
                Word("to", leads=True),
                *(names(to) or plain("anyone")),
            ]
            return [*asked, *_listed("from", from_), Word("for", leads=True), *name(purpose)]
        case RequestPart(path):
            return [*keyword("request", part.span), *text(path)]
        case ExpectPart(expectations):
            return [
                *keyword("expect", part.span),
                *comma_separated(phrase(_expectation(each)) for each in expectations),
            ]
        case CitesPart() | AllowPart():
            return note(part)
        case _ as unreachable:
            assert_never(unreachable)


def _listed(word: str, nodes: Sequence[Person]) -> list[Word]:
    listed = comma_separated(text(node) if isinstance(node, TextLiteral) else name(node) for node in nodes)
    return phrase([*plain(word), *listed]) if nodes else []


def _chained(word: str, nodes: Sequence[Name]) -> list[Word]:
    return phrase([*plain(word), *name_chain(nodes)]) if nodes else []


def _given(given: GivenFact | GivenClass) -> list[Word]:
    if isinstance(given, GivenClass):
        return keyword("subject is a class", given.span)
    found = expression(given.fact)
    if given.value is not None:
        found += [Word("="), *expression(given.value, ATOM)]
    found += _chained("judged by", given.judged_by)
    if given.judged_at is not None:
        found += [Word("at"), *expression(given.judged_at)]
    return found


def _consent(part: ConsentPart) -> list[Word]:
    link = "to" if part.what == "offer" else "by"
    found = [*keyword(f"with {part.what} {link}", part.span), *name(part.giver)]
    lists = (("of", part.of), ("to", part.to), ("from", part.from_), ("for", part.for_), ("told", part.told))
    for word, nodes in lists:
        found += _listed(word, nodes)
    found += phrase(plain(f"in {part.form}")) if part.form else []
    found += phrase(plain("express")) if part.express else []
    found += phrase(plain("requested")) if part.requested else []
    for words, moment in (("on file since", part.since), ("until", part.until), ("withdrawn", part.withdrawn)):
        if moment is not None:
            found += phrase([*plain(words), *expression(moment)])
    if part.where:
        first, *others = part.where
        listed = comma_separated([_given(first), *(phrase(_given(fact)) for fact in others)])
        found += phrase([*plain("where"), *listed])
    return found


def _expectation(node: Expectation) -> list[Word]:  # noqa: PLR0911 - a return for each kind of expectation
    match node:
        case ExpectVerdict():
            return _verdict(node)
        case ExpectNames(what, listed):
            return [*keyword(what, node.span), *name_chain(listed)]
        case ExpectWord(what):
            return keyword(what, node.span)
        case ExpectNeeds(fact):
            return [*keyword("needs", node.span), *expression(fact)]
        case ExpectConsent(clause, lacking):
            lack = [Word("lacking", leads=True), *text(lacking)] if lacking else []
            return [*keyword("needs consent", node.span), *name(clause), *lack]
        case ExpectSays(said):
            return [*keyword("says", node.span), *text(said)]
        case ExpectPresumed(fact):
            return [*keyword("presumed", node.span), *expression(fact)]
        case ExpectReading(reading, clause):
            return [*keyword("reading", node.span), *name(reading), Word("of"), *name(clause), *plain("changes it")]
        case _ as unreachable:
            assert_never(unreachable)


def _verdict(node: ExpectVerdict) -> list[Word]:
    about = [Word("about", leads=True), *text(node.about)] if node.about else []
    reasons = [*_chained("because", node.because), *_chained("blocked by", node.blocked_by)]
    return [*keyword(node.verdict, node.span), *name_chain(node.items), *about, *reasons]
