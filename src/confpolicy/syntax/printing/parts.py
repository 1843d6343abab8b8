"""Prints the parts of clauses and of the header."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from confpolicy.syntax.expressions import DurationLiteral, Name, TextLiteral
from confpolicy.syntax.parts import (
    AllowPart,
    ByPart,
    CitesPart,
    ClausePart,
    DecidedByPart,
    DoPart,
    EffectNode,
    EffectsPart,
    EveryPart,
    ExpressPart,
    GivenByPart,
    GovernsPart,
    HasPart,
    HeaderPart,
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
    WithinPart,
    WithoutNeedPart,
    YieldsPart,
)
from confpolicy.syntax.printing.expressions import expression
from confpolicy.syntax.printing.word import (
    Word,
    comma_separated,
    duration,
    joined_by,
    keyword,
    name,
    names,
    phrase,
    plain,
    text,
)
from confpolicy.syntax.words import reserved

_PLAIN_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9.()\-]*")


def labels(nodes: Iterable[Name]) -> list[Word]:
    """Labels, those in quotes that are not plain."""
    return comma_separated(_label(node) for node in nodes)


def _label(node: Name) -> list[Word]:
    plain_one = _PLAIN_LABEL.fullmatch(node.text) and node.text not in reserved()
    return [Word(node.text if plain_one else f'"{node.text}"', node.span)]


def _because(reason: TextLiteral) -> list[Word]:
    return [Word("because", leads=True), *text(reason)]


def note(part: CitesPart | AllowPart) -> list[Word]:
    """`cites A`, `allow CP701 because "…"`"""
    match part:
        case CitesPart(cited):
            return [*keyword("cites", part.span), *labels(cited)]
        case AllowPart(code, because):
            return [*keyword("allow", part.span), *name(code), *_because(because)]
        case _ as unreachable:
            assert_never(unreachable)


def header_part(part: HeaderPart) -> list[Word]:  # noqa: C901, PLR0911 - a return for each kind of part
    """A part of the header; of what it governs its first line alone."""
    match part:
        case LanguagePart(number):
            return [*keyword("language", part.span), Word(str(number))]
        case SourcePart(path):
            return [*keyword("source", part.span), *text(path)]
        case VersionPart(version):
            return [*keyword("version", part.span), *text(version)]
        case InForcePart(day):
            return [*keyword("in force from", part.span), *expression(day)]
        case TimezonePart(zone):
            return [*keyword("timezone", part.span), *text(zone)]
        case ReviewedPart(day):
            return [*keyword("reviewed on", part.span), *expression(day)]
        case ReviewPart(every, roles):
            return [*keyword("review every", part.span), *duration(every), Word("by", leads=True), *names(roles)]
        case WithinPart(path):
            return [*keyword("within", part.span), *text(path)]
        case GovernsPart(governed):
            return [*keyword("governs", part.span), *scope(governed)]
        case CitesPart() | AllowPart():
            return note(part)
        case _ as unreachable:
            assert_never(unreachable)


def scope(part: ScopePart) -> list[Word]:
    """`of … to … from … for …`"""
    pieces = (
        ("of", part.of, ""),
        ("to", part.to, "anyone"),
        ("from", part.from_, ""),
        ("for", part.for_, "any purpose"),
    )
    return [word for piece in pieces if piece[1] is not None for word in _piece(piece[0], piece[1], piece[2])]


def _piece(word: str, selection: Selection, whole: str) -> list[Word]:
    found = [Word(word, leads=True), *(plain(whole) if selection.whole else names(selection.names))]
    if selection.excepted:
        found += [Word("except", leads=True), *names(selection.excepted)]
    return found


def condition(part: WhenPart | UnlessPart) -> list[Word]:
    """`when C`, `unless C`"""
    return [*keyword("when" if isinstance(part, WhenPart) else "unless", part.span), *expression(part.condition)]


def clause_part(part: ClausePart) -> list[Word]:  # noqa: PLR0911, PLR0912, C901 - a return for each kind of part
    """A part of a clause; of a reading its first line alone."""
    match part:
        case CitesPart() | AllowPart():
            return note(part)
        case ScopePart():
            return scope(part)
        case WhenPart() | UnlessPart():
            return condition(part)
        case GivenByPart(givers, forms):
            accepted = [Word("in", leads=True), *joined_by("or", ([Word(form)] for form in forms))] if forms else []
            return [*keyword("given by", part.span), *names(givers), *accepted]
        case ExpressPart() | SilencePart() | RequestedPart() | NamingPart() | LimitedPart():
            return keyword(_FIXED[type(part)], part.span)
        case ToldPart(listed) | OverridesPart(listed) | YieldsPart(listed) | DecidedByPart(listed) | ByPart(listed):
            return [*keyword(_LISTS[type(part)], part.span), *names(listed)]
        case LastsPart(length) | EveryPart(length):
            return [*keyword("lasts" if isinstance(part, LastsPart) else "every", part.span), *duration(length)]
        case WithoutNeedPart(because):
            return [*keyword("without need-to-know", part.span), *_because(because)]
        case RelyingPart(fact, because):
            return [*keyword("relying on", part.span), *expression(fact), *_because(because)]
        case ReadingPart(reading, title):
            return [*keyword("reading", part.span), *name(reading), *phrase(text(title) if title else [])]
        case ReadAsPart(reading):
            return [*keyword("read as", part.span), *name(reading)]
        case EffectsPart():
            return _effects(part)
        case OnPart(occasion, listed):
            return keyword(f"on {occasion}", part.span) if occasion else [*keyword("on", part.span), *names(listed)]
        case OnEventPart(event):
            return [*keyword("on", part.span), *text(event)]
        case DoPart(said) | SayPart(said):
            return [*keyword("do" if isinstance(part, DoPart) else "say", part.span), *text(said)]
        case _ as unreachable:
            assert_never(unreachable)


_FIXED: dict[type, str] = {
    ExpressPart: "express",
    SilencePart: "accepts silence",
    RequestedPart: "requested by subject",
    NamingPart: "naming recipient",
    LimitedPart: "limited to need-to-know",
}
_LISTS: dict[type, str] = {
    ToldPart: "told",
    OverridesPart: "overrides",
    YieldsPart: "yields to",
    DecidedByPart: "decided by",
    ByPart: "by",
}


def group_part(part: HasPart | CitesPart | AllowPart) -> list[Word]:
    """A part of a group."""
    return [*keyword("has", part.span), *names(part.names)] if isinstance(part, HasPart) else note(part)


def _effects(part: EffectsPart) -> list[Word]:
    effects = comma_separated(phrase(_effect(effect)) for effect in part.effects)
    return [*keyword(part.phase, part.span), *_term(part.within), *effects]


def _term(within: DurationLiteral | None) -> list[Word]:
    if within is None:
        return []
    return plain("at once") if within.count == 0 and within.unit == "second" else [Word("within"), *duration(within)]


def _effect(effect: EffectNode) -> list[Word]:
    first = keyword("record in" if effect.act == "record" else effect.act, effect.span)
    if effect.target is not None:
        return [*first, *name(effect.target)]
    assert effect.text is not None, "an effect has a target or a text"
    return [*first, *text(effect.text)]
