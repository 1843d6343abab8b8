"""`confpolicy decide`: a decision for a request, or for each line of requests."""

from __future__ import annotations

from collections.abc import Iterable

import click

from confpolicy.cli.exits import Exit
from confpolicy.cli.options import DOCUMENT_FORMATS, format_option, policy_argument
from confpolicy.cli.streams import is_lines, read_text, write
from confpolicy.cli.summary import decision_text, show_refusal
from confpolicy.decide.decision import Verdict
from confpolicy.engine import Policy
from confpolicy.result import Decision, Refusal

RANKS = (Verdict.PERMIT, Verdict.PARTIAL, Verdict.REFER, Verdict.DENY)
"""From the verdict that releases most to the one that releases nothing for good; outside counts as that."""


@click.command("decide")
@policy_argument
@click.argument("request", metavar="REQUEST", type=click.Path())
@format_option(*DOCUMENT_FORMATS)
@click.option("--lines", is_flag=True, help="REQUEST holds a request on each line, as a file named *.jsonl does.")
@click.option(
    "--fail-on",
    type=click.Choice([verdict.value for verdict in RANKS[1:]]),
    help="Exit with 4 where a verdict is this or worse: partial, then refer, then deny (or outside).",
)
@click.option("--trace", is_flag=True, help="Add every clause that was considered, and how it came out.")
def command(policy: str, request: str, form: str, *, lines: bool, fail_on: str | None, trace: bool) -> int:
    """Decide REQUEST, a JSON file or - for standard input, by POLICY.

    Exits with 0 whatever the verdict, but for --fail-on; with 2 where the request, or one of the lines, is refused.
    """
    compiled = Policy.load(policy)
    many = lines or is_lines(request)
    text = read_text(request)
    code = Exit.DONE
    for answer in compiled.decide_many(_requests(text) if many else [text], at_length=True):
        if isinstance(answer, Refusal):
            code = Exit.USAGE
        elif code is Exit.DONE and fail_on is not None and _is_as_bad(answer.verdict, fail_on):
            code = Exit.WITHHELD
        _show(answer, form, trace=trace)
    return code


def _requests(text: str) -> Iterable[str]:
    return (line for line in text.split("\n") if line.strip())


def _is_as_bad(verdict: Verdict, bound: str) -> bool:
    rank = RANKS.index(Verdict.DENY if verdict is Verdict.OUTSIDE else verdict)
    return rank >= RANKS.index(Verdict(bound))


def _show(answer: Decision | Refusal, form: str, *, trace: bool) -> None:
    if isinstance(answer, Refusal):
        show_refusal(answer, form)
    else:
        write(answer.to_json(trace=trace) if form == "json" else decision_text(answer, trace=trace))
