"""Which part fits which statement: one table, read by the checker and by whoever completes what is being typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias, TypeVar

import attrs

from confpolicy.check.findings import Findings
from confpolicy.check.symbols import with_article
from confpolicy.diagnostics.diagnostic import Related
from confpolicy.source import Span
from confpolicy.syntax import parts as p
from confpolicy.syntax.statements import ClauseKind

Part: TypeAlias = p.ClausePart | p.HasPart | p.HeaderPart | p.ScenarioPart
PartType: TypeAlias = type[Part]

WORDS: Final[Mapping[PartType, str]] = {
    p.CitesPart: "cites",
    p.AllowPart: "allow",
    p.ScopePart: "of … to …",
    p.WhenPart: "when",
    p.UnlessPart: "unless",
    p.GivenByPart: "given by",
    p.ExpressPart: "express",
    p.SilencePart: "accepts silence",
    p.ToldPart: "told",
    p.LastsPart: "lasts",
    p.RequestedPart: "requested by subject",
    p.NamingPart: "naming recipient",
    p.WithoutNeedPart: "without need-to-know",
    p.LimitedPart: "limited to need-to-know",
    p.OverridesPart: "overrides",
    p.YieldsPart: "yields to",
    p.HasPart: "has",
    p.RelyingPart: "relying on",
    p.ReadingPart: "reading",
    p.ReadAsPart: "read as",
    p.EffectsPart: "first or then",
    p.OnPart: "on",
    p.OnEventPart: 'on "event"',
    p.DecidedByPart: "decided by",
    p.ByPart: "by",
    p.EveryPart: "every",
    p.DoPart: "do",
    p.SayPart: "say",
    p.LanguagePart: "language",
    p.SourcePart: "source",
    p.VersionPart: "version",
    p.InForcePart: "in force from",
    p.TimezonePart: "timezone",
    p.ReviewedPart: "reviewed on",
    p.ReviewPart: "review every",
    p.WithinPart: "within",
    p.GovernsPart: "governs",
    p.AtPart: "at",
    p.GivenPart: "given",
    p.ConsentPart: "with consent",
    p.AskPart: "ask",
    p.RequestPart: "request",
    p.ExpectPart: "expect",
}
"""Each part in the word that it begins with."""

REPEATED: Final[frozenset[PartType]] = frozenset(
    {
        p.CitesPart, p.AllowPart, p.GivenByPart, p.UnlessPart, p.RelyingPart, p.ReadingPart, p.EffectsPart,
        p.GivenPart, p.ConsentPart, p.ExpectPart, p.WithinPart,
    }
)  # fmt: skip
"""What may stand more than once in one statement."""

_CONDITIONS: Final[tuple[PartType, ...]] = (
    p.CitesPart, p.AllowPart, p.ScopePart, p.WhenPart, p.UnlessPart, p.RelyingPart, p.ReadingPart, p.ReadAsPart,
)  # fmt: skip


@attrs.frozen
class Rule:
    """The parts of one kind of statement: those allowed, and groups of which one must be there."""

    allowed: frozenset[PartType]
    compulsory: tuple[tuple[PartType, ...], ...]


def _rule(allowed: Iterable[PartType], *compulsory: PartType | tuple[PartType, ...]) -> Rule:
    return Rule(frozenset(allowed), tuple(one if isinstance(one, tuple) else (one,) for one in compulsory))


_CONSENT = (
    p.GivenByPart, p.ExpressPart, p.SilencePart, p.ToldPart, p.LastsPart, p.RequestedPart, p.NamingPart,
    p.WithoutNeedPart, p.OverridesPart, p.EffectsPart,
)  # fmt: skip
_PERMISSION = _rule((*_CONDITIONS, p.LimitedPart, p.OverridesPart, p.EffectsPart), p.ScopePart)
_ABSOLUTE = _rule(_CONDITIONS, p.ScopePart)
_PROHIBITION = _rule((*_CONDITIONS, p.YieldsPart), p.ScopePart)

CLAUSES: Final[Mapping[ClauseKind, Rule]] = {
    ClauseKind.CONSENT: _rule((*_CONDITIONS, *_CONSENT), p.ScopePart, p.GivenByPart),
    ClauseKind.NEED_TO_KNOW: _rule((*_CONDITIONS, p.EffectsPart), p.ScopePart),
    ClauseKind.EXCEPTION: _PERMISSION,
    ClauseKind.DUTY: _PERMISSION,
    ClauseKind.PROHIBITION: _PROHIBITION,
    ClauseKind.ABSOLUTE_PROHIBITION: _ABSOLUTE,
    ClauseKind.REFERRAL: _rule((*_CONDITIONS, p.DecidedByPart), p.ScopePart, p.DecidedByPart),
    ClauseKind.OBLIGATION: _rule((*_CONDITIONS, p.OnPart, p.EffectsPart), p.OnPart, p.EffectsPart),
    ClauseKind.REPLY: _rule((*_CONDITIONS, p.SayPart, p.EffectsPart), p.ScopePart, p.SayPart),
    ClauseKind.STANDING: _rule(
        (p.CitesPart, p.AllowPart, p.ByPart, p.EveryPart, p.OnEventPart, p.DoPart),
        p.ByPart,
        (p.EveryPart, p.OnEventPart),
        p.DoPart,
    ),
    ClauseKind.STAND_IN: _rule((*_CONDITIONS, p.GivenByPart), p.ScopePart),
}
GROUP: Final = _rule((p.HasPart, p.CitesPart, p.AllowPart), p.HasPart)
HEADER: Final = _rule(
    (
        p.LanguagePart, p.SourcePart, p.VersionPart, p.InForcePart, p.TimezonePart, p.ReviewedPart, p.ReviewPart,
        p.CitesPart, p.AllowPart, p.WithinPart, p.GovernsPart,
    ),
    p.LanguagePart,
    p.InForcePart,
    p.TimezonePart,
)  # fmt: skip
ASKED_SCENARIO: Final = _rule(
    (p.AtPart, p.GivenPart, p.ConsentPart, p.AskPart, p.ExpectPart, p.CitesPart, p.AllowPart),
    p.AtPart,
    p.AskPart,
    p.ExpectPart,
)
FILED_SCENARIO: Final = _rule((p.RequestPart, p.ExpectPart, p.CitesPart, p.AllowPart), p.RequestPart, p.ExpectPart)
"""A scenario whose request stands in a file."""


def check_parts(what: str, place: Span, found: tuple[Part, ...], rule: Rule, findings: Findings) -> None:
    """Reports each part that does not fit a `what`, each given twice, and each that is missing."""
    first: dict[PartType, Part] = {}
    exclusive = {kind: group for group in rule.compulsory if len(group) > 1 for kind in group}
    for part in found:
        kind: PartType = type(part)
        if kind not in rule.allowed:
            findings.add("CP401", part.span, part=WORDS[kind], kind=with_article(what))
        elif kind in first and kind not in REPEATED:
            place_ = Related(first[kind].span, "first here")
            findings.add("CP402", part.span, related=(place_,), part=WORDS[kind], kind=with_article(what))
        else:
            other = next((first[one] for one in exclusive.get(kind, ()) if one in first and one is not kind), None)
            if other is not None:
                findings.add(
                    "CP407",
                    part.span,
                    related=(Related(other.span, "beside this"),),
                    part=WORDS[kind],
                    other=WORDS[type(other)],
                )
            first.setdefault(kind, part)
    for group in rule.compulsory:
        if not any(one in first for one in group):
            missing = " or ".join(f"`{WORDS[one]}`" for one in group)
            findings.add("CP403", place, kind=with_article(what), part=missing)


OnePart = TypeVar("OnePart")


def only(kind: type[OnePart], found: tuple[object, ...]) -> tuple[OnePart, ...]:
    """Those of that kind, in order."""
    return tuple(part for part in found if isinstance(part, kind))
