"""Random policies, dense: few words, many clauses about the same, prohibitions lifted and laid down again."""

from __future__ import annotations

from confpolicy.testing.choices import Choices
from confpolicy.testing.clauses import (
    STATEMENT_ONLY,
    Workshop,
    consent,
    group,
    need_to_know,
    obligation,
    permission,
    prohibition,
    referral,
    replies_to_all,
    reply,
    standing,
)
from confpolicy.testing.conditions import Definition, Speech, condition
from confpolicy.testing.scopes import Focus
from confpolicy.testing.sketch import ClauseSketch, Sketch
from confpolicy.testing.standing_in import stand_ins
from confpolicy.testing.taxonomy import Taxonomy
from confpolicy.testing.vocabularies import taxonomy

ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia", "UTC")
IN_FORCE = ("2026-01-01", "2026-03-29", "2025-10-26")


DENSE = 4
"""So many clauses of one kind there are at most in a dense policy."""


def sketch(ch: Choices, *, spare: bool = False) -> Sketch:
    """A random policy, which the checker accepts (it may warn); a spare one has few clauses and few words."""
    most = ch.pick((1, 2)) if spare else DENSE
    vocabulary = taxonomy(ch, spare=spare)
    definitions = _definitions(ch, vocabulary)
    standing = bool(vocabulary.towards or vocabulary.givers) and ch.chance(60)
    shop = Workshop(ch, vocabulary, Focus.of(ch, vocabulary), definitions, standing)
    clauses, groups = clauses_of(shop, most=most)
    return Sketch(
        header=_header(ch),
        taxonomy=vocabulary,
        definitions=definitions,
        clauses=clauses,
        groups=groups,
    )


def _header(ch: Choices) -> str:
    parts = [
        'policy random_policy "A policy by chance"',
        "language 1",
        f"in force from {ch.pick(IN_FORCE)}",
        f'timezone "{ch.pick(ZONES)}"',
    ]
    parts += ['version "1"'] if ch.chance(30) else []
    if ch.chance(20):
        parts += ["reviewed on 2026-02-28", "review every 6 months by staff"]
    return "\n    ".join(parts)


def _definitions(ch: Choices, vocabulary: Taxonomy) -> tuple[Definition, ...]:
    """Up to three; a later one may use an earlier one."""
    definitions: tuple[Definition, ...] = ()
    for number in range(ch.weighted(((3, 0), (4, 1), (3, 2), (1, 3)))):
        speech = Speech.of(vocabulary, without=STATEMENT_ONLY, definitions=definitions)
        definitions += (Definition(f"defined_{number}", condition(ch, speech)),)
    return definitions


def clauses_of(shop: Workshop, *, most: int = DENSE) -> tuple[tuple[ClauseSketch, ...], tuple[ClauseSketch, ...]]:
    """The clauses, at most so many of a kind, and groups of them."""
    ch = shop.ch

    def names(stem: str, *counts: tuple[int, int]) -> list[str]:
        fitting = [(weight, count) for weight, count in counts if count <= most]
        return [f"{stem}_{number}" for number in range(ch.weighted(fitting))]

    forbids = names("forbid", (1, 0), (3, 1), (4, 2), (3, 3), (1, 4))
    nevers = names("never", (5, 0), (4, 1), (1, 2))
    consents = names("consent", (1, 0), (5, 1), (5, 2), (2, 3))
    needs = names("need", (1, 0), (3, 1), (3, 2), (1, 3))
    allows = names("allow", (2, 0), (3, 1), (3, 2), (2, 3))
    owes = names("owe", (3, 0), (3, 1), (1, 2))
    groups = (
        *group(ch, "the_forbidden", forbids),
        *group(ch, "the_lifting", [*consents, *allows, *owes]),
        *group(ch, "the_grounds", [*consents, *needs, *allows, *owes]),
    )
    named = {one.name for one in groups}
    grounds = [*consents, *needs, *allows, *owes, *sorted(named & {"the_lifting", "the_grounds"})]
    lifting = [*consents, *allows, *owes, *sorted(named & {"the_lifting"})]
    lifted = [*forbids, *sorted(named & {"the_forbidden"})]
    clauses = (
        *(prohibition(shop, name, absolute=False, grounds=lifting) for name in forbids),
        *(prohibition(shop, name, absolute=True) for name in nevers),
        *(consent(shop, name, lifted) for name in consents),
        *(need_to_know(shop, name) for name in needs),
        *(permission(shop, "exception", name, lifted) for name in allows),
        *(permission(shop, "duty", name, lifted) for name in owes),
        *(referral(shop, name) for name in names("refer", (3, 0), (3, 1), (1, 2))),
        *(obligation(shop, f"must_{number}", grounds) for number in range(ch.integer(0, most))),
        *replies_to_all(shop),
        *(reply(shop, f"reply_{number}") for number in range(ch.integer(0, most // 2))),
        *stand_ins(shop),
        *(standing(shop, "look_again") for _ in range(ch.weighted(((4, 0), (1, 1))))),
    )
    return clauses, groups
