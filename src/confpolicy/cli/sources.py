"""`confpolicy sources`: which paragraph of the policy's own text is carried by which clause."""

from __future__ import annotations

from itertools import groupby

import attrs
import click

from confpolicy.cli.exits import Exit
from confpolicy.cli.options import DOCUMENT_FORMATS, format_option, policy_argument
from confpolicy.cli.streams import write
from confpolicy.decide.canonical import canonical
from confpolicy.engine import Policy
from confpolicy.lint.paragraphs import Paragraph


@click.command("sources")
@policy_argument
@format_option(*DOCUMENT_FORMATS)
def command(policy: str, form: str) -> int:
    """List each paragraph of the outline that POLICY names, with what cites it or why it is left out.

    Of POLICY, and of each policy that it lies within.
    """
    compiled = Policy.load(policy)
    found = compiled.paragraphs()
    several = len(compiled.program.policies) > 1
    if form == "json":
        document = {"schema": "confpolicy/sources/1", "policy": compiled.name, "sha256": compiled.sha256}
        write(canonical(document | {"paragraphs": [attrs.asdict(paragraph) for paragraph in found]}))
    elif found:
        width = max(len(paragraph.label) for paragraph in found)
        lines = []
        for name, own in groupby(found, key=lambda paragraph: paragraph.policy):
            lines += [f"{name}:"] if several else []
            lines += [f"{paragraph.label:{width}}  {_carried(paragraph)}" for paragraph in own]
        write("\n".join(lines))
    else:
        write("The policy names no outline, or its outline has no paragraphs.")
    return Exit.DONE


def _carried(paragraph: Paragraph) -> str:
    if paragraph.carried_by:
        return ", ".join(paragraph.carried_by)
    return f"left out: {paragraph.omitted_because}" if paragraph.omitted_because else "carried by nothing"
