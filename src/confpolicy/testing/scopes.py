"""Random scopes. A policy has a focus - some data, a role, a purpose - to which most of its clauses come back."""

from __future__ import annotations

import attrs

from confpolicy.testing.choices import Choices
from confpolicy.testing.taxonomy import Taxonomy, Terms


@attrs.frozen
class Focus:
    """What most clauses of one policy are about."""

    item: str
    role: str
    purpose: str

    @classmethod
    def of(cls, ch: Choices, taxonomy: Taxonomy) -> Focus:
        """A random focus."""
        leaves = set(taxonomy.data.leaves())
        items = tuple(term for term in taxonomy.confidential_terms() if term in leaves)
        return cls(ch.pick(items), ch.pick(taxonomy.roles.names()), ch.pick(taxonomy.purposes.names()))


@attrs.frozen(kw_only=True)
class Manner:
    """How a kind of clause words its scope: percentages, and what it may leave out."""

    of: bool = True
    to: bool = True
    """Whether it says to whom; where not, a line break stands in its place."""
    anyone: int = 12
    subject: int = 8
    from_: int = 12
    for_: int = 45
    """How often a purpose is named, where it may be left out."""
    purpose_compulsory: bool = False
    excepts: int = 25
    public: int = 0
    """How often the data may be public too."""
    outward: bool = False
    """Only what the requester knows: no discloser, no role towards a subject, no subject in person."""


def scope(ch: Choices, taxonomy: Taxonomy, focus: Focus, manner: Manner) -> str:
    """`of … to … from … for …`"""
    parts = [_items(ch, taxonomy, focus, manner)] if manner.of else []
    parts.append(_recipients(ch, taxonomy, focus, manner) if manner.to else "\n")
    if not manner.outward and ch.chance(manner.from_):
        parts.append(_disclosers(ch, taxonomy, manner))
    if manner.purpose_compulsory or ch.chance(manner.for_):
        parts.append(_purposes(ch, taxonomy, focus, manner))
    return " ".join(parts)


def _around(ch: Choices, terms: Terms, centre: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The centre, something above it, or now and then whatever comes."""
    near = tuple(term for term in allowed if term in terms.above(centre))
    if near and ch.chance(65):
        return (ch.pick((centre, *near) if centre in near else near),)
    return ch.some(allowed, least=1, most=2)


def _except(ch: Choices, terms: Terms, chosen: tuple[str, ...], allowed: tuple[str, ...], manner: Manner) -> str:
    """Something below what was chosen is left out again."""
    below = tuple(term for term in allowed if term not in chosen and any(term in terms.below(one) for one in chosen))
    if not below or not ch.chance(manner.excepts):
        return ""
    inner = tuple(term for term in below if len(terms.below(term)) > 1)
    left_out = (ch.pick(inner),) if inner and ch.chance(60) else ch.some(below, least=1, most=2)
    return f" except {', '.join(left_out)}"


def _items(ch: Choices, taxonomy: Taxonomy, focus: Focus, manner: Manner) -> str:
    allowed = taxonomy.data.names() if ch.chance(manner.public) else taxonomy.confidential_terms()
    if ch.chance(20):
        left_out = f" except {', '.join(ch.some(allowed, least=1, most=2))}" if ch.chance(manner.excepts) else ""
        return f"of confidential{left_out}"
    chosen = _around(ch, taxonomy.data, focus.item, allowed)
    return f"of {', '.join(chosen)}{_except(ch, taxonomy.data, chosen, allowed, manner)}"


def _recipients(ch: Choices, taxonomy: Taxonomy, focus: Focus, manner: Manner) -> str:
    allowed = taxonomy.plain_roles() if manner.outward else taxonomy.roles.names()
    subject = not manner.outward and ch.chance(manner.subject)
    if ch.chance(manner.anyone):
        free = [*ch.some(allowed, least=1, most=2)] if ch.chance(manner.excepts + 20) else []
        free += ["subject"] if not manner.outward and ch.chance(30) else []
        return f"to anyone except {', '.join(free)}" if free else "to anyone"
    if subject and ch.chance(60):
        return "to subject"
    chosen = _around(ch, taxonomy.roles, focus.role, allowed)
    named = (*chosen, "subject") if subject else chosen
    return f"to {', '.join(named)}{_except(ch, taxonomy.roles, chosen, allowed, manner)}"


def _disclosers(ch: Choices, taxonomy: Taxonomy, manner: Manner) -> str:
    allowed = taxonomy.plain_roles()
    chosen = ch.some(allowed, least=1, most=2)
    return f"from {', '.join(chosen)}{_except(ch, taxonomy.roles, chosen, allowed, manner)}"


def _purposes(ch: Choices, taxonomy: Taxonomy, focus: Focus, manner: Manner) -> str:
    allowed = taxonomy.purposes.names()
    if ch.chance(25):
        left_out = f" except {', '.join(ch.some(allowed, least=1, most=1))}" if ch.chance(manner.excepts) else ""
        return f"for any purpose{left_out}"
    chosen = _around(ch, taxonomy.purposes, focus.purpose, allowed)
    return f"for {', '.join(chosen)}{_except(ch, taxonomy.purposes, chosen, allowed, manner)}"
