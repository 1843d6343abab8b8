"""Scenarios: the request that they state, and what they expect (language reference, "What authors state")."""

from __future__ import annotations

from confpolicy.check.context import Context
from confpolicy.check.facts import DeclaredFact
from confpolicy.check.findings import Findings
from confpolicy.check.literals import instant_of
from confpolicy.check.parts import ASKED_SCENARIO, FILED_SCENARIO, check_parts, only
from confpolicy.check.symbols import Kind
from confpolicy.check.words import in_words
from confpolicy.diagnostics.diagnostic import Related
from confpolicy.facts.schema import Holder
from confpolicy.facts.types import Primitive
from confpolicy.syntax import parts as p
from confpolicy.syntax.expressions import DateLiteral, DatetimeLiteral, Name, TextLiteral
from confpolicy.syntax.statements import ClauseKind, ClauseNode, ScenarioNode

_GROUNDS = frozenset({ClauseKind.CONSENT, ClauseKind.EXCEPTION, ClauseKind.DUTY, ClauseKind.NEED_TO_KNOW})
_CARRYING = frozenset({*_GROUNDS, ClauseKind.STAND_IN})
_PROHIBITIONS = frozenset({ClauseKind.PROHIBITION, ClauseKind.ABSOLUTE_PROHIBITION})
_REPLIES = frozenset({ClauseKind.REPLY})
_CONSENTS = frozenset({ClauseKind.CONSENT})
_DOING = frozenset({*_GROUNDS, ClauseKind.OBLIGATION, ClauseKind.REPLY})
_PARTIES = frozenset({"discloser", "recipient"})


def check_scenario(  # noqa: C901 - a case for each part
    node: ScenarioNode, clauses: dict[str, ClauseNode], context: Context
) -> None:
    """Everything that one scenario can have wrong in itself."""
    filed = bool(only(p.RequestPart, node.parts))
    rule = FILED_SCENARIO if filed else ASKED_SCENARIO
    what = "scenario with a request in a file" if filed else "scenario"
    check_parts(what, node.title.span, node.parts, rule, context.findings)
    given: dict[str, p.GivenFact] = {}
    for part in node.parts:
        match part:
            case p.AtPart(moment=moment):
                instant_of(moment, context.typer.tables.zone, context.findings)
            case p.GivenPart(facts=facts):
                for fact in only(p.GivenFact, facts):
                    _check_given(fact, given, context)
                    _check_holder(fact, context)
            case p.ConsentPart():
                _check_consent(part, context)
            case p.AskPart():
                _check_ask(part, context)
            case p.RequestPart(path=path):
                context.not_blank(path, "request")
            case p.AllowPart(because=because):
                context.not_blank(because, "because")
            case p.ExpectPart(expectations=expectations):
                for expectation in expectations:
                    _check_expectation(expectation, clauses, context)
                    if not filed:
                        _check_about(expectation, context)
            case _:
                pass


def _check_holder(node: p.GivenFact, context: Context) -> None:
    """A fact of a consent statement is given where that statement is."""
    declared = context.facts.find(node.fact, Findings())
    if declared is not None and declared.holder is Holder.STATEMENT:
        context.findings.add("CP432", node.fact.span, name=declared.full_name)


def _check_given(node: p.GivenFact, given: dict[str, p.GivenFact], context: Context) -> None:
    """`given`: the facts before this one, in the same request or the same statement; this one is put down there."""
    findings = context.findings
    declared = context.facts.find(node.fact, findings)
    if declared is None:
        return
    first = given.setdefault(declared.full_name, node)
    if first is not node:
        place = (Related(first.fact.span, "first here"),)
        findings.add("CP216", node.fact.span, related=place, name=declared.full_name, part="given")
    if node.value is not None:
        context.typer.fixed(node.value, declared.type)
    elif declared.type not in {None, Primitive.BOOL} and declared.type:
        findings.add("CP301", node.fact.span, actual="a fact without a value", expected=in_words(declared.type))
    _check_judged(node, declared, context)


def _check_judged(node: p.GivenFact, declared: DeclaredFact, context: Context) -> None:
    if declared.declaration and bool(node.judged_by) != bool(declared.declaration.judged):
        code = "CP434" if node.judged_by else "CP433"
        context.findings.add(code, node.fact.span, name=declared.full_name)
    for name in node.judged_by:
        if name.text not in _PARTIES:
            context.find_role(name, part="judged by", plain=True)
    if node.judged_at is not None:
        instant_of(node.judged_at, context.typer.tables.zone, context.findings)


def _check_consent(node: p.ConsentPart, context: Context) -> None:
    if node.giver.text != "subject":
        context.find(node.giver, Kind.GIVER)
    for word, names in (("of", node.of), ("to", node.to), ("for", node.for_)):
        if not names and node.what != "refusal":
            context.findings.add("CP404", node.span, part=word, kind="a consent on file")
    for name in node.of:
        context.find(name, Kind.DATA)
    _check_persons("to", node.to, context)
    _check_persons("from", node.from_, context)
    for name in node.for_:
        context.find(name, Kind.PURPOSE)
    for name in node.told:
        context.find(name, Kind.NOTICE)
    facts: dict[str, p.GivenFact] = {}
    for fact in node.where:
        _check_given(fact, facts, context)
    moments = [_moment(moment, context) for moment in (node.since, node.withdrawn)]
    _moment(node.until, context)
    if moments[0] is not None and moments[1] is not None and moments[1] < moments[0] and node.withdrawn:
        context.findings.add("CP436", node.withdrawn.span)


def _check_persons(word: str, persons: tuple[p.Person, ...], context: Context) -> None:
    for person in persons:
        if isinstance(person, TextLiteral):
            context.not_blank(person, word)
        elif person.text not in {"recipient", "discloser", "anyone"}:
            context.find(person, Kind.ROLE)


def _moment(node: DateLiteral | DatetimeLiteral | None, context: Context) -> int | None:
    found = instant_of(node, context.typer.tables.zone, context.findings) if node else None
    return found.micros if found else None


def _check_ask(node: p.AskPart, context: Context) -> None:
    for name in node.items:
        if context.find(name, Kind.DATA) and not context.terms.data.leaves.get(name.text):
            context.findings.add("CP435", name.span, name=name.text)
    for name in node.to:
        if name.text not in {"subject", "anyone"}:
            context.find(name, Kind.ROLE)
    for name in node.from_:
        context.find_role(name, part="from", plain=True)
    context.find(node.purpose, Kind.PURPOSE)


def _check_expectation(  # noqa: C901 - a case for each expectation
    node: p.Expectation, clauses: dict[str, ClauseNode], context: Context
) -> None:
    match node:
        case p.ExpectVerdict(items=items, because=because, blocked_by=blocked_by):
            for name in items:
                context.find(name, Kind.DATA)
            for name in because:
                context.find_clause(name, _CARRYING, "a consent, an exception, a duty, a need-to-know or a stand-in")
            for name in blocked_by:
                context.find_clause(name, _PROHIBITIONS, "a prohibition")
        case p.ExpectNames(what=what, names=names):
            does = what.endswith("obligation")
            kinds, words = (_DOING, "a clause with effects") if does else (_REPLIES, "a reply")
            for name in names:
                context.find_clause(name, kinds, words)
        case p.ExpectNeeds(fact=fact) | p.ExpectPresumed(fact=fact):
            context.facts.find(fact, context.findings)
        case p.ExpectConsent(clause=name):
            context.find_clause(name, _CONSENTS, "a consent")
        case p.ExpectReading(reading=reading, clause=name):
            _check_reading_name(reading, name, clauses, context)
        case p.ExpectSays(text=text):
            context.not_blank(text, "says")
        case p.ExpectWord():
            pass


def _check_about(node: p.Expectation, context: Context) -> None:
    """A scenario that states its request has one subject, whose id is `subject`."""
    if isinstance(node, p.ExpectVerdict) and node.about and node.about.value != "subject":
        context.findings.add("CP437", node.about.span, name=node.about.value)


def _check_reading_name(reading: Name, clause: Name, clauses: dict[str, ClauseNode], context: Context) -> None:
    if context.find(clause, Kind.CLAUSE) is None or clause.text not in clauses:
        return
    names = [one.name.text for one in only(p.ReadingPart, clauses[clause.text].parts)]
    if reading.text not in names:
        context.findings.add(
            "CP413", reading.span, name=reading.text, suggestion=context.findings.near(reading.text, names)
        )
