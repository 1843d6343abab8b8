"""A request asked again about another item, for another purpose, by another recipient."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from confpolicy.facts.schema import Vocabulary
from confpolicy.prove.asked import RECIPIENT_ID, SUBJECT_ID
from confpolicy.prove.compare.words import NO_ROLE, SUBJECT

OTHER_ID = "somebody-else"


def moved(request: Mapping[str, Any], vocabulary: Vocabulary, cell: tuple[str, str], role: str) -> dict[str, Any]:
    """The request about this item and purpose, by somebody with just this role; what is on file likewise."""
    made: dict[str, Any] = copy.deepcopy(dict(request))
    leaf, made["purpose"] = cell
    made["items"] = [{**each, "item": leaf} if isinstance(each, dict) else leaf for each in made["items"]]
    before, after = made["recipient"]["id"], SUBJECT_ID if role == SUBJECT else RECIPIENT_ID
    towards = role in vocabulary.towards
    made["recipient"] |= {"id": after, "roles": [] if towards or role in (SUBJECT, NO_ROLE) else [role]}
    relation = {key: value for key, value in made.pop("relation", {}).items() if key != "roles"}
    relation |= {"roles": [role]} if towards else {}
    for statement in made.get("consents", ()):
        statement["items"] = [leaf]
        if "purposes" in statement:
            statement["purposes"] = [made["purpose"]]
        if "recipients" in statement:
            statement["recipients"] = [
                {"id": after} if each == {"id": before} else each for each in statement["recipients"]
            ]
    return {**made, "relation": relation} if relation else made


def together(request: Mapping[str, Any]) -> dict[str, Any]:
    """The same about somebody else besides, of whom nothing is known: all items are about both."""
    made: dict[str, Any] = copy.deepcopy(dict(request))
    first = {**made.pop("subject"), **{key: made.pop(key) for key in ("relation", "stated") if key in made}}
    made["subjects"] = [first, {"id": OTHER_ID, "roles": []}]
    entries = [each if isinstance(each, dict) else {"item": each} for each in made["items"]]
    made["items"] = [{**each, "about": [first["id"], OTHER_ID]} for each in entries]
    return made
