"""Random clauses of every kind with every part."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from confpolicy.facts.schema import Holder
from confpolicy.testing.choices import Choices
from confpolicy.testing.conditions import Definition, Knowing, Speech, condition
from confpolicy.testing.scopes import Focus, Manner, scope
from confpolicy.testing.sketch import ClauseSketch
from confpolicy.testing.taxonomy import Taxonomy

PERMISSIVE = Manner(purpose_compulsory=True)
FORBIDDING = Manner(anyone=20, subject=4, for_=40, excepts=40, public=20)
ALLOWING = Manner(for_=35)
FOLLOWING = Manner(anyone=50, for_=25, public=30)
TELLING = Manner(anyone=60, for_=30, outward=True)

STATEMENT_ONLY = frozenset({Holder.STATEMENT})
NEVER_TALKED_AWAY = frozenset({Holder.STATEMENT, Holder.STATED})


@attrs.frozen
class Workshop:
    """What the clauses of one policy share."""

    ch: Choices
    taxonomy: Taxonomy
    focus: Focus
    definitions: tuple[Definition, ...]
    standing: bool = False
    """Whether somebody stands in for the subject, so that more clauses had better speak of them."""

    def scope(self, manner: Manner) -> str:
        """A random scope."""
        if self.standing and not manner.outward:
            manner = attrs.evolve(manner, subject=manner.subject + 30)
        return scope(self.ch, self.taxonomy, self.focus, manner)

    def speech(self, without: frozenset[Holder], knowing: Knowing = Knowing.NEVER) -> Speech:
        """What a condition may speak of."""
        return Speech.of(self.taxonomy, without=without, definitions=self.definitions, knowing=knowing)


def consent(shop: Workshop, name: str, prohibitions: Sequence[str]) -> ClauseSketch:
    """A consent clause with any of its parts."""
    ch, taxonomy = shop.ch, shop.taxonomy
    parts = [shop.scope(ALLOWING), *_givers(ch, taxonomy.givers)]
    silent = ch.chance(30)
    parts += ["accepts silence"] if silent else ["express"] if ch.chance(33) else []
    notices = ch.some(taxonomy.notices) if ch.chance(45) else ()
    parts += [f"told {', '.join(notices)}"] if notices else []
    parts += [f"lasts {ch.pick(('12 months', '30 days', '1 month', '2 weeks', '36 hours'))}"] if ch.chance(35) else []
    parts += ["requested by subject"] if not silent and ch.chance(27) else []
    parts += ["naming recipient"] if ch.chance(20) else []
    parts += conditions(shop, shop.speech(frozenset(), Knowing.PLAIN), percent=35)
    parts += _overrides(ch, prohibitions)
    parts += ['without need-to-know because "The wish is the need."'] if ch.chance(55) else []
    return ClauseSketch("consent", name, (*parts, *_effects(ch, taxonomy, percent=25)))


def need_to_know(shop: Workshop, name: str) -> ClauseSketch:
    """A need-to-know clause."""
    parts = [shop.scope(attrs.evolve(PERMISSIVE, anyone=35))]
    parts += conditions(shop, shop.speech(STATEMENT_ONLY, Knowing.PLAIN), percent=30)
    return ClauseSketch("need-to-know", name, (*parts, *_effects(shop.ch, shop.taxonomy, percent=20)))


def permission(shop: Workshop, kind: str, name: str, prohibitions: Sequence[str]) -> ClauseSketch:
    """An exception or a duty."""
    ch = shop.ch
    parts = [shop.scope(PERMISSIVE), *conditions(shop, shop.speech(STATEMENT_ONLY, Knowing.PLAIN), percent=75)]
    parts += _overrides(ch, prohibitions)
    parts += ["limited to need-to-know"] if ch.chance(25) else []
    return ClauseSketch(kind, name, (*parts, *_effects(ch, shop.taxonomy, percent=35)))


def prohibition(shop: Workshop, name: str, *, absolute: bool, grounds: Sequence[str] = ()) -> ClauseSketch:
    """A prohibition, which may yield to some of the `grounds`; nothing that the requester states counts in it."""
    speech = shop.speech(NEVER_TALKED_AWAY, Knowing.REVERSED)
    parts = [shop.scope(FORBIDDING), *conditions(shop, speech, percent=95 if absolute else 80)]
    if grounds and not absolute and shop.ch.chance(25):
        parts.append(f"yields to {', '.join(shop.ch.some(grounds, least=1, most=2))}")
    return ClauseSketch("absolute prohibition" if absolute else "prohibition", name, tuple(parts))


def referral(shop: Workshop, name: str) -> ClauseSketch:
    """A referral; where there are judged facts, it often hangs on them."""
    ch = shop.ch
    speech = shop.speech(STATEMENT_ONLY, Knowing.FREELY)
    judged = tuple(fact for fact in speech.facts if fact.modifier.startswith("judged"))
    if judged and ch.chance(60):
        speech = attrs.evolve(speech, facts=judged)
    roles = ch.some(shop.taxonomy.plain_roles(), least=1, most=2)
    parts = (shop.scope(ALLOWING), *conditions(shop, speech, percent=85), f"decided by {', '.join(roles)}")
    return ClauseSketch("referral", name, parts)


def obligation(shop: Workshop, name: str, grounds: Sequence[str]) -> ClauseSketch:
    """An obligation; one with a `say` reads only what the requester knows."""
    ch = shop.ch
    named = f"on {', '.join(ch.some(grounds, least=1, most=2))}" if grounds else "on disclosure"
    on = ch.pick(("on disclosure", "on denial", "on exception or duty", named))
    speaks = on in ("on disclosure", "on denial") and ch.chance(60)
    speech = Speech.outwardly(shop.taxonomy) if speaks else shop.speech(STATEMENT_ONLY)
    parts = [f"{on} {shop.scope(TELLING if speaks else FOLLOWING)}", *conditions(shop, speech, percent=35)]
    said = [f'{ch.pick(("first", "then"))} say "{name} says {ch.pick(("so", "this"))}."'] if speaks else []
    effects = _effects(ch, shop.taxonomy, percent=30 if speaks else 100)
    return ClauseSketch("obligation", name, (*parts, *said, *effects))


def reply(shop: Workshop, name: str) -> ClauseSketch:
    """One reply more than is needed to answer everybody."""
    ch = shop.ch
    manner = attrs.evolve(TELLING, of=ch.chance(40))
    parts = [shop.scope(manner), *conditions(shop, Speech.outwardly(shop.taxonomy), percent=55)]
    effects = _effects(ch, shop.taxonomy, percent=30, phases=("then",))
    return ClauseSketch("reply", name, (*parts, f'say "{name} says no."', *effects))


def replies_to_all(shop: Workshop) -> tuple[ClauseSketch, ...]:
    """Replies that together answer every requester."""
    role = shop.ch.pick(shop.taxonomy.plain_roles())
    if shop.ch.chance(40):
        return (
            ClauseSketch("reply", "reply_some", (f"to {role}", 'say "Not to you."')),
            ClauseSketch("reply", "reply_others", (f"to anyone except {role}", 'say "Neither yes nor no."')),
        )
    return (ClauseSketch("reply", "reply_all", ("to anyone", 'say "Neither yes nor no."')),)


def group(ch: Choices, name: str, members: Sequence[str]) -> tuple[ClauseSketch, ...]:
    """A group of some of these clauses; mostly none."""
    if not members or not ch.chance(30):
        return ()
    return (ClauseSketch("group", name, (f"has {', '.join(ch.some(members, least=1, most=3))}",)),)


def standing(shop: Workshop, name: str) -> ClauseSketch:
    """What is owed with no disclosure at hand."""
    when = shop.ch.pick(("every 12 months", 'on "first contact"'))
    roles = ", ".join(shop.ch.some(shop.taxonomy.plain_roles(), least=1, most=2))
    return ClauseSketch("standing", name, (f"by {roles} {when}", 'do "Look at it again."'))


def _givers(ch: Choices, givers: tuple[str, ...]) -> list[str]:
    lines = [f"given by subject{_forms(ch)}"] if not givers or not ch.chance(20) else []
    if givers and (not lines or ch.chance(60)):
        lines.append(f"given by {', '.join(givers)}{_forms(ch)}")
    return lines


def _forms(ch: Choices) -> str:
    return ch.weighted(((4, ""), (2, " in writing"), (1, " in speech"), (2, " in writing or speech")))


def _overrides(ch: Choices, prohibitions: Sequence[str]) -> list[str]:
    if not prohibitions or not ch.chance(75):
        return []
    names = tuple(prohibitions) if ch.chance(35) else ch.some(prohibitions, least=1)
    return [f"overrides {', '.join(names)}"]


def conditions(shop: Workshop, speech: Speech, *, percent: int) -> list[str]:
    """`when`, `unless` and readings, with what they rely on; often nothing at all."""
    ch = shop.ch
    lines: list[str] = []
    reads: set[str] = set()

    def part(word: str, spoken: Speech, depth: int) -> str:
        found = condition(ch, spoken, depth=depth)
        reads.update(found.reads)
        return f"{word} {found.text}"

    if ch.chance(percent):
        lines.append(part("when", speech, 2))
    unlesses = ch.weighted(((6, 0), (3, 1), (1, 2))) if percent > 50 or lines else 0
    lines += [part("unless", speech.reversed(), 1) for _ in range(unlesses)]
    if ch.chance(percent // 6):
        strict, loose = part("when", speech, 1), part("when", speech, 1)
        loose = "when purpose is care and purpose is safety" if _plain(loose) == _plain(strict) else loose
        lines += ['reading strict "It can be read so."', f"    {strict}"]
        lines += ['reading loose "It can be read so too."', f"    {loose}"]
        lines.append(f"read as {ch.pick(('strict', 'loose'))}")
    protected = (fact.full_name for fact in shop.taxonomy.facts if fact.protected)
    lines += [f'relying on {name} because "The text tests it."' for name in protected if name in reads]
    return lines


def _plain(text: str) -> str:
    """The condition without what means nothing, so that the same one in other words is seen to be the same."""
    return re.sub(r"[ ()]", "", text).replace("notnot", "")


def _effects(
    ch: Choices, taxonomy: Taxonomy, *, percent: int, phases: tuple[str, ...] = ("then", "first")
) -> list[str]:
    lines = []
    for phase in phases:
        if not ch.chance(percent if phase == "then" else percent // 2):
            continue
        within = ch.weighted(((4, ""), (1, "at once "), (1, "within 1 day "), (1, "within 1 month ")))
        acts = (
            f"record in {ch.pick(taxonomy.registers)}",
            f"notify {ch.pick((*taxonomy.plain_roles(), 'subject'))}",
            'do "See to it."',
        )
        lines.append(f"{phase} {within}{', '.join(ch.some(acts, least=1, most=2))}")
    return lines
