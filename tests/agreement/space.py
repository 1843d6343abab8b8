"""A finite space of requests about one item for one purpose: every combination of what random requests say.

What the item reveals may be asked for beside it, with facts of its own where they can tell on the item.

Random requests are aimed at the edges of conditions, so that what they say of each fact are the values on which a
condition turns, one step beside them, and nothing at all. Of each a few are combined in every way, fewer where they
would be too many; and requests are drawn from all that was seen.
"""

from __future__ import annotations

import itertools
import json
import math
import random
from collections.abc import Container, Iterable, Iterator
from typing import Any

import attrs

from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.terrain import Terrain

NOTHING = object()
"""What stands for a fact that is not given."""
BESIDE = "beside"
"""What stands for the holder of what else is asked for, by its name."""
CONSENTS = "consents"
"""What stands for consents among the facts that are read."""
FEW = 4
"""So many values of each part a space has at most that is gone through whole."""
SEEN = 60
"""So many random requests are looked at."""
Place = tuple[str, str]
"""A part of a request, and the key in it."""
_HOLDERS = ("subject", "stated", "relation", "recipient", "discloser", "context", "item")
_ABOUT, _WHO = "p1", "r1"


@attrs.frozen
class Space:
    """What there is to choose from, for each part of a request: values in JSON, `NOTHING` for none."""

    choices: dict[Place, tuple[Any, ...]]

    @classmethod
    def of(cls, terrain: Terrain, seed: int) -> Space:
        """The space of a policy."""
        seen: dict[Place, dict[str, Any]] = {}
        for number in range(SEEN):
            request = composing.request(Choices.from_seed(f"space {seed}/{number}"), terrain)
            for place, value in _parts(request):
                seen.setdefault(place, {})[json.dumps(value)] = value
        for declared in terrain.facts:
            if declared.holder.value in _HOLDERS:
                seen.setdefault((declared.holder.value, declared.name), {})[""] = NOTHING
        return cls({place: tuple(values.values()) for place, values in sorted(seen.items())})

    def beside(self, leaves: Iterable[str]) -> Space:
        """The same where each of these may be asked for too: with nothing said of it, or one fact."""
        facts = [
            {name: value}
            for (holder, name), values in self.choices.items()
            if holder == "item"
            for value in values
            if value is not NOTHING
        ]
        return Space(self.choices | {(BESIDE, leaf): (NOTHING, *facts, {}) for leaf in sorted(leaves)})

    def about(self, reads: Container[str], *, bound: int) -> Space:
        """The space of what matters where only these facts (and perhaps consents) are read, a few values of each.

        The first ones stay; nothing is always among them, for facts and for consents. Where they can be combined in
        more than `bound` ways, what has most values loses one, until they cannot.
        """
        kept: dict[Place, tuple[Any, ...]] = {}
        for (holder, name), values in self.choices.items():
            if (holder, name) == ("", "consents"):
                kept[holder, name] = ([], *([each for each in values if each][:FEW] if CONSENTS in reads else ()))
            elif not holder:
                kept[holder, name] = values[:FEW]
            elif holder == BESIDE:
                of_read = [each for each in values[1:] if all(f"item.{fact}" in reads for fact in each)]
                kept[holder, name] = (NOTHING, *of_read[: FEW - 1])
            else:
                some = [each for each in values if each is not NOTHING][:FEW]
                kept[holder, name] = (NOTHING, *some) if f"{holder}.{name}" in reads else (NOTHING,)
        while math.prod(map(len, kept.values())) > bound:
            most = max(kept, key=lambda place: len(kept[place]))
            kept[most] = kept[most][:-1]
        return Space(kept)

    @property
    def size(self) -> int:
        """How many requests there are about one item for one purpose."""
        return math.prod(len(values) for values in self.choices.values())

    def requests(self, leaf: str, purpose: str) -> Iterator[dict[str, Any]]:
        """All of them."""
        for values in itertools.product(*self.choices.values()):
            yield self._request(values, leaf, purpose)

    def drawn(self, leaf: str, purpose: str, *, count: int, seed: int) -> Iterator[dict[str, Any]]:
        """So many of them by chance."""
        chance = random.Random(f"{seed} {leaf} {purpose}")
        for _ in range(count):
            yield self._request(tuple(map(chance.choice, self.choices.values())), leaf, purpose)

    def _request(self, values: tuple[Any, ...], leaf: str, purpose: str) -> dict[str, Any]:
        parts = dict(zip(self.choices, values, strict=True))
        return _request({place: value for place, value in parts.items() if value is not NOTHING}, leaf, purpose)


def _parts(request: dict[str, Any]) -> Iterator[tuple[Place, Any]]:
    subject = {
        **request.get("subject", {}),
        **{key: request[key] for key in ("relation", "stated") if key in request},
    }
    subject = request["subjects"][0] if "subjects" in request else subject
    relation = subject.get("relation", {})
    yield ("", "time"), request["time"]
    yield (
        ("", "who"),
        [
            request["recipient"]["id"] == subject["id"],
            bool(subject.get("class")),
            request["recipient"]["roles"],
            relation.get("roles", []),
        ],
    )
    yield ("", "discloser roles"), request["discloser"]["roles"]
    yield ("", "consents"), [one for one in request["consents"] if one["subject"] == subject["id"]]
    plain = {"id", "roles", "class", "relation", "stated", "item", "about"}
    holders = {
        "subject": subject,
        "stated": subject.get("stated", {}),
        "relation": relation,
        "recipient": request["recipient"],
        "discloser": request["discloser"],
        "context": request["context"],
        "item": request["items"][0] if isinstance(request["items"][0], dict) else {},
    }
    for holder, facts in holders.items():
        for name, value in facts.items():
            if name not in plain:
                yield (holder, name), value


def _request(parts: dict[Place, Any], leaf: str, purpose: str) -> dict[str, Any]:
    in_person, is_class, roles, towards = parts["", "who"]
    facts: dict[str, dict[str, Any]] = {holder: {} for holder in ("", BESIDE, *_HOLDERS)}
    for (holder, name), value in parts.items():
        facts[holder][name] = value
    return {
        "time": parts["", "time"],
        "purpose": purpose,
        "discloser": {"id": "d1", "roles": parts["", "discloser roles"], **facts["discloser"]},
        "recipient": {"id": _ABOUT if in_person else _WHO, "roles": roles, **facts["recipient"]},
        "subject": {"id": _ABOUT, "roles": [], **({"class": True} if is_class else {}), **facts["subject"]},
        "relation": {"roles": towards, **facts["relation"]},
        "stated": facts["stated"],
        "items": [
            {"item": leaf, **facts["item"]},
            *({"item": other, **own} for other, own in facts[BESIDE].items()),
        ],
        "context": facts["context"],
        "consents": [] if is_class else parts["", "consents"],
    }
