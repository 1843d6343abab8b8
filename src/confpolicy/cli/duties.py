"""`confpolicy duties`: what is owed in a situation, before anybody asks, and with no disclosure at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from confpolicy.cli.exits import Exit
from confpolicy.cli.options import DOCUMENT_FORMATS, format_option, policy_argument
from confpolicy.cli.streams import read_text, write
from confpolicy.cli.summary import need_text
from confpolicy.decide.canonical import Json, canonical
from confpolicy.decide.document import need_value
from confpolicy.decide.duties import Owed
from confpolicy.engine import Policy


@click.command("duties")
@policy_argument
@click.argument("facts", metavar="FACTS", type=click.Path())
@format_option(*DOCUMENT_FORMATS)
def command(policy: str, facts: str, form: str) -> int:
    """List the duties that POLICY has owed, or perhaps owed, in the situation FACTS: a JSON file, or - .

    A situation is a request without purpose, items and consents; its parties may be left out.
    """
    compiled = Policy.load(policy)
    owed = [_value(each) for each in compiled.duties_json(read_text(facts))]
    if form == "json":
        document: dict[str, Json] = {"schema": "confpolicy/duties/1", "policy": compiled.name}
        write(canonical(document | {"sha256": compiled.sha256, "duties": owed}))
    else:
        write("\n".join(line for each in owed for line in _lines(each)) or "No duty is owed.")
    return Exit.DONE


def _value(owed: Owed) -> dict[str, Json]:
    return {
        "clause": owed.clause,
        "item": owed.item,
        "subject": owed.subject,
        "certainly": owed.certainly,
        "unknown": [need_value(need) for need in owed.unknown],
    }


def _lines(owed: Mapping[str, Any]) -> Iterator[str]:
    word = "owed" if owed["certainly"] else "owed perhaps"
    yield f"{word}: {owed['item']} about {owed['subject']}, by {owed['clause']}"
    for need in owed["unknown"]:
        yield f"    depends on {need_text(need)}"
