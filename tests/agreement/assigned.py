"""A request as a choice of all symbols: the model in which the formulas must say what deciding it says."""

from __future__ import annotations

import random
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from confpolicy.core.operators import order_key
from confpolicy.decide.consents import File as OnFile
from confpolicy.decide.consents import _outlived, _refuses, grant_covers, refusal_covers
from confpolicy.decide.environment import Environment, _counts
from confpolicy.facts.request import Facts, Grant, Offer, Request
from confpolicy.facts.schema import Holder
from confpolicy.facts.values import Day, Duration, Instant, Record, Symbol, Value
from confpolicy.prove.bench import Bench, Run
from confpolicy.prove.encode.civil import pair_of
from confpolicy.prove.encode.file import RefusalOnFile
from confpolicy.prove.encode.symbols import Choice, Fields, Length, Members, Moment, Scalar, Symbolic
from confpolicy.prove.encode.three import Three
from confpolicy.prove.encode.world import ASKED_TOO, Fact
from confpolicy.prove.logic.session import Model
from confpolicy.prove.logic.terms import Formula, Number, Rational

Statement: TypeAlias = Grant | Offer
OTHER_TEXTS = 500_000
"""From here on texts that no policy names have their numbers."""


class TooMuchError(ValueError):
    """The request has more grants on file than there are symbols for."""


def model_of(
    bench: Bench, run: Run, request: Request, environment: Environment, on: tuple[Statement, ...], *, attempt: int = 0
) -> tuple[Model, bool]:
    """The choice of all symbols of the run that is this request: about one subject, of the first item in it.

    `environment`: that of its row under the policy itself. `on`: the grants on file that are to be among the symbols;
    of the others only what withdraws them. Of a set with more elements than places some are taken, by chance, others
    in each `attempt`; the second value says whether that was so. Raises `TooMuchError` where `on` has more than there
    are places for grants.
    """
    making = _Making(bench, run, request, environment, attempt)
    making.parties()
    making.facts()
    making.statements(on)
    return bench.reckoner.calendar.mended(Model(making.truths, making.numbers)), making.reduced


class _Making:
    def __init__(self, bench: Bench, run: Run, request: Request, environment: Environment, attempt: int) -> None:
        self.chance, self.reduced = random.Random(attempt), False
        self.bench, self.run, self.request, self.environment = bench, run, request, environment
        self.truths: dict[str, bool] = {}
        self.numbers: dict[str, Rational] = {}
        self.texts: dict[str, int] = {}
        self.zone = bench.theories[0].policies[0].zone

    def say(self, formula: Formula, value: bool) -> None:
        """The symbol is so; what is no symbol is fixed."""
        if formula.kind == "symbol":
            self.truths[formula.name] = value

    def number(self, number: Number, value: Rational) -> None:
        """The unknown is that much; what is none is fixed."""
        if number.parts:
            self.numbers[number.parts[0][0].name] = value

    def instant(self, base: str, at: Instant) -> None:
        """The instant of that name."""
        day, micros = pair_of(self.zone, at.micros)
        self.numbers[f"{base} day"], self.numbers[f"{base} micros"] = day, micros

    # --- who ------------------------------------------------------------------------------------------------------

    def parties(self) -> None:
        """Roles, who is who, and the time."""
        request, (subject,) = self.request, self.request.subjects
        for role in request.recipient.roles | subject.relation_roles:
            self.truths[f"recipient role {role}"] = True
        for role in request.discloser.roles:
            self.truths[f"discloser role {role}"] = True
        self.truths["recipient is the subject"] = request.recipient.id == subject.id
        self.truths["the subject is a class"] = subject.is_class
        self.instant("now", request.time)

    # --- facts ----------------------------------------------------------------------------------------------------

    def facts(self) -> None:
        """All facts but those of statements."""
        request, (subject,) = self.request, self.request.subjects
        entry, *others = request.entries
        self._facts(Holder.SUBJECT, subject.facts)
        self._facts(Holder.STATED, subject.stated)
        self._facts(Holder.RELATION, subject.relation)
        self._facts(Holder.RECIPIENT, request.recipient.facts)
        self._facts(Holder.DISCLOSER, request.discloser.facts)
        self._facts(Holder.CONTEXT, request.context)
        self._facts(Holder.ITEM, entry.facts)
        for other in others:
            self.truths[f"{other.item}{ASKED_TOO}"] = True
            self._facts(Holder.ITEM, other.facts, f"entry {other.item}")

    def _facts(self, holder: Holder, facts: Facts, owner: str | None = None) -> None:
        for name, given in facts.items():
            full_name = f"{holder.value}.{name}"
            known = self.run.world.given.get(full_name if owner is None else f"{full_name} of {owner}")
            declaration = self.run.world.vocabulary.facts[full_name]
            if known is not None and _counts(given, declaration, "", self.environment):
                self._given(known, given.value)

    def _given(self, fact: Fact, value: Value) -> None:
        self.say(fact.given, True)
        self.value(fact.value, value)

    def value(self, symbolic: Symbolic, value: Value) -> None:
        """The symbols of the value are this one."""
        match symbolic, value:
            case Three(true, _), bool():
                for part in true.operands if true.kind == "and" else (true,):
                    if part.name.endswith(" yes"):
                        self.say(part, value)
            case Choice(_, options), Symbol(name):
                for each, chosen in options.items():
                    self.say(chosen, each == name)
            case Scalar(_, number), Day(day):
                self.number(number, day)
            case Scalar(_, number), str():
                self.number(number, self._text(value))
            case Scalar(_, number), Decimal():
                found = Fraction(value)
                self.number(number, int(found) if found.denominator == 1 else found)
            case Scalar(_, number), int():
                self.number(number, value)
            case Moment(_, clock), Instant(micros):
                day, rest = pair_of(self.zone, micros)
                self.number(clock.day, day)
                self.number(clock.micros, rest)
            case Length(_, months, seconds), Duration():
                self.number(months, value.months)
                self.number(seconds, value.seconds)
            case Fields(_, fields), Record():
                for field, given in value.fields:
                    self.say(*_there(fields[field]))
                    self.value(fields[field], given)
            case Members(_, elements), frozenset():
                self._elements(elements, value)
            case _:
                raise AssertionError(f"{value!r} is no such value")

    def _elements(self, elements: tuple[tuple[Formula, Symbolic], ...], value: frozenset[Value]) -> None:
        named = [part for there, _ in elements for part in _parts(there) if " has " in part.name]
        if named:
            names = {str(getattr(each, "name", each)) for each in value}
            for part in named:
                self.say(part, part.name.rpartition(" has ")[2] in names)
            return
        taken = sorted(value, key=order_key)
        if len(value) > len(elements):
            self.reduced = True
            taken = self.chance.sample(taken, len(elements))
        for (there, symbolic), each in zip(elements, taken, strict=False):
            self.say(there, True)
            self.value(symbolic, each)

    def _text(self, value: str) -> int:
        known = self.bench.reckoner.texts.get(value)
        return self.texts.setdefault(value, OTHER_TEXTS + len(self.texts)) if known is None else known

    # --- statements -----------------------------------------------------------------------------------------------

    def statements(self, on: tuple[Statement, ...]) -> None:
        """Those grants, all refusals, and the withdrawals of all grants."""
        environment, now = self.environment, self.request.time
        file = OnFile.of(self.request.statements, self.request.subjects[0].id)
        if len(on) > len(self.run.file.grants):
            raise TooMuchError("more grants than places")
        withdrawn = [g for g in file.grants if _withdrawn(g, now) and grant_covers(g, environment)]
        refusals = [r for r in file.refusals if r.at <= now and refusal_covers(r, environment)]
        times = [g.at for g in on] + [r.at for r in refusals] + [g.withdrawn_at for g in withdrawn if g.withdrawn_at]
        ranks = {at: rank for rank, at in enumerate(sorted(set(times)), start=1)}
        for place, grant in zip(self.run.file.grants, on, strict=False):
            self._grant(place.name, grant, ranks)
        for place in self.run.file.grants[len(on) :]:
            self.say(place.giver["subject"], True)
        for each in self.run.file.refusals:
            when = [
                r.at
                for r in refusals
                if r.giver == each.giver and (_refuses(r, self._here(each.leaf), environment) or self._only(each))
            ]
            if each.leaf == self.bench.leaf:
                when += [g.withdrawn_at for g in withdrawn if g.giver == each.giver and g.withdrawn_at is not None]
            if when:
                self.say(each.there, True)
                self.number(each.rank, ranks[max(when)])

    def _here(self, leaf: str) -> str:
        """The leaf itself, or the one asked for where the formulas are those of another that is asked about alike."""
        return self.request.entries[0].item if leaf == self.bench.leaf else leaf

    def _only(self, place: RefusalOnFile) -> bool:
        """Whether a refusal of what the item reveals has no place but that of the item."""
        places = {each.leaf for each in self.run.file.refusals if each.giver == place.giver}
        return place.leaf == self.bench.leaf and len(places) == 1

    def _grant(self, name: str, grant: Statement, ranks: Mapping[Instant, int]) -> None:
        place = next(each for each in self.run.file.grants if each.name == name)
        self.say(place.there, True)
        self.say(place.offer, isinstance(grant, Offer))
        for giver, chosen in place.giver.items():
            self.say(chosen, giver == grant.giver)
        for form, chosen in place.form.items():
            self.say(chosen, form is grant.form)
        self.say(place.express, isinstance(grant, Grant) and grant.express)
        self.say(place.requested, isinstance(grant, Grant) and grant.requested)
        for notice, chosen in place.told.items():
            self.say(chosen, notice in grant.told)
        self.say(place.by_id, self.request.recipient.id in grant.recipients.ids)
        self.number(place.rank, ranks[grant.at])
        for lasts, chosen in place.alive.items():
            self.say(chosen, not _outlived(grant, lasts, self.environment))
        self._facts(Holder.STATEMENT, grant.facts, name)


def _there(symbolic: Symbolic) -> tuple[Formula, bool]:
    """The symbol that says that a field is given."""
    if isinstance(symbolic, Three):
        parts = _parts(symbolic.true)
        return next(part for part in parts if part.name.endswith(" given")), True
    return symbolic.known, True


def _parts(formula: Formula) -> tuple[Formula, ...]:
    return formula.operands if formula.kind == "and" else (formula,)


def _withdrawn(grant: Grant, now: Instant) -> bool:
    return grant.withdrawn_at is not None and grant.withdrawn_at <= now


def living(request: Request, environment: Environment, *, silent: bool) -> tuple[Statement, ...]:
    """The grants on file that can carry something now: in scope, given, not expired, not withdrawn.

    `silent`: offers too.
    """
    file, now = OnFile.of(request.statements, request.subjects[0].id), request.time
    every: tuple[Statement, ...] = (*file.grants, *(file.offers if silent else ()))
    return tuple(
        each
        for each in every
        if grant_covers(each, environment)
        and each.at <= now
        and (each.expires_at is None or now < each.expires_at)
        and not (isinstance(each, Grant) and _withdrawn(each, now))
    )
