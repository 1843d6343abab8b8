"""A finite space of requests about one item for one purpose: every combination of what random requests say.

Random requests are aimed at the edges of conditions, so that what they say of each fact are the values on which a
condition turns, one step beside them, and nothing at all. The space is gone through whole where it is small enough;
else as many combinations are drawn from it as the bound allows.
"""

from __future__ import annotations

import itertools
import json
import math
import random
from collections.abc import Iterator
from typing import Any

import attrs

from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.terrain import Terrain

SEEN = 60
"""So many random requests are looked at."""
Place = tuple[str, str]
"""A part of a request, and the key in it."""
_HOLDERS = ("subject", "stated", "relation", "recipient", "discloser", "context", "item")
_ABOUT, _WHO = "p1", "r1"


@attrs.frozen
class Space:
    """What there is to choose from, for each part of a request: values as text, "" for nothing."""

    choices: dict[Place, tuple[str, ...]]

    @classmethod
    def of(cls, terrain: Terrain, seed: int) -> Space:
        """The space of a policy."""
        seen: dict[Place, dict[str, None]] = {}
        for number in range(SEEN):
            request = composing.request(Choices.from_seed(f"space {seed}/{number}"), terrain)
            for place, value in _parts(request):
                seen.setdefault(place, {})[json.dumps(value)] = None
        for declared in terrain.facts:
            if declared.holder.value in _HOLDERS:
                seen.setdefault((declared.holder.value, declared.name), {})[""] = None
        return cls({place: tuple(values) for place, values in sorted(seen.items())})

    @property
    def size(self) -> int:
        """How many requests there are about one item for one purpose."""
        return math.prod(len(values) for values in self.choices.values())

    def requests(self, leaf: str, purpose: str, *, bound: int, seed: int) -> Iterator[dict[str, Any]]:
        """All of them, or `bound` of them by chance where there are more."""
        options = list(self.choices.values())
        if self.size <= bound:
            chosen: Iterator[tuple[str, ...]] = itertools.product(*options)
        else:
            chance = random.Random(f"{seed} {leaf} {purpose}")
            chosen = (tuple(chance.choice(each) for each in options) for _ in range(bound))
        for values in chosen:
            parts = dict(zip(self.choices, values, strict=True))
            yield _request({place: json.loads(text) for place, text in parts.items() if text}, leaf, purpose)


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
    facts = {holder: {name: value for (of, name), value in parts.items() if of == holder} for holder in _HOLDERS}
    return {
        "time": parts["", "time"],
        "purpose": purpose,
        "discloser": {"id": "d1", "roles": parts["", "discloser roles"], **facts["discloser"]},
        "recipient": {"id": _ABOUT if in_person else _WHO, "roles": roles, **facts["recipient"]},
        "subject": {"id": _ABOUT, "roles": [], **({"class": True} if is_class else {}), **facts["subject"]},
        "relation": {"roles": towards, **facts["relation"]},
        "stated": facts["stated"],
        "items": [{"item": leaf, **facts["item"]}],
        "context": facts["context"],
        "consents": [] if is_class else parts["", "consents"],
    }
