"""Builds the parts of clauses and of the header."""

from __future__ import annotations

from typing import Any

from lark import Token

from confpolicy.syntax.build.common import (
    Children,
    Names,
    Rules,
    all_of,
    at_once,
    name,
    names_in,
    one,
    over,
    span_of,
    text,
    whole_number,
)
from confpolicy.syntax.build.gather import ScopePiece, gather, the_scope
from confpolicy.syntax.expressions import DateLiteral, DurationLiteral, Name, TextLiteral
from confpolicy.syntax.parts import (
    AllowPart,
    ByPart,
    CitesPart,
    DecidedByPart,
    DoPart,
    EffectNode,
    EffectsPart,
    EveryPart,
    ExpressPart,
    GivenByPart,
    GovernsPart,
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
    ReviewedPart,
    ReviewPart,
    SayPart,
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


def labels_in(children: Children) -> tuple[Name, ...]:
    """The labels among the children: plain ones and quoted ones."""
    found: list[Name] = []
    for child in children:
        if isinstance(child, TextLiteral):
            found.append(Name(child.value, span=child.span))
        elif isinstance(child, Token) and child.type == "LABEL":
            found.append(name(child))
    return tuple(found)


def _cites(children: Children) -> CitesPart:
    return CitesPart(labels_in(children), span=over(children))


def _allow(children: Children) -> AllowPart:
    return AllowPart(name(children[1]), children[-1], span=over(children))


# --- scope ------------------------------------------------------------------------------------------------------


def _piece(children: Children) -> ScopePiece:
    """`of A, B except C`, `to anyone except D`, `for any purpose`"""
    lists = all_of(Names, children)
    except_ = children[-1] if len(children) > 2 and isinstance(children[-1], tuple) else None
    words = [child for child in children[1:] if isinstance(child, Token)]
    whole = bool(words)
    span = over([*children[:-1], except_[1]] if except_ else children)
    start = words[0] if whole else lists[0]
    selection = Selection(
        () if whole else lists[0].items,
        except_[1].items if except_ else (),
        whole,
        span=span_of(start).to(span),
    )
    return ScopePiece(str(children[0]), selection, span)


def _except(children: Children) -> tuple[Token, Names]:
    return children[0], children[1]


# --- conditions and consent -------------------------------------------------------------------------------------


def _when(children: Children) -> WhenPart:
    return WhenPart(children[1].expr, span=over(children))


def _unless(children: Children) -> UnlessPart:
    return UnlessPart(children[1].expr, span=over(children))


def _forms(children: Children) -> list[Token]:
    return [child for child in children if child.type in {"WRITING", "SPEECH"}]


def _given_by(children: Children) -> GivenByPart:
    forms = children[3] if len(children) == 4 else []
    place = span_of(children[0]).to(span_of(forms[-1] if forms else children[2]))
    return GivenByPart(names_in(children), tuple(str(form) for form in forms), span=place)


def _without_need(children: Children) -> WithoutNeedPart:
    return WithoutNeedPart(children[-1], span=over(children))


def _relying(children: Children) -> RelyingPart:
    return RelyingPart(children[2], children[4], span=over(children))


def _reading(children: Children) -> ReadingPart:
    return ReadingPart(name(children[1]), one(TextLiteral, children), (), span=over(children))


# --- what follows -----------------------------------------------------------------------------------------------


def _effect(children: Children) -> EffectNode:
    act, last = str(children[0]), children[-1]
    if isinstance(last, TextLiteral):
        return EffectNode(act, text=last, span=over(children))
    return EffectNode(act, target=name(last), span=over(children))


def _effects(children: Children) -> EffectsPart:
    within = one(DurationLiteral, children)
    return EffectsPart(str(children[0]), within, all_of(EffectNode, children), span=over(children))


def _occasion(children: Children) -> tuple[str, Token]:
    return " ".join(str(child) for child in children), children[-1]


def _on(children: Children) -> OnPart | OnEventPart:
    what = children[1]
    if isinstance(what, TextLiteral):
        return OnEventPart(what, span=over(children))
    if isinstance(what, Names):
        return OnPart(None, what.items, span=over(children))
    words, last = what
    return OnPart(words, (), span=over([children[0], last]))


# --- the header -------------------------------------------------------------------------------------------------


def _language(children: Children) -> LanguagePart:
    return LanguagePart(whole_number(children[1]), span=over(children))


def _day(token: Token) -> DateLiteral:
    return DateLiteral(str(token), span=span_of(token))


def _review(children: Children) -> ReviewPart:
    return ReviewPart(children[2], names_in(children), span=over(children))


def _governs(children: Children) -> GovernsPart:
    parts = gather(children[1:])
    scope = the_scope("governs", span_of(children[0]), parts)
    conditions = tuple(part for part in parts if isinstance(part, WhenPart | UnlessPart))
    return GovernsPart(scope, conditions, span=over(children))


def last_into(make: Any) -> Any:
    """A builder of a part that holds its last child."""
    return lambda children: make(children[-1], span=over(children))


def bare(make: Any) -> Any:
    """A builder of a part that holds nothing."""
    return lambda children: make(span=over(children))


def listed(make: Any) -> Any:
    """A builder of a part that holds a list of names."""
    return lambda children: make(names_in(children), span=over(children))


RULES: Rules = {
    "cites": _cites,
    "allow": _allow,
    "of": _piece,
    "to": _piece,
    "from_": _piece,
    "for_": _piece,
    "except": _except,
    "except_people": _except,
    "when": _when,
    "unless": _unless,
    "given_by": _given_by,
    "forms": _forms,
    "form": lambda children: children[0],
    "express": bare(ExpressPart),
    "silence": bare(SilencePart),
    "told": listed(ToldPart),
    "lasts": last_into(LastsPart),
    "requested": bare(RequestedPart),
    "naming": bare(NamingPart),
    "without_need": _without_need,
    "limited": bare(LimitedPart),
    "overrides": listed(OverridesPart),
    "yields": listed(YieldsPart),
    "has": listed(HasPart),
    "relying": _relying,
    "reading": _reading,
    "read_as": lambda children: ReadAsPart(name(children[2]), span=over(children)),
    "effects": _effects,
    "effect": _effect,
    "at_once": at_once,
    "within": lambda children: children[1],
    "on": _on,
    "occasion": _occasion,
    "decided_by": listed(DecidedByPart),
    "by": listed(ByPart),
    "every": last_into(EveryPart),
    "do": last_into(DoPart),
    "say": last_into(SayPart),
    "language": _language,
    "source": last_into(SourcePart),
    "version": last_into(VersionPart),
    "timezone": last_into(TimezonePart),
    "in_force": lambda children: InForcePart(_day(children[3]), span=over(children)),
    "reviewed": lambda children: ReviewedPart(_day(children[2]), span=over(children)),
    "review": _review,
    "above": last_into(WithinPart),
    "governs": _governs,
    "text": text,
}
