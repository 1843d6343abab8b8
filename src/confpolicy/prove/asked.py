"""A solver's choice as a request: the JSON form that `decide` reads, with no more in it than was chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from confpolicy.decide.trace import duration_text
from confpolicy.facts.calendar import SECOND, OutOfBoundsError, Zone, instant_to_text
from confpolicy.facts.schema import FactDeclaration, Holder
from confpolicy.facts.values import LAST_DAY, Day, Duration, Instant
from confpolicy.lower.documents import value_document
from confpolicy.prove.bench import Bench, Run
from confpolicy.prove.encode.concrete import holds, instant_in, value_in
from confpolicy.prove.encode.file import SUBJECT, GrantOrOffer, RefusalOnFile
from confpolicy.prove.encode.rules import beside
from confpolicy.prove.encode.world import ASKED_TOO, Fact
from confpolicy.prove.logic.session import Model
from confpolicy.prove.logic.terms import Formula, Number
from confpolicy.prove.slices import Cell

T = TypeVar("T")
SUBJECT_ID, RECIPIENT_ID, DISCLOSER_ID, JUDGE_ID = "subject", "recipient", "discloser", "judge"


class NoHistoryError(ValueError):
    """No instants were found that agree with what was chosen of lives and orders."""


def request_of(
    bench: Bench, run: Run, model: Model, names: Mapping[str, None], *, cell: Cell | None = None
) -> dict[str, Any]:
    """The request that the model chose in this run; for another cell of the same slice, where one is named.

    `names`: of the symbols that matter; facts and roles of others are left out. Raises `NoHistoryError` where the
    times of statements cannot be found.
    """
    return _Writing(bench, run, model, names, cell or (bench.leaf, bench.purpose)).request()


def first_written(choices: Iterable[Model], write: Callable[[Model], T]) -> T:
    """What `write` makes of the first choice for which times of statements are found (`Bench.choices` has several).

    Raises `NoHistoryError` where there is none.
    """
    for model in choices:
        try:
            return write(model)
        except NoHistoryError:
            continue
    raise NoHistoryError("no instants were found that agree with how long the consents live")


class _Writing:
    def __init__(self, bench: Bench, run: Run, model: Model, names: Mapping[str, None], cell: Cell) -> None:
        self.bench, self.run, self.model, self.names = bench, run, model, names
        self.leaf, self.purpose = cell
        self.world, self.vocabulary = run.world, run.world.vocabulary
        self.now = instant_in(model, self.world.now, bench.reckoner)
        self.zone = bench.theories[0].policies[0].zone

    def request(self) -> dict[str, Any]:
        in_person = self._is("recipient is the subject")
        is_class = self._is("the subject is a class")
        towards = self.vocabulary.towards
        # Towards themself nobody has a role; but what is said to them goes by the roles that they give.
        roles = [role for role in self._roles("recipient") if role not in towards]
        relation_roles = [] if in_person else [role for role in self._roles("recipient") if role in towards]
        by_holder = self._facts()
        recipient = SUBJECT_ID if in_person else RECIPIENT_ID
        found: dict[str, Any] = {
            "time": self._text(self.now),
            "purpose": self.purpose,
            "discloser": {"id": DISCLOSER_ID, "roles": self._roles("discloser"), **by_holder[Holder.DISCLOSER]},
            "recipient": {"id": recipient, "roles": roles, **by_holder[Holder.RECIPIENT]},
            "subject": {"id": SUBJECT_ID, "roles": [], **by_holder[Holder.SUBJECT]},
            "items": list(self._items(by_holder[Holder.ITEM])),
        }
        if is_class:
            found["subject"]["class"] = True
        relation = {**({"roles": relation_roles} if relation_roles else {}), **by_holder[Holder.RELATION]}
        consents = [] if is_class else self._statements(recipient)
        more = {
            "relation": relation,
            "stated": by_holder[Holder.STATED],
            "context": by_holder[Holder.CONTEXT],
            "consents": consents,
        }
        return found | {key: value for key, value in more.items() if value}

    def _is(self, base: str) -> bool:
        return self.model.holds(self.world.name(base))

    def _roles(self, who: str) -> list[str]:
        found = [role for role in sorted(self.vocabulary.roles.above) if self._matters(f"{who} role {role}")]
        return [role for role in found if self._is(f"{who} role {role}")]

    def _matters(self, base: str) -> bool:
        return self.world.name(base) in self.names

    def _text(self, instant: Instant) -> str:
        return instant_to_text(instant)

    # --- facts ----------------------------------------------------------------------------------------------------

    def _items(self, facts: Mapping[str, Any]) -> Iterator[object]:
        """The item, and then what else is asked for, each with its facts."""
        yield {"item": self.leaf, **facts} if facts else self.leaf
        for leaf in sorted(beside(self.bench.theories, self.leaf)):
            if self._matters(f"{leaf}{ASKED_TOO}") and self._is(f"{leaf}{ASKED_TOO}"):
                more = self._facts(f" of entry {leaf}")[Holder.ITEM]
                yield {"item": leaf, **more} if more else leaf

    def _facts(self, behind: str = "") -> dict[Holder, dict[str, Any]]:
        """Those given whose names end so."""
        found: dict[Holder, dict[str, Any]] = {holder: {} for holder in Holder}
        for name, fact in sorted(self.world.given.items()):
            declaration = self.vocabulary.facts.get(name.removesuffix(behind)) if name.endswith(behind) else None
            if declaration is not None and declaration.holder is not Holder.STATEMENT and self._given(name, fact):
                found[declaration.holder][declaration.name] = self._json(declaration, fact)
        return found

    def _given(self, name: str, fact: Fact) -> bool:
        return self._matters(f"{name} given") and holds(fact.given, self.model)

    def _json(self, declaration: FactDeclaration, fact: Fact) -> object:
        chosen = value_in(self.model, fact.value, declaration.type, self.bench.reckoner)
        value = value_document(chosen, duration=duration_text)
        if declaration.judged is None:
            return value
        return {"value": value, "by": self._judge(declaration), "at": self._text(self._judged_at(declaration))}

    def _judged_at(self, declaration: FactDeclaration) -> Instant:
        """Now; where the calendar ends before a judgement of now would, as long before as one may be."""
        within = declaration.judged.within if declaration.judged is not None else None
        if within is None:
            return self.now
        try:
            self.zone.step(self.now, within)
        except OutOfBoundsError:
            return self.zone.step(self.now, Duration(-within.months, -within.seconds))
        return self.now

    def _judge(self, declaration: FactDeclaration) -> dict[str, Any]:
        judged = declaration.judged
        assert judged is not None
        for role in judged.roles:
            plain = [each for each in sorted(self.vocabulary.roles.above) if self.vocabulary.roles.covers(role, each)]
            for each in (role, *plain):
                if each not in self.vocabulary.towards:
                    return {"id": JUDGE_ID, "roles": [each]}
        if judged.by_discloser:
            return {"id": DISCLOSER_ID, "roles": self._roles("discloser")}
        in_person = self._is("recipient is the subject")
        return {"id": SUBJECT_ID if in_person else RECIPIENT_ID, "roles": []}

    # --- statements -----------------------------------------------------------------------------------------------

    def _statements(self, recipient: str) -> list[dict[str, Any]]:
        grants = [each for each in self.run.file.grants if self._there(each.there)]
        refusals = [each for each in self.run.file.refusals if self._there(each.there)]
        times = self._times(grants, [each.rank for each in refusals])
        return [
            *(self._grant(each, times, recipient) for each in grants),
            *(self._refusal(each, times) for each in refusals),
        ]

    def _there(self, there: Formula) -> bool:
        return there.name in self.names and holds(there, self.model)

    def _refusal(self, refusal: RefusalOnFile, times: Mapping[int, Instant]) -> dict[str, Any]:
        return {
            "id": refusal.name.replace(" ", "-"),
            "statement": "refusal",
            "subject": SUBJECT_ID,
            "given_by": _giver(refusal.giver),
            "at": self._text(times[self._rank(refusal.rank)]),
            "items": [self.leaf if refusal.leaf == self.bench.leaf else refusal.leaf],
        }

    def _rank(self, rank: Number) -> int:
        return int(rank.value(self.model.numbers))

    def _grant(self, grant: GrantOrOffer, times: Mapping[int, Instant], recipient: str) -> dict[str, Any]:
        offer = holds(grant.offer, self.model)
        giver = next(kind for kind, chosen in grant.giver.items() if holds(chosen, self.model))
        found: dict[str, Any] = {
            "id": grant.name.replace(" ", "-"),
            "statement": "offer" if offer else "grant",
            "subject": SUBJECT_ID,
            ("offered_to" if offer else "given_by"): _giver(giver),
            "at": self._text(times[self._rank(grant.rank)]),
            "items": [self.leaf],
            "recipients": [{"id": recipient}] if holds(grant.by_id, self.model) else ["anyone"],
            "purposes": [self.purpose],
        }
        form = next((each for each, chosen in grant.form.items() if holds(chosen, self.model)), None)
        if form is not None:
            found["form"] = form.value
        told = [notice for notice, chosen in grant.told.items() if holds(chosen, self.model)]
        if told:
            found["told"] = told
        if not offer:
            found |= {
                key: True
                for key, chosen in (("express", grant.express), ("requested_by_subject", grant.requested))
                if holds(chosen, self.model)
            }
        if holds(grant.withdrawn, self.model):
            found["withdrawn_at"] = self._text(times[self._rank(grant.withdrawn_rank)])
        for full_name, declaration in sorted(self.vocabulary.facts.items()):
            name = f"{full_name} of {grant.name}"
            if declaration.holder is Holder.STATEMENT and name in self.world.given:
                fact = self.world.given[name]
                if self._given(name, fact):
                    found[declaration.name] = self._json(declaration, fact)
        return found

    def _times(self, grants: list[GrantOrOffer], ranks: list[Number]) -> dict[int, Instant]:
        """An instant for each rank, later for greater ones, at which the grants of that rank live as was chosen."""
        all_ranks = {self._rank(each) for each in (*(grant.rank for grant in grants), *ranks)}
        all_ranks |= {self._rank(each.withdrawn_rank) for each in grants if holds(each.withdrawn, self.model)}
        found: dict[int, Instant] = {}
        latest = self.now
        for rank in sorted(all_ranks, reverse=True):
            alive = {
                lasts: holds(chosen, self.model)
                for grant in grants
                if self._rank(grant.rank) == rank
                for lasts, chosen in grant.alive.items()
            }
            latest = self._instant(latest, alive)
            found[rank] = latest
            latest = Instant(latest.micros - SECOND)
        return found

    def _instant(self, latest: Instant, alive: Mapping[Duration, bool]) -> Instant:
        """The latest instant up to `latest` at which what was given lives on now exactly where it is to."""
        found = latest
        for lasts, lives in alive.items():
            edge = _last_to_end(self.zone, lasts) if lives else _dead_before(self.zone, self.now, lasts)
            found = min(found, edge)
        for lasts, lives in alive.items():
            if _lives(self.zone, found, lasts, self.now) is not lives:
                raise NoHistoryError("no instant agrees with how long the consents live")
        return found


def _lives(zone: Zone, given: Instant, lasts: Duration, now: Instant) -> bool:
    """Whether it lives on now; where its end cannot be computed it does not, as in a decision."""
    try:
        return zone.step(given, lasts) > now
    except OutOfBoundsError:
        return False


def _last_to_end(zone: Zone, lasts: Duration) -> Instant:
    """An instant from which the calendar goes on for that long; of the last such, to some weeks.

    The very last days have no instants that every zone can reckon with.
    """
    return zone.step(zone.start_of(Day(LAST_DAY.number - 40)), Duration(-lasts.months, -lasts.seconds))


def _dead_before(zone: Zone, now: Instant, lasts: Duration) -> Instant:
    """The latest instant, to the day, from which `lasts` is over now. Raises `NoHistoryError` out of bounds."""
    try:
        found = zone.step(now, Duration(-lasts.months, -lasts.seconds))
        while zone.step(found, lasts) > now:
            found = Instant(found.micros - 86_400 * SECOND)
    except OutOfBoundsError as error:
        raise NoHistoryError("the calendar has no such day") from error
    return found


def _giver(kind: str) -> dict[str, str]:
    return {"id": SUBJECT_ID if kind == SUBJECT else f"the-{kind.replace('_', '-')}", "as": kind}
