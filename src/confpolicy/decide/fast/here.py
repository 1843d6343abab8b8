"""Where compiled conditions are evaluated: what an `Environment` is to the walk, made to be read quickly."""

from __future__ import annotations

from types import MappingProxyType

from confpolicy.core.operators import Domain
from confpolicy.decide.environment import Environment
from confpolicy.decide.fast.operations import VALUES
from confpolicy.facts.logic import Truth
from confpolicy.facts.request import Facts, Given
from confpolicy.facts.schema import Holder
from confpolicy.facts.values import Instant

NOTHING: Facts = MappingProxyType({})


class Here:
    """One leaf, one data subject, and what is given about them. It belongs to one decision, which changes it.

    The names of the facts of each holder are bare. None, for the time, the purpose, a party, the leaf: not known.
    """

    time: Instant | None = None
    purpose: str | None = None
    leaf: str | None = None
    subject: str | None = None
    recipient_id: str | None = None
    discloser_id: str | None = None
    roles: frozenset[str] | None = None
    """The recipient's, with all above them."""
    discloser_roles: frozenset[str] | None = None
    perhaps: frozenset[str] = frozenset()
    """Those that the recipient may have towards some of a class of people."""
    counts: bool | None = None
    """Whether the recipient counts as the subject."""
    of_subject: Facts = NOTHING
    of_stated: Facts = NOTHING
    of_relation: Facts = NOTHING
    of_recipient: Facts = NOTHING
    of_discloser: Facts = NOTHING
    of_context: Facts = NOTHING
    of_item: Facts = NOTHING
    of_statement: Facts = NOTHING
    on_statement: bool = False
    supposed: bool | None = None
    presuming: bool = True

    def __init__(self, domain: Domain) -> None:
        """Where nothing is known."""
        self.domain = domain
        self.defined: dict[str, Truth] = {}
        self.notes: list[tuple[str, str]] = []
        """Where errors happened, and their messages."""

    @classmethod
    def of(cls, environment: Environment) -> Here:
        """The same place as an environment of the walk."""
        here = cls(environment.domain)
        here.time, here.purpose, here.leaf = environment.time, environment.purpose, environment.leaf
        here.subject = environment.subject
        here.recipient_id, here.discloser_id = environment.recipient_id, environment.discloser_id
        if environment.recipient is not None:
            here.roles, here.perhaps = environment.recipient.closed, environment.recipient.perhaps
            here.counts = VALUES[environment.recipient.counts]
        if environment.discloser is not None:
            here.discloser_roles = environment.discloser.closed
        for holder in Holder:
            prefix = f"{holder.value}."
            facts = {
                name.removeprefix(prefix): given
                for name, given in environment.given.items()
                if name.startswith(prefix)
            }
            setattr(here, f"of_{holder.value}", facts)
        here.on_statement, here.supposed = environment.on_statement, environment.supposed
        here.presuming = environment.presuming
        return here

    def at(self, leaf: str, *, counts: bool | None) -> Here:
        """The same, with another leaf in the place of the item, and who counts as the subject there."""
        there = self._copy()
        there.leaf, there.counts, there.defined = leaf, counts, {}
        return there

    def on(self, facts: Facts) -> Here:
        """The same, on one consent statement with these facts."""
        there = self._copy()
        there.of_statement, there.on_statement, there.defined = facts, True, {}
        return there

    def supposing(self, *, value: bool) -> Here:
        """The same, with every judgement (a bool) that is absent or does not count supposed to say so."""
        there = self._copy()
        there.supposed, there.defined = value, {}
        return there

    def _copy(self) -> Here:
        there = Here.__new__(Here)
        there.__dict__.update(self.__dict__)
        return there

    @property
    def given(self) -> Here:
        """All facts, to be got by their full names, as the walk does with those that are judged."""
        return self

    def get(self, name: str) -> Given | None:
        """The fact of that full name as it was given, or None."""
        holder, _, bare = name.partition(".")
        facts: Facts = getattr(self, f"of_{holder}")
        return facts.get(bare)

    def note(self, path: str, error: Exception) -> None:
        """Records an error; the expression at `path` counts as unknown."""
        self.notes.append((path, str(error)))
