"""Random stand-ins: who counts as the subject, and whose consent counts as theirs."""

from __future__ import annotations

from confpolicy.facts.schema import Holder
from confpolicy.testing.clauses import NEVER_TALKED_AWAY, Workshop, conditions
from confpolicy.testing.conditions import Speech
from confpolicy.testing.scopes import Manner, scope
from confpolicy.testing.sketch import ClauseSketch

WHERE = Manner(anyone=0, from_=8, for_=20, to=False)
OF_NO_GIVER = frozenset({*NEVER_TALKED_AWAY, Holder.RECIPIENT, Holder.RELATION})


def stand_ins(shop: Workshop) -> tuple[ClauseSketch, ...]:
    """One or two, where somebody is to stand in; there is a role towards a subject then, or a giver."""
    ch, taxonomy = shop.ch, shop.taxonomy
    towards = tuple(role for role in taxonomy.roles.names() if role in taxonomy.towards)
    sides = [*(["to", "to"] if towards else []), *(["given by"] if taxonomy.givers else [])]
    sides += ["both"] if towards and taxonomy.givers else []
    numbers = range(ch.weighted(((5, 1), (2, 2)))) if shop.standing else ()
    return tuple(_stand_in(shop, f"stand_{number}", ch.pick(sides), towards) for number in numbers)


def _stand_in(shop: Workshop, name: str, side: str, towards: tuple[str, ...]) -> ClauseSketch:
    ch = shop.ch
    of, rest = (piece.strip() for piece in scope(ch, shop.taxonomy, shop.focus, WHERE).split("\n"))
    parts = [of]
    if side != "given by":
        to = ", ".join(ch.some(towards, least=1, most=2))
        left_out = f" except {ch.pick(shop.taxonomy.plain_roles())}" if ch.chance(15) else ""
        parts.append(f"to {to}{left_out}")
    parts += [rest] if rest else []
    if side != "to":
        parts.append(f"given by {', '.join(shop.taxonomy.givers)}")
    speech = Speech.of(shop.taxonomy, without=NEVER_TALKED_AWAY if side == "to" else OF_NO_GIVER)
    asked = conditions(shop, speech, percent=65)
    forbidden = "recipient is subject" if side == "to" else "recipient is"
    return ClauseSketch("stand-in", name, (*parts, *([] if any(forbidden in line for line in asked) else asked)))
