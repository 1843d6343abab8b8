"""Frozen values before they are frozen: filled part by part, then turned into what they are by their `__class__`.

A blank has the same slots as its class. The constructor of a frozen class sets each part by a call of its own, which
takes longer than everything else about reading it.
"""

from __future__ import annotations

from typing import Any

from confpolicy.facts.request import Audience, Entry, Given, Grant, Offer, Party, Refusal, Request, Subject
from confpolicy.facts.values import Day, Instant

FROZEN: tuple[type[Any], ...] = (
    Audience,
    Day,
    Entry,
    Given,
    Grant,
    Instant,
    Offer,
    Party,
    Refusal,
    Request,
    Subject,
)


def blank(class_: type[Any]) -> type[Any]:
    """A class with the same slots, whose objects can be filled and then be made objects of `class_`."""
    return type(f"Blank{class_.__name__}", (), {"__slots__": class_.__slots__})


CLASSES = {class_.__name__: class_ for class_ in FROZEN} | {
    f"Blank{class_.__name__}": blank(class_) for class_ in FROZEN
}
"""Both, by their names: what written source makes values of."""
