"""An explanation as data: the same for a person's text and for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from confpolicy.core.clauses import Referral
from confpolicy.core.programs import Header, Program
from confpolicy.decide.decision import Conflict, Judged, OtherReading, Row, Verdict
from confpolicy.decide.docket import Asked
from confpolicy.explain.groups import RowGroup, alike, groups_of
from confpolicy.explain.matter import Matter
from confpolicy.explain.texts import Texts
from confpolicy.explain.words import listed, paragraphs_of, verdict_words
from confpolicy.facts.request import Entry, Request

SCHEMA = "confpolicy/explanation/1"


@attrs.frozen(kw_only=True)
class Explanation:
    """Who asked for what, what came out and why, what would change it, what it rests on."""

    verdict: str
    headline: str
    request: Mapping[str, str]
    """Label and words: who asks, who discloses, for what, about whom, when, under which policies."""
    groups: tuple[RowGroup, ...]
    to_do: tuple[str, ...]
    told: tuple[str, ...]
    facts: tuple[str, ...]
    """The facts that the conditions told above read, as they were given; those that are absent are told there."""
    rests_on: tuple[str, ...]
    meanings: tuple[str, ...]
    """The policy's definitions that the conditions told above use, each with its text."""
    paragraphs: tuple[str, ...]
    """The text of the paragraphs cited by the clauses that permit, forbid or leave it to a person, by label."""
    conflicts: tuple[str, ...]
    errors: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        """The explanation as JSON-ready data, schema `confpolicy/explanation/1`."""
        return {"schema": SCHEMA, **attrs.asdict(self)}


def explain(
    judged: Judged, request: Request, program: Program, document: Mapping[str, Any], *, texts: Texts
) -> Explanation:
    """The explanation of a decision.

    `document` is the decision's own document (the obligations' times are taken as it writes them).
    """
    matter = Matter.of(judged, request, program, texts)
    told = sorted({name for row in judged.rows for name in _clauses_told(row)})
    return Explanation(
        verdict=judged.verdict.value,
        headline=_headline(judged, program),
        request=dict(_request_words(request, program)),
        groups=tuple(groups_of(judged, matter, program)),
        to_do=(*_decisions(judged, matter), *_obligations(document["obligations"], matter)),
        told=tuple(_told(judged)),
        facts=tuple(_facts(judged, matter)),
        rests_on=tuple(_rests_on(judged, matter)),
        meanings=tuple(matter.definitions_of(told)),
        paragraphs=tuple(_paragraphs(judged, matter)),
        conflicts=tuple(_conflict_words(conflict, matter) for conflict in judged.conflicts),
        errors=tuple(
            f"`{texts.words(error.path)}`: {error.message}; it counted as unknown" for error in judged.errors
        ),
    )


# --- the request --------------------------------------------------------------------------------------------------


def _headline(judged: Judged, program: Program) -> str:
    if not judged.in_force:
        name = program.policies[0].header.name
        return f"Nothing is released: the policy {name} is not in force at the time of the request"
    later = ", once what must be done first is done" if judged.releasable_after else ""
    owed = " It is owed." if judged.required else ""
    match judged.verdict:
        case Verdict.PERMIT:
            return f"Everything that was asked for may be released{later}.{owed}"
        case Verdict.PARTIAL:
            owed = " Some of it is owed." if judged.required else ""
            return f"Some of what was asked for may be released{later}; the rest is withheld.{owed}"
        case Verdict.REFER:
            return "Nothing is released: a person must decide."
        case Verdict.OUTSIDE:
            several = len(program.policies) > 1
            who = "none of these policies speaks" if several else "this policy does not speak"
            return f"Nothing is released: {who} about what was asked for."
        case _:
            return "Nothing is released."


def _request_words(request: Request, program: Program) -> Iterator[tuple[str, str]]:
    header = program.policies[0].header
    version = f", version {header.version}" if header.version else ""
    yield "Request", request.id or "without an id"
    yield "Asked by", f"{request.recipient.id} ({_roles(request.recipient.roles)})"
    yield "Asked of", f"{request.discloser.id} ({_roles(request.discloser.roles)})"
    asked = dict.fromkeys(_entry_words(entry, request) for entry in request.entries)
    yield "Asked for", f"{listed(asked)}, for {request.purpose}"
    yield "About", listed(_subject_words(request))
    yield "At", request.time_text
    yield "Policy", f"{header.title or header.name}{version} ({header.name}, {program.sha256[:12]})"
    if len(program.policies) > 1:
        yield "Within", listed(_above_words(rules.header) for rules in program.policies[1:])


def _above_words(header: Header) -> str:
    version = f", version {header.version}" if header.version else ""
    return f"{header.title or header.name}{version} ({header.name})"


def _roles(roles: frozenset[str]) -> str:
    return listed(sorted(roles)) or "no role"


def _entry_words(entry: Entry, request: Request) -> str:
    everybody = len(entry.about) == len(request.subjects)
    return entry.item if everybody else f"{entry.item} (about {listed(entry.about)})"


def _subject_words(request: Request) -> Iterator[str]:
    for subject in request.subjects:
        if subject.id == request.recipient.id:
            yield f"{subject.id} (who asks in person)"
        elif subject.relation_roles:
            yield f"{subject.id} (to whom {request.recipient.id} is {_roles(subject.relation_roles)})"
        else:
            yield subject.id


# --- what it rests on ---------------------------------------------------------------------------------------------


def _clauses_told(row: Row) -> Iterator[str]:
    for ground in (*row.because, *row.insufficient):
        yield from filter(None, (ground.clause, ground.need_to_know, *ground.stand_ins))
    yield from row.referred_by
    yield from (prohibition.clause for prohibition in row.standing)
    yield from (near.clause for near in row.nearly)


def _clauses_settling(row: Row) -> Iterator[str]:
    """Those told that permit, forbid or refer."""
    grounds = {name for ground in row.because for name in (ground.clause, ground.need_to_know, *ground.stand_ins)}
    settling = grounds | set(row.referred_by) | {prohibition.clause for prohibition in row.standing}
    yield from filter(None, settling)


def _paragraphs(judged: Judged, matter: Matter) -> Iterator[str]:
    names = {name for row in judged.rows for name in _clauses_settling(row)}
    for policy, outline in matter.texts.outlines.items():
        own = (name for name in names if policy in matter.texts.policies.get(name, (policy,)))
        labels = {label for name in own for label in matter.clauses[name].cites}
        of = f" of {policy}" if matter.texts.policies else ""
        yield from (f"{label}{of}: {outline[label]}" for label in sorted(labels & outline.keys()))


def _facts(judged: Judged, matter: Matter) -> Iterator[str]:
    """The facts of each group of rows, each fact told once."""
    found: dict[str, None] = {}
    for items, row in alike(judged.rows):
        asked: list[Asked] = [(item, row.subject) for item in items]
        found |= dict.fromkeys(matter.facts_of(sorted(set(_clauses_told(row))), asked))
    yield from sorted(found)


def _rests_on(judged: Judged, matter: Matter) -> Iterator[str]:
    for presumed in judged.presumed:
        whom = f" about {presumed.subject}" if presumed.subject else ""
        item = f" of item {presumed.item}" if presumed.item else ""
        yield f'{presumed.name}{item}{whom} was not given and is taken as no, because "{presumed.because}"'
    for reading in judged.readings:
        yield _reading_words(reading, matter)
    if not judged.presumed and not judged.readings and judged.in_force:
        yield "no reading and no presumption makes a difference"


def _reading_words(reading: OtherReading, matter: Matter) -> str:
    titles = {each.name: each.title for each in matter.clauses[reading.clause].readings}
    changes = listed(f"{item} about {subject} {verdict_words(verdict)}" for item, subject, verdict in reading.rows)
    return (
        f"{matter.clause(reading.clause)} is read as {reading.taken} "
        f'("{titles[reading.taken]}"); under {reading.other} ("{titles[reading.other]}") {changes}'
    )


def _conflict_words(conflict: Conflict, matter: Matter) -> str:
    against = [matter.clause(name) for name in conflict.prohibitions]
    against += [f"the sake of {subject}" for subject in conflict.for_the_sake_of]
    about = f"the item {conflict.item} about {conflict.subject}"
    return f"{about}: {matter.clause(conflict.duty)} demands it, but it is withheld for {listed(against)}"


# --- what follows -------------------------------------------------------------------------------------------------


def _decisions(judged: Judged, matter: Matter) -> Iterator[str]:
    """Before whom a row that is referred is to be put."""
    names = sorted({name for row in judged.rows if row.verdict is Verdict.REFER for name in row.referred_by})
    for name in names:
        clause = matter.clauses[name]
        if isinstance(clause, Referral):
            source = ", ".join(filter(None, (name, paragraphs_of(clause))))
            yield f"now: put it before {listed(clause.decided_by, last='or')}, who must decide ({source})"


def _obligations(dues: Iterable[Mapping[str, Any]], matter: Matter) -> Iterator[str]:
    """One entry for all items about one subject of which the same is owed."""
    alike: dict[tuple[Any, ...], list[str]] = {}
    for due in dues:
        key = tuple(value for name, value in due.items() if name != "item")
        alike.setdefault(key, []).append(due["item"])
    names = ("clause", "subject", "phase", "effect", "target", "text", "due")
    for key, items in alike.items():
        yield _obligation_words(dict(zip(names, key, strict=True)), items, matter)


def _obligation_words(due: Mapping[str, Any], items: list[str], matter: Matter) -> str:
    when = "before anything is released" if due["phase"] == "first" else "then"
    by = f", by {due['due']}" if due["due"] else ""
    effect = due["effect"] if due["effect"] != "record" else "record it in"
    what = f"{effect} {due['target']}" if due["target"] else f'{effect} "{due["text"]}"'
    source = ", ".join(filter(None, (due["clause"], paragraphs_of(matter.clauses[due["clause"]]))))
    whom = f" for {listed(items)} about {due['subject']}" if due["subject"] else ""
    return f"{when}{by}: {what}{whom} ({source})"


def _told(judged: Judged) -> Iterator[str]:
    about: dict[tuple[int, ...], list[str]] = {}
    for item in judged.outward.items:
        about.setdefault(item.about, []).append(item.item)
    for numbers, items in about.items():
        whom = listed(f"person {number}" for number in numbers)
        yield f"the item{'s' * (len(items) > 1)} {listed(items)} about {whom} of the request"
    for text in (*judged.outward.statements, *judged.outward.replies):
        yield f'"{text}"'
