"""What a peer is: a name, the distribution that it comes in, and a function that decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypeAlias

import attrs

Facts: TypeAlias = Mapping[str, Any]
Decide: TypeAlias = Callable[[Facts], bool]


@attrs.frozen
class Built:
    """`rule`: the number of the rule that the answer rests on, where the engine tells; None if that none permits."""

    decide: Decide
    rule: Callable[[Facts], int | None] | None = None


@attrs.frozen
class Peer:
    """`build` makes the engine for a number of rules; `distribution` is None where nothing need be installed."""

    name: str
    distribution: str | None
    build: Callable[[int], Built]

    @property
    def version(self) -> str | None:
        """The version installed, None where it is not, "" where there is nothing to install."""
        if self.distribution is None:
            return ""
        try:
            return version(self.distribution)
        except PackageNotFoundError:
            return None


def plain(request: Mapping[str, Any]) -> Facts:
    """The facts of a request of the workload without the envelope, in the form that all peers can take."""
    subject, recipient = request["subject"], request["recipient"]
    return {
        "purpose": request["purpose"],
        "category": request["items"][0],
        "recipient": dict(recipient),
        "subject": {"id": subject["id"], "age": subject["age"], "missing": subject["missing"]},
        "suspicion": request["context"]["suspicion"],
        "consent": _consent(request["consents"]),
    }


def _consent(consents: list[Mapping[str, Any]]) -> dict[str, Any] | None:
    if not consents:
        return None
    (consent,) = consents
    return {
        "withdrawn": "withdrawn_at" in consent,
        "purposes": consent["purposes"],
        "recipients": [each["id"] for each in consent["recipients"]],
        "categories": consent["items"],
    }
