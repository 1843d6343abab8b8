"""A page by itself for a browser: a matrix of items and roles that filters, each cell opening what is behind it.

Nothing is loaded from anywhere. All that comes from a policy is put in as data, in which no tag can end the script,
and shown as text.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from typing import Any

from confpolicy._resources import folder
from confpolicy.prove.encode.world import MOST_PLACES

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


class _Values:
    """Each value once, where thousands of cells, lines and requests are made of the same few."""

    def __init__(self) -> None:
        self.known: list[Any] = []
        self.places: dict[str, int] = {}

    def number(self, value: Any) -> int:
        """The value's place among all."""
        key = json.dumps(value, ensure_ascii=True)
        if key not in self.places:
            self.places[key] = len(self.known)
            self.known.append(value)
        return self.places[key]

    def numbered(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """The entry with places for values: its script puts the values back."""
        cells = {
            key: [list(map(self.number, each)) for each in entry[key]] for key in ("pairs", "cells") if key in entry
        }
        roles = {key: list(map(self.number, entry[key])) for key in ("roles",) if key in entry}
        return {**entry, **cells, **roles, "parts": [self._part(part) for part in entry["parts"]]}

    def _part(self, part: Mapping[str, Any]) -> dict[str, Any]:
        request = {key: self.number(value) for key, value in part.get("request", {}).items()}
        return {**part, "lines": list(map(self.number, part["lines"])), **({"request": request} if request else {})}


def chart_page(document: Mapping[str, Any]) -> str:
    """The map of a policy, from its document."""
    entries = [
        {
            "pairs": [[each["item"], each["purpose"]] for each in entry["cells"]],
            "roles": entry["roles"],
            "kinds": entry["access"] or ["undecided"],
            "parts": [
                {"title": f"{way['ground']} {way['clause'] or ''} ({' and '.join(way['policies']) or 'itself'})",
                 "lines": [*way["conditions"], *(f"wherever it permits, {each} does" for each in way["weaker"])],
                 "request": way["witness"]}
                for way in sorted(entry["ways"], key=lambda way: bool(way["weaker"]))
            ] + [{"title": f"undecided: {one['clause']}", "lines": [one["reason"]]} for one in entry["undecided"]],
        }
        for entry in document["entries"]
    ]  # fmt: skip
    name = document["policy"]["name"]
    note = "No cell is left out: a dash is never."
    if document["bounded"]:
        note += f" For sets of at most {MOST_PLACES} elements in {', '.join(document['bounded'])}."
    return _page(f"{name}: who can ever receive what", entries, note)


def difference_page(document: Mapping[str, Any]) -> str:
    """The difference of two policies, from its document."""
    entries = [
        {
            "cells": [[each["item"], each["role"], each["purpose"]] for each in row["cells"]],
            "kinds": [row["change"]],
            "parts": [
                {"title": f"{row['change']}: {row['detail']}", "request": row["witness"],
                 "lines": [row["compared"], f"clauses: {', '.join(row['clauses'])}"], "scenario": row["scenario"]}
            ],
        }
        for row in document["differences"]
    ]  # fmt: skip
    notes = [
        f"{each['kind']} {each['name']}: {each['where']} {each['detail']}".strip() for each in document["vocabulary"]
    ]
    notes += [f"undecided: {each['item']} {each['purpose']} {each['reason']}" for each in document["undecided"]]
    said = "Equivalent: the same verdict, obligations and replies for every request (proved)."
    notes += [said] if document["equivalent"] else []
    if document["bounded"]:
        notes.append(f"for sets of at most {MOST_PLACES} elements in {', '.join(document['bounded'])}")
    note = "; ".join(notes)
    return _page("; ".join(document["compared"]), entries, note)


def _page(title: str, entries: list[dict[str, Any]], note: str) -> str:
    values = _Values()
    told = {"entries": [values.numbered(each) for each in entries], "values": values.known}
    data = json.dumps(told, ensure_ascii=True, separators=(",", ":"))
    for character, escaped in _UNSAFE.items():
        data = data.replace(character, escaped)
    page = folder("prove").joinpath("report", "matrix.html").read_text(encoding="utf-8")
    parts = {"TITLE": html.escape(title), "NOTE": html.escape(note), "DATA": data}
    head, *rest = page.split("@@")
    # Each piece is put in once, so that a policy's own words are never looked at for places to fill.
    return head + "".join(parts.get(piece, piece) for piece in rest)
