"""Where a condition is evaluated: one leaf, one data subject, and what is given about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from confpolicy.core.clauses import StandIn
from confpolicy.core.expressions import Expression
from confpolicy.core.operators import Domain
from confpolicy.core.scopes import Presence
from confpolicy.decide.decision import EvaluationError
from confpolicy.decide.prepare import Ready
from confpolicy.facts.calendar import OutOfBoundsError
from confpolicy.facts.logic import Truth, conjunction
from confpolicy.facts.request import Facts, Given, Judgement
from confpolicy.facts.schema import FactDeclaration, Holder, JudgedBy
from confpolicy.facts.types import Primitive, Type
from confpolicy.facts.values import Instant, Value


@attrs.frozen
class Bound:
    """The element that a quantifier's variable stands for."""

    value: Value
    type: Type


@attrs.frozen(eq=False)
class StoodIn:
    """A stand-in that bears on an item: whether it covers the recipient, and whether its condition holds."""

    ready: Ready[StandIn]
    covers: Truth
    holds: Truth

    @property
    def recipient(self) -> Truth:
        """Whether the recipient counts as the subject by it."""
        return conjunction([self.covers, self.holds])


@attrs.frozen(kw_only=True, eq=False, slots=False)
class Environment:
    """What conditions read. None, for the time, the purpose, a party, the leaf: not known.

    Everything is a value but `errors` and `nodes`, into which evaluation writes, and the memory of definitions. It
    has no slots so that it can be copied as a whole: a decision makes many that differ in a field or two.
    """

    domain: Domain
    definitions: Mapping[str, Expression]
    time: Instant | None = None
    purpose: str | None = None
    leaf: str | None = None
    entry: str | None = None
    """The leaf whose item facts are read: another than `leaf` where that is revealed by it."""
    subject: str | None = None
    of_class: bool = False
    """Whether the subject is a class of people."""
    stand_ins: tuple[Ready[StandIn], ...] = ()
    """Those that recipient, discloser and purpose leave room for, whatever the item."""
    stood_in: tuple[StoodIn, ...] = ()
    """Those that cover the leaf, held against it; `stand_ins.py` sees to it wherever the leaf changes."""
    recipient: Presence | None = None
    recipient_id: str | None = None
    discloser: Presence | None = None
    discloser_id: str | None = None
    given: Mapping[str, Given] = attrs.field(factory=dict)
    """By full name."""
    errors: set[EvaluationError] = attrs.field(factory=set)
    nodes: list[tuple[str, Truth | Value | None]] | None = None
    """Where the trace is asked for: every node with its value, in the order of evaluation."""
    on_statement: bool = False
    """Whether `statement` facts are those of one statement; elsewhere they are unknown, even where taken as no."""
    supposed: bool | None = None
    """What judgements that are absent or do not count are supposed to say (referrals); None: they are unknown."""
    presuming: bool = True
    """Whether facts taken as no if absent are."""
    bound: Mapping[str, Bound] = attrs.field(factory=dict)
    defined: dict[str, Truth] = attrs.field(factory=dict)
    """Definitions already evaluated here."""

    def but(self, **changes: object) -> Environment:
        """The same with these fields changed, as `attrs.evolve`."""
        made = object.__new__(Environment)
        made.__dict__.update(self.__dict__, **changes)
        return made

    def on(self, facts: Facts) -> Environment:
        """The same, on one consent statement with these facts."""
        given = {**self.given, **under(Holder.STATEMENT, facts)}
        return self.but(given=given, on_statement=True, defined={})

    def supposing(self, *, value: bool) -> Environment:
        """The same, with every judgement (a bool) that is absent or does not count supposed to say so."""
        return self.but(supposed=value, defined={})

    def without_presumptions(self) -> Environment:
        """The same, with facts taken as no if absent left unknown; its errors are nobody's."""
        return self.but(presuming=False, defined={}, errors=set())

    def recording(self) -> Environment:
        """The same, with a list of its own that evaluation writes each node's value into."""
        return self.but(nodes=[], defined={}, errors=set())

    def bind(self, variable: str, bound: Bound) -> Environment:
        """The same, inside a quantifier; definitions, which know no variables, keep their memory."""
        return self.but(bound={**self.bound, variable: bound})

    def note(self, path: str, error: Exception) -> None:
        """Records an error; the expression at `path` counts as unknown."""
        self.errors.add(EvaluationError(path=path, message=str(error), item=self.leaf, subject=self.subject))


def under(holder: Holder, facts: Facts) -> dict[str, Given]:
    """The facts of one holder by their full names."""
    return {f"{holder.value}.{name}": given for name, given in facts.items()}


# --- facts ------------------------------------------------------------------------------------------------------


def fact_value(name: str, path: str, environment: Environment) -> Value | None:
    """The fact's value, or None where it is unknown."""
    given = environment.given.get(name)
    declaration = environment.domain.vocabulary.facts[name]
    if given is None:
        return _absent(declaration, environment)
    if _counts(given, declaration, path, environment):
        return given.value
    return environment.supposed if declaration.type is Primitive.BOOL else None


def is_known(name: str, path: str, environment: Environment) -> bool | None:
    """Whether the fact is given and counts, or is a judgement that is supposed to be there.

    None of a fact of a statement where none is at hand: what is known of it is still open.
    """
    given = environment.given.get(name)
    declaration = environment.domain.vocabulary.facts[name]
    if declaration.holder is Holder.STATEMENT and not environment.on_statement:
        return None
    if given is not None and _counts(given, declaration, path, environment):
        return True
    return environment.supposed is not None and _is_supposable(declaration)


def _is_supposable(declaration: FactDeclaration) -> bool:
    return declaration.judged is not None and declaration.type is Primitive.BOOL


def _absent(declaration: FactDeclaration, environment: Environment) -> Value | None:
    if _is_supposable(declaration):
        return environment.supposed
    if declaration.presumed is None or not environment.presuming:
        return None
    if declaration.holder is Holder.STATEMENT and not environment.on_statement:
        return None
    return False


def _counts(given: Given, declaration: FactDeclaration, path: str, environment: Environment) -> bool:
    """Whether a given value counts: one that is no judgement does, a judgement in time by an accepted judge does."""
    if declaration.judged is None:
        return True
    judgement, now = given.judgement, environment.time
    if judgement is None or now is None:
        return False
    if judgement.at > now or not _accepted(judgement, declaration.judged, environment):
        return False
    if declaration.judged.within is None:
        return True
    try:
        return environment.domain.zone.step(judgement.at, declaration.judged.within) >= now
    except OutOfBoundsError as error:
        environment.note(path, error)
        return False


def _accepted(judgement: Judgement, by: JudgedBy, environment: Environment) -> bool:
    above = environment.domain.vocabulary.roles.above
    return (
        any(role in above[own] for own in judgement.roles for role in by.roles)
        or (by.by_discloser and judgement.by == environment.discloser_id)
        or (by.by_recipient and judgement.by == environment.recipient_id)
    )


def unknown_among(names: Iterable[str], environment: Environment) -> tuple[str, ...]:
    """Those of the facts that are unknown here, sorted; an error in asking was noted where it was evaluated."""
    quiet = environment.but(errors=set())
    return tuple(sorted(name for name in names if fact_value(name, "", quiet) is None))
