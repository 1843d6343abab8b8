"""Canonical JSON (RFC 8785): one text for one value. There are no floats in it; decimals are strings."""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"


def canonical(value: Json) -> str:
    """The canonical text: keys by UTF-16 code units, no spaces, nothing escaped but what must be.

    Raises `ValueError` for a text with half of a surrogate pair, which has no such form.
    """
    text = json.dumps(_sorted(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text.encode("utf-8")
    return text


def _sorted(value: Json) -> Json:
    if isinstance(value, Mapping):
        return {key: _sorted(value[key]) for key in sorted(value, key=_utf_16)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_sorted(part) for part in value]
    return value


_ENCODE: Final = codecs.lookup("utf-16-be").encode
"""Looked up here and now: Python reads a codec from a file when it is first asked for."""


def _utf_16(key: str) -> bytes:
    return _ENCODE(key)[0]
