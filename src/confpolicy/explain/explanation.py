"""An explanation as data: the same for a person's text and for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from confpolicy.core.clauses import Clause, Program
from confpolicy.core.expressions import Defined
from confpolicy.core.reading import nodes
from confpolicy.decide.decision import Conflict, Ground, Judged, Near, OtherReading, Row, StandingProhibition, Verdict
from confpolicy.explain.texts import Texts
from confpolicy.explain.words import (
    clause_words,
    clauses_by_name,
    condition_words,
    expressions_of,
    listed,
    need_words,
    outcome_words,
    statement_words,
    verdict_words,
)
from confpolicy.facts.request import Request


@attrs.frozen(kw_only=True)
class RowGroup:
    """Rows about one subject that came out alike for the same reasons. Every text is a sentence without its stop."""

    items: tuple[str, ...]
    subject: str
    verdict: str
    headline: str
    why: tuple[str, ...]
    """The grounds that suffice, and what they override."""
    why_not: tuple[str, ...]
    """Prohibitions that stand, and clauses that did not apply, each with what kept it from applying."""


@attrs.frozen(kw_only=True)
class Explanation:
    """Who asked for what, what came out and why, what would change it, what it rests on."""

    verdict: str
    headline: str
    request: Mapping[str, str]
    """Label and words: who asks, who discloses, for what, about whom, when, under which policy."""
    groups: tuple[RowGroup, ...]
    would_change: tuple[str, ...]
    to_do: tuple[str, ...]
    told: tuple[str, ...]
    rests_on: tuple[str, ...]
    meanings: tuple[str, ...]
    """The policy's definitions that the conditions told above use, each with its text."""
    conflicts: tuple[str, ...]
    errors: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        """The explanation as JSON-ready data, schema `confpolicy/explanation/1`."""
        return {"schema": "confpolicy/explanation/1", **attrs.asdict(self)}


def explain(
    judged: Judged, request: Request, program: Program, document: Mapping[str, Any], *, texts: Texts
) -> Explanation:
    """The explanation of a decision.

    `document` is the decision's own document (the obligations' times are taken as it writes them).
    """
    clauses = clauses_by_name(program)
    return Explanation(
        verdict=judged.verdict.value,
        headline=_headline(judged, program),
        request=dict(_request_words(request, program)),
        groups=tuple(_groups(judged, clauses, texts)),
        would_change=tuple(_would_change(judged, clauses, texts)),
        to_do=tuple(_obligations(document["obligations"], clauses)),
        told=tuple(_told(judged)),
        rests_on=tuple(_rests_on(judged, clauses, texts)),
        meanings=tuple(_meanings(judged, program, clauses, texts)),
        conflicts=tuple(_conflict_words(conflict, clauses, texts) for conflict in judged.conflicts),
        errors=tuple(
            f"`{texts.words(error.path)}`: {error.message}; it counted as unknown" for error in judged.errors
        ),
    )


def _headline(judged: Judged, program: Program) -> str:
    if not judged.in_force:
        day = program.policies[0].header.name
        return f"Nothing is released: the policy {day} is not in force at the time of the request"
    owed = " It is owed." if judged.required else ""
    match judged.verdict:
        case Verdict.PERMIT:
            return f"Everything that was asked for may be released.{owed}"
        case Verdict.PARTIAL:
            return f"Some of what was asked for may be released, the rest is withheld.{owed}"
        case Verdict.REFER:
            return "Nothing is released: a person must decide."
        case _:
            return "Nothing is released."


def _roles(roles: frozenset[str]) -> str:
    return listed(sorted(roles)) or "no role"


def _request_words(request: Request, program: Program) -> Iterator[tuple[str, str]]:
    header = program.policies[0].header
    version = f", version {header.version}" if header.version else ""
    yield "Request", request.id or "without an id"
    yield "Asked by", f"{request.recipient.id} ({_roles(request.recipient.roles)})"
    yield "Asked of", f"{request.discloser.id} ({_roles(request.discloser.roles)})"
    yield "Asked for", f"{listed(dict.fromkeys(entry.item for entry in request.entries))}, for {request.purpose}"
    yield "About", listed(_subject_words(request))
    yield "At", request.time_text
    yield "Policy", f"{header.title or header.name}{version} ({header.name}, {program.sha256[:12]})"


def _subject_words(request: Request) -> Iterator[str]:
    for subject in request.subjects:
        if subject.id == request.recipient.id:
            yield f"{subject.id} (who asks in person)"
        elif subject.relation_roles:
            yield f"{subject.id} (to whom {request.recipient.id} is {_roles(subject.relation_roles)})"
        else:
            yield subject.id


def _groups(judged: Judged, clauses: Mapping[str, Clause], texts: Texts) -> Iterator[RowGroup]:
    alike: dict[Row, list[str]] = {}
    for row in judged.rows:
        alike.setdefault(attrs.evolve(row, item=""), []).append(row.item)
    for row, items in alike.items():
        owed = ", and is owed" if row.required else ""
        verb = verdict_words(row.verdict).replace("is ", "are ", 1) if len(items) > 1 else verdict_words(row.verdict)
        yield RowGroup(
            items=tuple(items),
            subject=row.subject,
            verdict=row.verdict.value,
            headline=f"{listed(items)} about {row.subject} {verb}{owed}",
            why=tuple(_why(row, clauses, texts)),
            why_not=tuple(_why_not(row, clauses, texts)),
        )


def _why(row: Row, clauses: Mapping[str, Clause], texts: Texts) -> Iterator[str]:
    for ground in row.because:
        yield _ground_words(ground, clauses, texts)
    if row.because and row.overridden:
        names = listed(clause_words(name, clauses, texts) for name in row.overridden)
        yield f"what is forbidden by {names} is lifted by {'each of these grounds' if len(row.because) > 1 else 'it'}"


def _ground_words(ground: Ground, clauses: Mapping[str, Clause], texts: Texts) -> str:
    if ground.clause is None:
        return "the item is public"
    words = _applying(ground.clause, clauses, texts)
    if ground.statement is not None:
        words += f", carried by consent statement {ground.statement}"
    if ground.need_to_know is not None:
        words += f", together with {_applying(ground.need_to_know, clauses, texts)}"
    return words


def _applying(name: str, clauses: Mapping[str, Clause], texts: Texts) -> str:
    since = condition_words(clauses[name], texts)
    return clause_words(name, clauses, texts) + (f", since {since}" if since else "")


def _why_not(row: Row, clauses: Mapping[str, Clause], texts: Texts) -> Iterator[str]:
    if row.verdict is Verdict.PERMIT:
        return
    if row.alone is Verdict.PERMIT:
        yield "it is asked for together with another person, for whose sake it is withheld"
    for prohibition in row.standing:
        if prohibition.clause in row.blocked_by:
            yield _prohibition_words(prohibition, clauses, texts)
    for near in row.nearly:
        yield _near_words(near, clauses, texts)
    if row.alone is Verdict.DENY and not row.nearly and not row.blocked_by:
        yield "no clause of the policy lets this go to this recipient for this purpose"


def _prohibition_words(prohibition: StandingProhibition, clauses: Mapping[str, Clause], texts: Texts) -> str:
    words = f"{clause_words(prohibition.clause, clauses, texts)} forbids it"
    if prohibition.through is not None:
        words += f", because whoever learns it learns {prohibition.through}"
    if prohibition.certainly:
        since = condition_words(clauses[prohibition.clause], texts)
        words += f", since {since}" if since else ""
    else:
        unknown = "; ".join(outcome_words(outcome, texts) for outcome in prohibition.outcomes)
        words += f" as long as what would settle it is not known: {unknown}" if unknown else ", since it may apply"
    return words


def _near_words(near: Near, clauses: Mapping[str, Clause], texts: Texts) -> str:
    reasons = [outcome_words(outcome, texts) for outcome in near.outcomes]
    reasons += [statement_words(flawed) for flawed in near.statements]
    missing = {"grant": "no consent that covers this is on file", "need-to-know": "no need-to-know applies"}
    reasons += [missing.get(word, word) for word in near.missing]
    return f"{clause_words(near.clause, clauses, texts)} did not apply: {'; '.join(reasons)}"


def _would_change(judged: Judged, clauses: Mapping[str, Clause], texts: Texts) -> Iterator[str]:
    if not judged.in_force:
        yield "the day on which the policy comes into force"
    for need in judged.needs:
        yield need_words(need, clauses, texts)


def _obligations(dues: Iterable[Mapping[str, Any]], clauses: Mapping[str, Clause]) -> Iterator[str]:
    """One entry for all items about one subject of which the same is owed."""
    alike: dict[tuple[Any, ...], list[str]] = {}
    for due in dues:
        key = tuple(value for name, value in due.items() if name != "item")
        alike.setdefault(key, []).append(due["item"])
    names = ("clause", "subject", "phase", "effect", "target", "text", "due")
    for key, items in alike.items():
        yield _obligation_words(dict(zip(names, key, strict=True)), items, clauses)


def _obligation_words(due: Mapping[str, Any], items: list[str], clauses: Mapping[str, Clause]) -> str:
    when = "before anything is released" if due["phase"] == "first" else "then"
    by = f", by {due['due']}" if due["due"] else ""
    effect = due["effect"] if due["effect"] != "record" else "record it in"
    what = f"{effect} {due['target']}" if due["target"] else f'{effect} "{due["text"]}"'
    cites = clauses[due["clause"]].cites
    source = f"{due['clause']}" + (f", {listed(cites)}" if cites else "")
    whom = f" for {listed(items)} about {due['subject']}" if due["subject"] else ""
    return f"{when}{by}: {what}{whom} ({source})"


def _told(judged: Judged) -> Iterator[str]:
    for item in judged.outward.items:
        yield f"the item {item.item} about {listed(f'person {number}' for number in item.about)} of the request"
    for text in (*judged.outward.statements, *judged.outward.replies):
        yield f'"{text}"'


def _rests_on(judged: Judged, clauses: Mapping[str, Clause], texts: Texts) -> Iterator[str]:
    for presumed in judged.presumed:
        whom = f" about {presumed.subject}" if presumed.subject else ""
        item = f" of item {presumed.item}" if presumed.item else ""
        yield f'{presumed.name}{item}{whom} was not given and is taken as no, because "{presumed.because}"'
    for reading in judged.readings:
        yield _reading_words(reading, clauses, texts)


def _reading_words(reading: OtherReading, clauses: Mapping[str, Clause], texts: Texts) -> str:
    titles = {each.name: each.title for each in clauses[reading.clause].readings}
    changes = listed(f"{item} about {subject} {verdict_words(verdict)}" for item, subject, verdict in reading.rows)
    return (
        f"{clause_words(reading.clause, clauses, texts)} is read as {reading.taken} "
        f'("{titles[reading.taken]}"); under {reading.other} ("{titles[reading.other]}") {changes}'
    )


def _conflict_words(conflict: Conflict, clauses: Mapping[str, Clause], texts: Texts) -> str:
    against = [clause_words(name, clauses, texts) for name in conflict.prohibitions]
    against += [f"the sake of {subject}" for subject in conflict.for_the_sake_of]
    duty = clause_words(conflict.duty, clauses, texts)
    about = f"the item {conflict.item} about {conflict.subject}"
    return f"{about}: {duty} demands it, but it is withheld for {listed(against)}"


def _meanings(judged: Judged, program: Program, clauses: Mapping[str, Clause], texts: Texts) -> Iterator[str]:
    told = {name for row in judged.rows for name in _clauses_told(row)}
    definitions = {name: each for rules in program.policies for name, each in rules.definitions.items()}
    used: set[str] = set()
    waiting = [expression for name in sorted(told) for expression in expressions_of(clauses[name])]
    while waiting:
        for node in nodes(waiting.pop()):
            if isinstance(node, Defined) and node.name not in used:
                used.add(node.name)
                waiting.append(definitions[node.name])
    return (f"{name} means `{texts.words(f'define.{name}')}`" for name in sorted(used))


def _clauses_told(row: Row) -> Iterator[str]:
    for ground in row.because:
        yield from filter(None, (ground.clause, ground.need_to_know))
    yield from (prohibition.clause for prohibition in row.standing)
    yield from (near.clause for near in row.nearly)
