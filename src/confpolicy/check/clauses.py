"""Clauses: the parts that each kind may have and must have, and what these parts may name."""

from __future__ import annotations

from confpolicy.check.conditions import check_assertion_reads, check_clause_conditions, check_condition
from confpolicy.check.context import Context
from confpolicy.check.literals import duration_of, text_of
from confpolicy.check.parts import CLAUSES, WORDS, check_parts, only
from confpolicy.check.scopes import ScopeRule, check_scope
from confpolicy.check.stand_ins import check_stand_in
from confpolicy.check.symbols import Kind
from confpolicy.diagnostics.diagnostic import Related
from confpolicy.syntax import parts as p
from confpolicy.syntax.expressions import Name, TextLiteral
from confpolicy.syntax.providers import unfit
from confpolicy.syntax.statements import AssertNode, ClauseKind, ClauseNode

_FOR_COMPULSORY = frozenset({ClauseKind.NEED_TO_KNOW, ClauseKind.EXCEPTION, ClauseKind.DUTY})
_PROHIBITIONS = frozenset({ClauseKind.PROHIBITION, ClauseKind.ABSOLUTE_PROHIBITION})
_OVERRIDING = frozenset({ClauseKind.CONSENT, ClauseKind.EXCEPTION, ClauseKind.DUTY})
_GROUNDS = frozenset({ClauseKind.CONSENT, ClauseKind.EXCEPTION, ClauseKind.DUTY, ClauseKind.NEED_TO_KNOW})


def check_clause(clause: ClauseNode, context: Context) -> None:
    """Everything that one clause can have wrong in itself."""
    check_parts(clause.kind.value, clause.name.span, clause.parts, CLAUSES[clause.kind], context.findings)
    says = is_said(clause)
    rule = ScopeRule(
        what=clause.kind.value,
        of=clause.kind is not ClauseKind.REPLY,
        to=clause.kind is not ClauseKind.STAND_IN,
        for_=clause.kind in _FOR_COMPULSORY,
        says=says,
    )
    for scope in only(p.ScopePart, clause.parts):
        check_scope(scope, rule, context)
    for part in clause.parts:
        _check_part(part, clause, context)
    if clause.kind is ClauseKind.STAND_IN:
        check_stand_in(clause, context)
    _check_silence(clause, context)
    _check_readings(clause, context)
    check_clause_conditions(clause, context, says=says)


def is_said(clause: ClauseNode) -> bool:
    """Whether something of the clause goes to the requester: a reply, or an obligation with a `say`."""
    effects = [effect for part in only(p.EffectsPart, clause.parts) for effect in part.effects]
    return clause.kind is ClauseKind.REPLY or (
        clause.kind is ClauseKind.OBLIGATION and any(effect.act == "say" for effect in effects)
    )


def check_assertion(node: AssertNode, context: Context) -> None:
    """An assertion has the scope of a clause, and conditions, each kind once (`unless` more often)."""
    check_scope(node.scope, ScopeRule(what="assertion"), context)
    if node.other is not None:
        _check_other(node.other, context)
    first: p.WhenPart | None = None
    for part in node.conditions:
        if isinstance(part, p.WhenPart):
            if first is not None:
                place = (Related(first.span, "first here"),)
                context.findings.add("CP402", part.span, related=place, part="when", kind="an assertion")
            first = first or part
        check_condition(part.condition, context)
        check_assertion_reads(part.condition, context)


def _check_other(path: TextLiteral, context: Context) -> None:
    """What the path itself can have wrong: the file is read for a proof alone, and may be had only then."""
    if (why := unfit(path.value)) is not None:
        context.findings.add("CP130", path.span, path=path.value, why=why)


def _check_part(part: p.ClausePart, clause: ClauseNode, context: Context) -> None:  # noqa: C901, PLR0912 - a case a part
    match part:
        case p.GivenByPart(givers=givers):
            for name in givers:
                if name.text != "subject":
                    context.find(name, Kind.GIVER)
        case p.ToldPart(notices=notices):
            for name in notices:
                context.find(name, Kind.NOTICE)
        case p.LastsPart(duration=duration):
            duration_of(duration, context.findings)
            context.not_zero(duration, "lasts")
        case p.EveryPart(duration=duration):
            duration_of(duration, context.findings)
            context.not_zero(duration, "every")
        case p.AllowPart(because=because) | p.WithoutNeedPart(because=because):
            context.not_blank(because, "because")
        case p.OverridesPart(names=names):
            for name in names:
                _check_overridden(name, context)
        case p.YieldsPart(names=names):
            for name in names:
                context.find_clauses(name, _OVERRIDING, "a consent, an exception or a duty")
        case p.EffectsPart():
            _check_effects(part, clause, context)
        case p.OnPart(names=names):
            for name in names:
                context.find_clauses(name, _GROUNDS, "a consent, an exception, a duty or a need-to-know")
        case p.DecidedByPart(roles=roles):
            for name in roles:
                context.find_role(name, part="decided by", plain=False)
        case p.ByPart(roles=roles):
            for name in roles:
                context.find_role(name, part="by", plain=True)
        case p.OnEventPart(event=text) | p.DoPart(text=text) | p.SayPart(text=text):
            context.not_blank(text, {p.DoPart: "do", p.SayPart: "say"}.get(type(part), "event"))
            text_of(text, context.findings)
        case _:
            pass


def _check_overridden(name: Name, context: Context) -> None:
    for symbol in context.find_clauses(name, _PROHIBITIONS, "a prohibition"):
        if symbol.clause is ClauseKind.ABSOLUTE_PROHIBITION:
            place = (Related(symbol.span, "declared here"),)
            context.findings.add("CP408", name.span, related=place, name=symbol.name)


def _check_effects(part: p.EffectsPart, clause: ClauseNode, context: Context) -> None:
    if part.within is not None:
        duration_of(part.within, context.findings)
    if part.phase == "first" and clause.kind is ClauseKind.REPLY:
        context.findings.add("CP411", part.span)
    for effect in part.effects:
        if effect.act == "record" and effect.target:
            context.find(effect.target, Kind.REGISTER)
        elif effect.act == "notify" and effect.target and effect.target.text != "subject":
            context.find(effect.target, Kind.ROLE)
        elif effect.text:
            context.not_blank(effect.text, effect.act)
            text_of(effect.text, context.findings)
        if effect.act == "say" and not _may_say(clause):
            context.findings.add("CP410", effect.span)


def _may_say(clause: ClauseNode) -> bool:
    occasions = {part.occasion for part in only(p.OnPart, clause.parts)}
    return clause.kind is ClauseKind.OBLIGATION and occasions <= {"disclosure", "denial"}


def _check_silence(clause: ClauseNode, context: Context) -> None:
    """Silence is neither express nor asked for by anybody."""
    for silence in only(p.SilencePart, clause.parts)[:1]:
        for part in clause.parts:
            if isinstance(part, p.ExpressPart | p.RequestedPart):
                place = (Related(silence.span, "beside this"),)
                own, other = WORDS[type(part)], WORDS[p.SilencePart]
                context.findings.add("CP407", part.span, related=place, part=own, other=other)


def _check_readings(clause: ClauseNode, context: Context) -> None:
    readings = only(p.ReadingPart, clause.parts)
    taken = only(p.ReadAsPart, clause.parts)
    names = [reading.name.text for reading in readings]
    by_name: dict[str, p.ReadingPart] = {}
    by_condition: dict[str, p.ReadingPart] = {}
    for reading in readings:
        name = reading.name
        _check_reading(reading, context)
        alike = by_condition.setdefault(repr(sorted(map(repr, reading.conditions))), reading)
        if by_name.setdefault(name.text, reading) is not reading:
            place = (Related(by_name[name.text].name.span, "first here"),)
            context.findings.add("CP415", name.span, related=place, name=name.text)
        elif alike is not reading:
            place = (Related(alike.span, "the same condition"),)
            context.findings.add("CP416", name.span, related=place, name=name.text, other=alike.name.text)
    if readings and not taken:
        context.findings.add("CP412", readings[0].name.span, names=" or ".join(f"`{name}`" for name in names))
    if len(readings) == 1:
        context.findings.add("CP417", readings[0].name.span, name=names[0])
    for part in taken:
        if not readings:
            context.findings.add("CP414", part.span)
        elif part.name.text not in names:
            context.findings.add(
                "CP413", part.name.span, name=part.name.text, suggestion=context.findings.near(part.name.text, names)
            )


def _check_reading(reading: p.ReadingPart, context: Context) -> None:
    first: p.WhenPart | None = None
    for part in reading.conditions:
        if isinstance(part, p.WhenPart):
            if first is not None:
                place = (Related(first.span, "first here"),)
                context.findings.add("CP402", part.span, related=place, part="when", kind="a reading")
            first = first or part
    if not reading.conditions:
        context.findings.add("CP403", reading.name.span, kind="a reading", part="`when` or `unless`")
