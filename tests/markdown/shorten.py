"""Documents as examples show them: without what is empty, and as few lines as fit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

WIDTH = 112
_ENVELOPE = frozenset({"schema", "request", "time", "policy", "releasable_after"})
"""Left out of a decision unless it is named: `releasable_after` stands among the obligations too."""
_CHANGING = frozenset({"sha256", "engine", "tzdata"})
"""What is another with every edit and every version."""
_NOTHING: tuple[Any, ...] = (None, [], {})


def decision(document: Mapping[str, Any], words: str) -> str:
    """A decision or a refusal: `full`, or the parts that `words` name, or all that is not empty.

    Of mistakes what is wrong, and not what to do, which the page of the code says; `nearly` only where it is named.
    """
    names = words.split()
    if "policy" in document:
        document = {**document, "policy": {**document["policy"], **dict.fromkeys(_CHANGING, "…")}}
    if names == ["full"]:
        return written(document)
    whole = short(document) if names else short(_without(document, _ENVELOPE))
    if policy := _unusual(document):
        whole["policy"] = policy
    kept = {name: part for name, part in whole.items() if not names or name in names}
    if "items" in kept:
        kept["items"] = [_row(row, nearly="nearly" in names) for row in kept["items"]]
    if "errors" in kept:
        kept["errors"] = [_without(error, {"help"}) for error in kept["errors"]]
    return written(kept)


def short(value: Any) -> Any:
    """The value without keys that hold nothing; `false` is nothing, but for a fact that counts."""
    if isinstance(value, Mapping):
        kept = {key: short(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in _NOTHING and each is not False}
    return [short(each) for each in value] if isinstance(value, list) else value


def written(value: Any) -> str:
    """JSON, each part on one line where it fits."""
    return "\n".join(_lines(value, 0)) + "\n"


def _row(row: Mapping[str, Any], *, nearly: bool) -> dict[str, Any]:
    left_out = {"nearly"} if not nearly else set()
    if row["verdict"] == row["alone"]:
        left_out.add("alone")
    return _without(row, left_out)


def _unusual(document: Mapping[str, Any]) -> dict[str, Any]:
    policy = document.get("policy", {})
    found = {"in_force": False} if policy.get("in_force") is False else {}
    return found | ({"review_overdue": True} if policy.get("review_overdue") else {})


def _without(value: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {key: each for key, each in value.items() if key not in frozenset(names)}


def _lines(value: Any, indent: int) -> list[str]:
    whole = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or (indent and indent + len(whole) <= WIDTH):
        return [whole]
    opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    found = [opening]
    for number, (key, part) in enumerate(parts, 1):
        label = f"{json.dumps(key)}: " if isinstance(value, dict) else ""
        first, *rest = _lines(part, indent + 1 + len(label) if not isinstance(part, dict | list) else indent + 1)
        comma = "," if number < len(value) else ""
        block = [f" {label}{first}", *(f" {line}" for line in rest)]
        block[-1] += comma
        found += block
    return [*found, closing]
