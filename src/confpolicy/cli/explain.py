"""`confpolicy explain`: why, why not, and what would change it."""

from __future__ import annotations

import click

from confpolicy.cli.exits import Exit
from confpolicy.cli.options import DOCUMENT_FORMATS, format_option, policy_argument
from confpolicy.cli.streams import read_text, write
from confpolicy.cli.summary import show_refusal
from confpolicy.decide.canonical import canonical
from confpolicy.engine import Policy
from confpolicy.result import Refusal


@click.command("explain")
@policy_argument
@click.argument("request", metavar="REQUEST", type=click.Path())
@format_option(*DOCUMENT_FORMATS)
def command(policy: str, request: str, form: str) -> int:
    """Explain the decision on REQUEST, a JSON file or - for standard input, by POLICY.

    The words are for whoever answers for the decision, never for the requester. Exits with 2 where the request is
    refused: then there is no decision to explain, and its mistakes are told.
    """
    compiled = Policy.load(policy)
    (decision,) = compiled.decide_many([read_text(request)], at_length=True)
    if isinstance(decision, Refusal):
        show_refusal(decision, form)
        return Exit.USAGE
    write(decision.explain() if form == "text" else canonical(decision.explanation().document()))
    return Exit.DONE
