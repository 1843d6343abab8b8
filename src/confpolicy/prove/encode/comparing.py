"""Comparison, membership and `within` on values made of symbols: what `core.operators` means, as formulas."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from confpolicy.core.expressions import Comparison
from confpolicy.core.operators import COMPARISONS, hierarchy
from confpolicy.facts.schema import Vocabulary
from confpolicy.facts.types import Primitive, SetOf, StructureType, TermType, Type
from confpolicy.facts.values import Duration
from confpolicy.prove.encode.calendar import Clock, at_once, before, not_after
from confpolicy.prove.encode.operators import Reckoner, step
from confpolicy.prove.encode.symbols import Choice, Fields, Length, Members, Moment, Scalar, Symbolic
from confpolicy.prove.encode.three import DONT_KNOW, Three, certain, conjunction, disjunction
from confpolicy.prove.logic.terms import TRUE, Formula, Number, below, both, either, equal, negation, some

# --- comparison -----------------------------------------------------------------------------------------------------


def compare(
    comparison: Comparison, left: Symbolic, right: Symbolic, types: tuple[Type, Type], reckoner: Reckoner
) -> Three:
    """How the comparison comes out; unknown where an operand is, or where they have no order."""
    row, equality = COMPARISONS[comparison], _Equality(reckoner.vocabulary)
    order = equality.order(left, right, types[0])
    if order is None:
        found = equality.of(left, right, types[0])
        found = found if comparison is Comparison.EQUAL else found.negated()
    else:
        found = certain(some(order[sign] for sign in sorted(row.signs)))
    return found.where(both(left.known, right.known, negation(some(equality.mistakes))))


@attrs.frozen
class _Equality:
    """Comparing values, and in `mistakes` where doing so goes wrong; `where`: where it is done at all."""

    vocabulary: Vocabulary
    where: Formula = TRUE
    mistakes: list[Formula] = attrs.field(factory=list)

    def only(self, where: Formula) -> _Equality:
        """The same, done where that holds too."""
        return attrs.evolve(self, where=both(self.where, where))

    def order(self, left: Symbolic, right: Symbolic, type_: Type) -> dict[int, Formula] | None:
        """Where left is less (-1), equal (0), greater (1); None for values without an order."""
        match left, right:
            case (Length(), Length()):
                only_months = both(equal(left.seconds, Number()), equal(right.seconds, Number()))
                only_seconds = both(equal(left.months, Number()), equal(right.months, Number()))
                self.mistakes.append(both(self.where, negation(only_months), negation(only_seconds)))
                months, seconds = _signs(left.months, right.months), _signs(left.seconds, right.seconds)
                return {
                    sign: either(both(only_months, months[sign]), both(negation(only_months), seconds[sign]))
                    for sign in months
                }
            case (Scalar(), Scalar()) if type_ is not Primitive.TEXT:
                return _signs(left.number, right.number)
            case (Scalar() | Moment() as one, Moment() as other) | (Moment() as one, Scalar() as other):
                first, second = clock(one), clock(other)
                return {-1: before(first, second), 0: at_once(first, second), 1: before(second, first)}
            case _:
                return None

    def of(self, left: Symbolic, right: Symbolic, type_: Type) -> Three:
        """Whether two known values of one type are equal."""
        match left, right, type_:
            case (Three(), Three(), _):
                return Three(
                    either(both(left.true, right.true), both(left.false, right.false)),
                    either(both(left.true, right.false), both(left.false, right.true)),
                )
            case (Choice(), Choice(), _):
                return certain(some(both(holds, right.is_(name)) for name, holds in left.options.items()))
            case (Fields(), Fields(), StructureType(name)):
                fields = self.vocabulary.structures[name].items()
                return conjunction(self._of_field(left, right, field, of) for field, of in fields)
            case (Members(), Members(), SetOf(element)):
                pairs = ((left, right), (right, left))
                return conjunction([self._included(part, whole, element) for part, whole in pairs])
            case (Scalar(), Scalar(), Primitive.TEXT):
                return certain(equal(left.number, right.number))
            case _:
                order = self.order(left, right, type_)
                assert order is not None, "what is no text, set or record has an order"
                return certain(order[0])

    def _of_field(self, left: Fields, right: Fields, name: str, type_: Type) -> Three:
        if name not in left.fields or name not in right.fields:
            return DONT_KNOW
        ours, theirs = left.fields[name], right.fields[name]
        given = both(ours.known, theirs.known)
        return self.only(given).of(ours, theirs, type_).where(given)

    def _included(self, part: Members, whole: Members, type_: Type) -> Three:
        found = []
        for there, element in part.elements:
            value = self.only(there).any_of(element, whole, type_)
            found.append(Three(either(negation(there), value.true), both(there, value.false)))
        return conjunction(found)

    def any_of(self, element: Symbolic, among: Members, type_: Type) -> Three:
        """Whether the known element is equal to one of these."""
        found = []
        for there, other in among.elements:
            value = self.only(there).of(element, other, type_)
            found.append(Three(both(there, value.true), either(negation(there), value.false)))
        return disjunction(found)


def clock(moment: Scalar | Moment) -> Clock:
    """The instant; of a date its first one."""
    return moment.clock if isinstance(moment, Moment) else Clock(moment.number, Number())


def _signs(left: Number, right: Number) -> dict[int, Formula]:
    return {-1: below(left, right), 0: equal(left, right), 1: below(right, left)}


# --- membership, `within` -------------------------------------------------------------------------------------------


def member(element: Symbolic, among: Members, type_: Type, reckoner: Reckoner) -> Three:
    """Whether the element is in the set; for terms, whether a member covers it."""
    if isinstance(type_, TermType) and isinstance(element, Choice):
        above = hierarchy(type_.kind, reckoner.vocabulary).above
        covered = certain(
            some(
                both(holds, there, some(each.is_(term) for term in sorted(above[name])))
                for name, holds in element.options.items()
                for there, each in among.elements
                if isinstance(each, Choice)
            )
        )
        return covered.where(both(element.known, among.known))
    equality = _Equality(reckoner.vocabulary)
    found = equality.any_of(element, among, type_)
    return found.where(both(element.known, among.known, negation(some(equality.mistakes))))


def within(moment: Symbolic, duration: Duration, now: Clock, reckoner: Reckoner) -> Three:
    """Whether the moment is not after now, and now at most `duration` after it."""
    assert isinstance(moment, Scalar | Moment)
    limit = step(moment, Length(TRUE, Number(duration.months), Number(duration.seconds)), reckoner)
    return certain(both(not_after(clock(moment), now), not_after(now, clock(limit)))).where(limit.known)


# --- sets that are held against each other ----------------------------------------------------------------------


def held_against(left: Symbolic, right: Symbolic) -> Iterator[tuple[Members, Members]]:
    """Every pair of sets that is compared where these two values are: they themselves, or what lies in them."""
    match left, right:
        case (Members(), Members()):
            yield left, right
            for _, one in left.elements:
                for _, other in right.elements:
                    yield from held_against(one, other)
        case (Fields(), Fields()):
            for name in left.fields.keys() & right.fields.keys():
                yield from held_against(left.fields[name], right.fields[name])
        case _:
            return
