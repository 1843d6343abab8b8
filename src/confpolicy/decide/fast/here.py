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
    Whoever makes one fills in every slot: a constructor would take longer than all that is done with it. `nowhere`
    does so where time does not matter.
    """

    __slots__ = (
        "counts", "defined", "discloser_id", "discloser_roles", "domain", "leaf", "notes", "of_context",
        "of_discloser", "of_item", "of_recipient", "of_relation", "of_stated", "of_statement", "of_subject",
        "on_statement", "perhaps", "presuming", "purpose", "recipient_id", "roles", "subject", "supposed", "time",
    )  # fmt: skip
    domain: Domain
    time: Instant | None
    purpose: str | None
    leaf: str | None
    subject: str | None
    recipient_id: str | None
    discloser_id: str | None
    roles: frozenset[str] | None
    """The recipient's, with all above them."""
    discloser_roles: frozenset[str] | None
    perhaps: frozenset[str]
    """Those that the recipient may have towards some of a class of people."""
    counts: bool | None
    """Whether the recipient counts as the subject."""
    of_subject: Facts
    of_stated: Facts
    of_relation: Facts
    of_recipient: Facts
    of_discloser: Facts
    of_context: Facts
    of_item: Facts
    of_statement: Facts
    on_statement: bool
    supposed: bool | None
    presuming: bool
    defined: dict[str, Truth]
    notes: list[tuple[str, str]]
    """Where errors happened, and their messages."""

    @classmethod
    def of(cls, environment: Environment) -> Here:
        """The same place as an environment of the walk."""
        here = nowhere(environment.domain)
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
        there = Here()
        there.domain = self.domain
        there.time = self.time
        there.purpose = self.purpose
        there.leaf = self.leaf
        there.subject = self.subject
        there.recipient_id = self.recipient_id
        there.discloser_id = self.discloser_id
        there.roles = self.roles
        there.discloser_roles = self.discloser_roles
        there.perhaps = self.perhaps
        there.counts = self.counts
        there.of_subject = self.of_subject
        there.of_stated = self.of_stated
        there.of_relation = self.of_relation
        there.of_recipient = self.of_recipient
        there.of_discloser = self.of_discloser
        there.of_context = self.of_context
        there.of_item = self.of_item
        there.of_statement = self.of_statement
        there.on_statement = self.on_statement
        there.supposed = self.supposed
        there.presuming = self.presuming
        there.defined = self.defined
        there.notes = self.notes
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


def nowhere(domain: Domain) -> Here:
    """Where nothing is known."""
    here = Here()
    here.domain = domain
    here.time = here.purpose = here.leaf = here.subject = here.recipient_id = here.discloser_id = None
    here.roles = here.discloser_roles = None
    here.perhaps = _NOBODY
    here.counts = None
    here.of_subject = here.of_stated = here.of_relation = here.of_recipient = here.of_discloser = NOTHING
    here.of_context = here.of_item = here.of_statement = NOTHING
    here.on_statement = False
    here.supposed = None
    here.presuming = True
    here.defined = {}
    here.notes = []
    return here


_NOBODY: frozenset[str] = frozenset()
