"""A decision in a few lines, for a terminal: what may go, on what ground, what must be done, what is lacking."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from confpolicy.cli.streams import tell, write
from confpolicy.errors import faults_text
from confpolicy.result import Decision, Refusal


def decision_text(decision: Decision, *, trace: bool) -> str:
    """The decision's document in words, ending in a line break; with its trace, an entry a line, where asked for."""
    document: Mapping[str, Any] = decision.document(trace=trace)
    owed = ", and owed" if document["required"] else ""
    lines = [f"{document['verdict'].upper()}{owed}{_named(document['request'])}"]
    if "in_force" in document["policy"]:
        lines.append("  The policy is not in force at the time of the request.")
    for above in document["policy"].get("within", ()):
        early = ", which is not in force at the time of the request" if "in_force" in above else ""
        lines.append(f"  Within {above['name']}{early}.")
    for row in document["items"]:
        lines += _row(row)
    lines += _section("Before anything is released", map(_due, document["releasable_after"]))
    then = [due for due in document["obligations"] if due["phase"] != "first" and due["effect"] != "say"]
    lines += _section("Afterwards", map(_due, then))
    lines += _section("May be told", _told(document["outward"]))
    lines += _section("What could change it", map(need_text, document["needs"]))
    lines += _section("Taken as no", (each["name"] for each in document["presumed"]))
    lines += _section("Owed, but withheld", map(_conflict, document["conflicts"]))
    lines += _section("Errors in conditions", (f"{each['path']}: {each['message']}" for each in document["errors"]))
    lines += _section("Trace", (json.dumps(entry, ensure_ascii=False) for entry in document.get("trace", ())))
    return "\n".join(lines) + "\n"


def refusal_text(refusal: Refusal) -> str:
    """What may be said all the same; the mistakes are told elsewhere. Ends in a line break."""
    lines = [f"REFUSED{_named(refusal.request_id)}", "  The request does not fit, so nothing was decided."]
    lines += _section("May be told", (f'"{reply}"' for reply in refusal.outward.replies))
    return "\n".join(lines) + "\n"


def show_refusal(refusal: Refusal, form: str) -> None:
    """Writes the refusal: its document, or what may be said, and its mistakes where nobody outside reads them."""
    if form == "json":
        write(refusal.to_json())
    else:
        tell(faults_text(refusal.faults))
        write(refusal_text(refusal))


def _named(request: str | None) -> str:
    return f" (request {request})" if request is not None else ""


def _section(title: str, entries: Iterable[str]) -> list[str]:
    lines = [f"  {entry}" for entry in entries]
    return [f"{title}:", *lines] if lines else []


def _row(row: Mapping[str, Any]) -> Iterator[str]:
    owed = ", owed" if row["required"] else ""
    yield f"  {row['verdict']:7} {row['item']} about {row['subject']}{owed}"
    for ground in row["because"]:
        by = f" with {ground['need_to_know']}" if "need_to_know" in ground else ""
        consent = f", statement {ground['statement']}" if "statement" in ground else ""
        yield f"          because of {ground['kind']} {ground['clause'] or ''}{consent}{by}".rstrip()
    if row["blocked_by"]:
        yield f"          forbidden by {_listed(row['blocked_by'])}"
    for under in row.get("policies", ()):
        yield f"          {_under(under)}"
    if row["verdict"] != "permit" and row["alone"] == "permit":
        yield "          withheld for another subject's sake"


def _under(under: Mapping[str, Any]) -> str:
    """`uk_law: deny`; where it is in question whether the policy speaks about the row, that too."""
    match under["governs"]:
        case "yes":
            return f"{under['policy']}: {under['verdict']}"
        case "no":
            return f"{under['policy']}: does not speak about it"
        case _:
            return f"{under['policy']}: {under['verdict']}, if it speaks about it, which is not known"


def _due(due: Mapping[str, Any]) -> str:
    what = " ".join(word for word in (due["effect"], due["target"], due["text"]) if word)
    about = f" about {due['subject']}" if due["subject"] else ""
    by = f", by {due['due']}" if due["due"] else ""
    return f"{what} ({due['clause']}{about}){by}"


def _told(outward: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    for entry in outward["items"]:
        yield f"{entry['item']} about subject {_listed(map(str, entry['about']))} of the request"
    for text in (*outward["statements"], *outward["replies"]):
        yield f'"{text}"'


def need_text(need: Mapping[str, Any]) -> str:
    """A need of a decision document, in words."""
    about = f" about {need['subject']}" if "subject" in need else ""
    match need["kind"]:
        case "fact":
            return f"the fact {need['name']}{about}, which is not known"
        case "judgement":
            return f"a judgement on {need['name']}{about} by {_listed(need['by'])}"
        case "consent":
            return f"consent of {need['from']} under {need['clause']}, which lacks: {_listed(need['lacking'])}"
        case _:
            return f"a decision by a person: {_listed(need['roles'])}"


def _conflict(conflict: Mapping[str, Any]) -> str:
    against = [*conflict["prohibitions"], *(f"the sake of {name}" for name in conflict["for_the_sake_of"])]
    return f"{conflict['item']} about {conflict['subject']}: {conflict['duty']}, against {_listed(against)}"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
