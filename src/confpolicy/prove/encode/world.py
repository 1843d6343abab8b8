"""One request made of symbols: parties, facts, the time. Each is made when a condition first reads it.

What is sound and complete about it, construct by construct:

- *Roles.* One symbol for each declared role and party; any set of roles may be given, so that no set is left out.
- *Who is who.* The recipient is the subject, or a class is asked about, or neither; never both (a fault).
- *A judgement* is known or not. That it is unknown stands for all ways in which it fails to count, which conditions
  cannot tell apart (`decide.environment`); one that counts can be had at any time, by an accepted judge, just now.
- *A fact* has a symbol for being given and symbols for its value, bounded as its type is.
- *What else is asked for.* A request asks for one item; and, with facts of its own, for anything that this reveals
  where that can stand against it (`Theory.beside`). What it does not reveal does not tell on it.
- *A set* whose elements are among finitely many names has a symbol for each name. Any other has as many elements as
  there are questions about it, for: `some` is true by one element and unknown by one, `every` is false by one and
  unknown by one, `in` likewise; all others can be left out of the set without making any question come out otherwise.
  Questions are counted as they are asked: one whose body reads what differs from place to place (the item, a fact of
  a statement, what judgements are supposed to say) is one for each; one that stands inside a question about another
  set is one for each element of that set; so the request is made again until there are places enough (`short`).
  Sets that are compared with each other, or lie in records or sets that are, are `linked`: what is left out of one is
  left out of all. So each has places for the questions about every one of them, and for one element besides for each
  pair, by which the two may differ; compared with a set that stands in the policy, for the elements of that.
  Where elements may perhaps be equal (records with a field not given), no number is enough (`unsure`), nor where a
  question about a set stands inside another about the same set (`Theory.bounded`). Nowhere are there more places than
  `MOST_PLACES`; where more is asked, `Bench.bounded` says that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import attrs

from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.types import Primitive, SetOf, StructureType, Type
from confpolicy.facts.values import FIRST_DAY, INT_BOUND, LAST_DAY, MONTHS_BOUND, SECONDS_BOUND, Symbol
from confpolicy.prove.encode.calendar import LONGEST, Calendar, Clock
from confpolicy.prove.encode.groups import Groups
from confpolicy.prove.encode.operators import Reckoner, finite, in_bounds, literal
from confpolicy.prove.encode.symbols import Choice, Fields, Length, Members, Moment, Scalar, Symbolic
from confpolicy.prove.encode.three import Three
from confpolicy.prove.logic.terms import (
    Formula,
    Number,
    at_most,
    both,
    either,
    exactly_one,
    implies,
    negation,
    symbol,
    unknown,
)

MOST_PLACES = 8
"""More elements than this no set with places has in a proof."""
_NUMBERS = re.compile(r"\[(\d+)\]")
_STATEMENT = re.compile(r" of grant \d+")
_OWNER = re.compile(r" of (grant \d+|entry \w+)")
ASKED_TOO = " is asked for too"
_FACT = re.compile(r"[^ .\[]+\.[^ .\[]+")


def _stem(name: str) -> str:
    """The name of a set without the numbers of elements and of statements: sets of one stem have as many places."""
    return _STATEMENT.sub("", _NUMBERS.sub("[]", name))


def unowned(name: str) -> str:
    """The name of a fact's symbol without the statement, or the item asked for beside the first, that it is of."""
    return _OWNER.sub("", name)


def fact_of(name: str) -> str | None:
    """The full name of the fact that a symbol, or a key of `World.given`, is of; None where it is of none."""
    found = _FACT.match(name)
    return None if found is None else found.group()


def _asked_by_name(collection: Members) -> bool:
    """Whether it has places, and is not what stands for a fact that is not there."""
    return bool(collection.name) and not collection.name.endswith(" of nothing")


@attrs.frozen
class Fact:
    """A fact as it may be given: where it is, and what it is then."""

    given: Formula
    value: Symbolic


@attrs.define
class World:
    """One request. Two of them share what `shared` says of a name, and nothing else.

    `places`: how many elements a set may have, by its name without numbers (one where it is not there). `facts`: what
    holds of the symbols; grows with them.
    """

    vocabulary: Vocabulary
    reckoner: Reckoner
    places: Mapping[str, int]
    prefix: str = ""
    shared: Callable[[str], bool] = attrs.field(default=lambda _: False)
    facts: list[Formula] = attrs.field(factory=list)
    given: dict[str, Fact] = attrs.field(factory=dict)
    """Every fact that was read: by full name, one of a statement, or of an item asked for beside the first, with
    ` of ` and the name of that behind."""
    questions: dict[str, dict[Three, None]] = attrs.field(factory=dict)
    """What was asked of each set that has places, by the set's name."""
    linked: dict[tuple[str, str], int] = attrs.field(factory=dict)
    """Sets that are compared, by name, with how many elements of their own one of each pair at least brings in."""
    unsure: set[str] = attrs.field(factory=set)
    """Facts with sets of records that are compared: no number of places is enough for them."""
    _known: set[str] = attrs.field(factory=set)

    @property
    def calendar(self) -> Calendar:
        """The calendar of the policies; worlds that are compared have the same."""
        return self.reckoner.calendar

    def name(self, base: str) -> str:
        """What a symbol is called in formulas."""
        return base if not self.prefix or self.shared(base) else f"{self.prefix}{base}"

    def symbol(self, base: str) -> Formula:
        """A truth value of this request."""
        return symbol(self.name(base))

    def number(self, base: str, low: int, high: int) -> Number:
        """A whole number of this request, within bounds."""
        found = unknown(self.name(base))
        if base not in self._known:
            self._known.add(base)
            self.facts += [at_most(Number(low), found), at_most(found, Number(high))]
        return found

    # --- who, and when ----------------------------------------------------------------------------------------------

    @property
    def now(self) -> Clock:
        """The time of the request."""
        return self.clock("now")

    def clock(self, base: str) -> Clock:
        """An instant of this request, within bounds."""
        found = Clock(
            self.number(f"{base} day", FIRST_DAY.number, LAST_DAY.number), self.number(f"{base} micros", 0, LONGEST)
        )
        if base not in self._known:
            self._known.add(base)
            self.facts.append(in_bounds(self.calendar.real(found), self.calendar))
        return found

    @property
    def in_person(self) -> Formula:
        """Where the recipient is the data subject."""
        found = self.symbol("recipient is the subject")
        if "in person" not in self._known:
            self._known.add("in person")
            self.facts.append(negation(both(found, self.of_class)))
        return found

    @property
    def of_class(self) -> Formula:
        """Where the subject is a class of people."""
        return self.symbol("the subject is a class")

    def asked_too(self, leaf: str) -> Formula:
        """Where the leaf, which the item reveals, is asked for beside it, with facts of its own."""
        return self.symbol(f"{leaf}{ASKED_TOO}")

    def role(self, who: str, role: str) -> Formula:
        """Where the party (`recipient`, `discloser`) is given the role; one towards a subject is towards this one."""
        return self.symbol(f"{who} role {role}")

    # --- facts ------------------------------------------------------------------------------------------------------

    def fact(self, full_name: str, owner: str | None = None) -> Fact:
        """The fact; `owner`: the statement, or the item asked for beside the first, that it is of."""
        name = full_name if owner is None else f"{full_name} of {owner}"
        if name not in self.given:
            there = self.symbol(f"{name} given")
            type_ = self.vocabulary.facts[full_name].type
            self.given[name] = Fact(there, self._value(name, type_, there))
        return self.given[name]

    def note(self, collection: Members, question: Three) -> None:
        """A question about the set, by how it comes out."""
        if _asked_by_name(collection):
            self.questions.setdefault(collection.name, {})[question] = None

    def link(self, pairs: Iterable[tuple[Members, Members]]) -> None:
        """Sets that are held against each other."""
        for left, right in pairs:
            named = [each for each in (left, right) if _asked_by_name(each)]
            if any(isinstance(element, Fields) for each in (left, right) for _, element in each.elements):
                self.unsure |= {fact for each in named if (fact := fact_of(each.name))}
            if named:
                known = max((len(each.elements) for each in (left, right) if not each.name), default=1)
                self.linked[named[0].name, named[-1].name] = max(known, 1)

    def short(
        self, *, more: Mapping[str, int] | None = None, requests: int = 1, most: int = MOST_PLACES
    ) -> dict[str, int]:
        """The sets that have fewer places than there are questions about them, with how many they need, up to `most`.

        `more`: questions that are yet to come. `requests`: so many requests of symbols share the sets.
        """
        wanted: dict[str, int] = {}
        groups = Groups.of(self.linked)
        alone = [name for name in self.questions if all(number == "0" for number in _NUMBERS.findall(name))]
        for name in (*alone, *groups.of_name):
            several = groups.with_(name)
            asked = sum(len(self.questions.get(each, ())) for each in several)
            yet = sum((more or {}).get(stem, 0) for stem in {_stem(each) for each in several})
            count = (asked + yet + groups.pairs(name)) * requests
            wanted[_stem(name)] = max(wanted.get(_stem(name), 1), min(count, most))
        return {name: count for name, count in wanted.items() if count > self.places.get(name, 1)}

    def _value(self, name: str, type_: Type, there: Formula) -> Symbolic:  # noqa: C901, PLR0911 - a return a type
        choices = finite(type_, self.vocabulary)
        if choices is not None:
            options = {each: self.symbol(f"{name} = {each}") for each in choices}
            self.facts.append(implies(there, exactly_one(options.values())))
            return Choice(there, options)
        match type_:
            case Primitive.BOOL:
                value = self.symbol(f"{name} yes")
                return Three(both(there, value), both(there, negation(value)))
            case Primitive.INT:
                return Scalar(there, self.number(name, -INT_BOUND, INT_BOUND))
            case Primitive.DECIMAL:
                return Scalar(there, unknown(self.name(name), real=True))
            case Primitive.TEXT:
                return Scalar(there, self.number(name, 0, 1_000_000))
            case Primitive.DATE:
                return Scalar(there, self.number(name, FIRST_DAY.number, LAST_DAY.number))
            case Primitive.DATETIME:
                return Moment(there, self.clock(name))
            case Primitive.DURATION:
                months = self.number(f"{name} months", 0, MONTHS_BOUND)
                seconds = self.number(f"{name} seconds", 0, SECONDS_BOUND)
                return self._length(there, months, seconds)
            case StructureType(structure):
                return Fields(there, self._fields(name, structure, there))
            case SetOf(element):
                places = finite(element, self.vocabulary) is None and element is not Primitive.BOOL
                return Members(there, self._members(name, element, there), name if places else "")
            case _:
                raise AssertionError("finite types are choices")

    def _length(self, there: Formula, months: Number, seconds: Number) -> Length:
        """A duration has calendar parts or exact ones, none below zero: a request can write no other."""
        zero = Number()
        only_months = both(at_most(seconds, zero), at_most(zero, seconds))
        only_seconds = both(at_most(months, zero), at_most(zero, months))
        self.facts.append(either(only_months, only_seconds))
        return Length(there, months, seconds)

    def _fields(self, name: str, structure: str, there: Formula) -> dict[str, Symbolic]:
        found = {}
        for field, type_ in self.vocabulary.structures[structure].items():
            given = self.symbol(f"{name}.{field} given")
            self.facts.append(implies(given, there))
            found[field] = self._value(f"{name}.{field}", type_, given)
        return found

    def _members(self, name: str, element: Type, there: Formula) -> tuple[tuple[Formula, Symbolic], ...]:
        choices = finite(element, self.vocabulary)
        if choices is not None:
            return tuple(
                (both(there, self.symbol(f"{name} has {each}")), literal(Symbol(each), element, self.reckoner))
                for each in choices
            )
        if element is Primitive.BOOL:
            return tuple(
                (both(there, self.symbol(f"{name} has {each}")), literal(each, element, self.reckoner))
                for each in (False, True)
            )
        found = []
        for place in range(self.places.get(_stem(name), 1)):
            inside = self.symbol(f"{name}[{place}] given")
            self.facts.append(implies(inside, there))
            found.append((inside, self._value(f"{name}[{place}]", element, inside)))
        return tuple(found)
