"""A request and what was decided about it as a `scenario`: the inverse of `lower.scenarios`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import attrs

from confpolicy.engine import Policy
from confpolicy.facts.calendar import Zone
from confpolicy.facts.request import Facts, Given, Grant, Judgement, Offer, Refusal, Request, Statement
from confpolicy.facts.schema import FactDeclaration, Holder, Vocabulary
from confpolicy.facts.values import Instant
from confpolicy.prove.expecting import expectations
from confpolicy.prove.literals import UnwritableError, day_or_moment, literal, moment, names, persons
from confpolicy.result import Decision
from confpolicy.source import Source
from confpolicy.syntax.expressions import FactName, Name, TextLiteral
from confpolicy.syntax.format import format_file
from confpolicy.syntax.parse import parse_text
from confpolicy.syntax.parts import (
    AskPart,
    AtPart,
    ConsentPart,
    ExpectPart,
    ExpectVerdict,
    GivenClass,
    GivenFact,
    GivenPart,
    RequestPart,
    ScenarioPart,
)
from confpolicy.syntax.statements import FileNode, ScenarioNode

_KINDS: Mapping[type[Statement], str] = {Grant: "consent", Refusal: "refusal", Offer: "offer"}
_SPOILT = re.compile("[^ !#-~\u00c0-\u024f]")


def scenario_text(request: Mapping[str, Any], policy: Policy, decision: Decision, *, title: str) -> str:
    """The text of a scenario that asks `request` again and expects what `decision` says: each item's verdict, the
    clauses that carry it and those that stand against it. It can be put into any file of a test of the policy.

    Read again it is the same request, but for ids, the order of what has none, and what no decision looks at: the
    request's own id, the roles of a subject, and a judgement by somebody who has no role and is neither party.

    A request that a scenario cannot state it names as a file, `requests/` and the title, which the caller has to
    write as JSON: one about several subjects, one whose items have different facts, one with a text that no string
    can hold or a whole decimal of 28 digits. What could not stand in the title becomes an apostrophe.

    Raises `RequestError` where the request does not fit the policy.
    """
    read = policy.request(request)
    name = TextLiteral(_SPOILT.sub("'", title).strip() or "A case")
    expected = ExpectPart(expectations(read, policy.program.vocabulary, decision))
    asked = _Asked(read, policy.program.vocabulary, Zone(policy.program.policies[0].header.timezone))
    file = RequestPart(TextLiteral(f"requests/{_slug(name.value)}.json"))
    bare = ExpectPart((ExpectVerdict(decision.verdict.value, (), None, (), ()),))
    stated = asked.parts()
    ways = ((*stated, expected), (file, expected), (file, bare))[0 if stated else 1 :]
    return next(text for parts in ways if (text := _written(ScenarioNode(name, parts))) is not None)


def _written(node: ScenarioNode) -> str | None:
    """The scenario in canonical layout; None where that would not be read as the same."""
    text = format_file(FileNode((node,), source=Source("scenario", "")))
    again = parse_text(text, "scenario")
    return text if not again.diagnostics and again.file.statements == (node,) else None


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")[:60] or "case"


_Facts: TypeAlias = tuple[Holder, Facts]


@attrs.frozen
class _Asked:
    """A request about one subject, as the parts of a scenario."""

    request: Request
    vocabulary: Vocabulary
    zone: Zone

    def parts(self) -> tuple[ScenarioPart, ...]:
        """All but what is expected; none where a scenario cannot state it."""
        first = self.request.entries[0]
        if len(self.request.subjects) > 1 or any(each.facts != first.facts for each in self.request.entries):
            return ()
        try:
            return self._parts()
        except UnwritableError:
            return ()

    def _parts(self) -> tuple[ScenarioPart, ...]:
        statements = sorted(self.request.statements, key=lambda one: one.id)
        return (
            AtPart(moment(self.request.time, self.zone)),
            *self._given(),
            *(self._statement(one) for one in statements),
            self._ask(),
        )

    def _ask(self) -> AskPart:
        request, (subject,) = self.request, self.request.subjects
        to = names(request.recipient.roles | subject.relation_roles)
        return AskPart(
            names(tuple(dict.fromkeys(entry.item for entry in request.entries))),
            (Name("subject"), *to) if request.recipient.id == subject.id else to,
            names(request.discloser.roles),
            Name(request.purpose),
        )

    # --- facts ----------------------------------------------------------------------------------------------------

    def _given(self) -> Iterable[GivenPart]:
        request, (subject,) = self.request, self.request.subjects
        held: tuple[_Facts, ...] = (
            (Holder.SUBJECT, subject.facts),
            (Holder.STATED, subject.stated),
            (Holder.RELATION, subject.relation),
            (Holder.RECIPIENT, request.recipient.facts),
            (Holder.DISCLOSER, request.discloser.facts),
            (Holder.CONTEXT, request.context),
            (Holder.ITEM, request.entries[0].facts),
        )
        if subject.is_class:
            yield GivenPart((GivenClass(),))
        for holder, facts in held:
            given = self._facts(holder, facts)
            if given:
                yield GivenPart(given)

    def _facts(self, holder: Holder, facts: Facts) -> tuple[GivenFact, ...]:
        declared = self.vocabulary.facts
        made = (
            self._fact(declared[f"{holder.value}.{name}"], given)
            for name, given in sorted(facts.items(), key=lambda item: item[0])
        )
        return tuple(one for one in made if one is not None)

    def _fact(self, declared: FactDeclaration, given: Given) -> GivenFact | None:
        """None for a judgement that nobody could count."""
        name = FactName(declared.holder.value, Name(declared.name))
        value = None if given.value is True else literal(given.value, self.zone)
        if given.judgement is None:
            return GivenFact(name, value)
        judges = self._judges(declared, given.judgement)
        if not judges:
            return None
        at = None if given.judgement.at == self.request.time else moment(given.judgement.at, self.zone)
        return GivenFact(name, value, judges, at)

    def _judges(self, declared: FactDeclaration, judgement: Judgement) -> tuple[Name, ...]:
        """Who judged: a party where it counts or is all that they are, else somebody with those roles."""
        by, request = declared.judged, self.request
        assert by is not None, "only a judged fact has a judgement"
        parties = (
            ("discloser", request.discloser, by.by_discloser),
            ("recipient", request.recipient, by.by_recipient),
        )
        asked = sorted(parties, key=lambda one: not one[2])
        for word, party, counts in asked:
            if judgement.by == party.id and (counts or party.roles <= judgement.roles):
                return (Name(word), *names(judgement.roles - party.roles))
        return names(judgement.roles)

    # --- statements on file ---------------------------------------------------------------------------------------

    def _statement(self, one: Statement) -> ConsentPart:
        request = self.request
        told = frozenset() if isinstance(one, Refusal) else one.told
        form = None if isinstance(one, Refusal) else one.form
        return ConsentPart(
            what=_KINDS[type(one)],
            giver=Name(one.giver),
            of=names(one.items or frozenset()),
            to=persons(one.recipients, "recipient", request.recipient.id),
            from_=persons(one.disclosers, "discloser", request.discloser.id),
            for_=names(one.purposes or frozenset()),
            told=names(told),
            form=form.value if form else None,
            express=isinstance(one, Grant) and one.express,
            requested=isinstance(one, Grant) and one.requested,
            since=day_or_moment(one.at, self.zone),
            until=None if isinstance(one, Refusal) else self._end(one.expires_at),
            withdrawn=self._end(one.withdrawn_at) if isinstance(one, Grant) else None,
            where=self._facts(Holder.STATEMENT, one.facts),
        )

    def _end(self, instant: Instant | None) -> Any:
        return None if instant is None else day_or_moment(instant, self.zone)
