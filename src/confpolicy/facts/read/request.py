"""A whole request, and the situation that duties are asked for."""

from __future__ import annotations

import attrs

from confpolicy.facts.faults import Fault
from confpolicy.facts.read.collector import Collector, Place, in_order
from confpolicy.facts.read.facts import read_facts
from confpolicy.facts.read.ids import id_problem, read_id
from confpolicy.facts.read.items import read_entries
from confpolicy.facts.read.json import Salvaged, salvage_json
from confpolicy.facts.read.parties import Subjects, read_party, read_subjects
from confpolicy.facts.read.statements import read_statements
from confpolicy.facts.read.values import read_instant, read_term
from confpolicy.facts.request import Facts, Party, Request, Situation
from confpolicy.facts.schema import Holder, Vocabulary
from confpolicy.facts.types import TermKind
from confpolicy.facts.values import Instant

_SITUATION = frozenset(
    {"id", "time", "discloser", "recipient", "subject", "subjects", "relation", "stated", "context"}
)
_REQUEST = _SITUATION | {"purpose", "items", "consents"}
_ROOT: Place = ()


def read_request(mapping: object, vocabulary: Vocabulary) -> Request | tuple[Fault, ...]:
    """The request that `mapping` is, or every mistake in it, in the order of the document.

    Raises nothing, whatever object is handed over: only the exact types of JSON are accepted, and nothing of the
    caller's is kept.
    """
    collector = Collector(vocabulary)
    request = _read_request(collector, mapping)
    return collector.faults(mapping) if request is None else request


@attrs.frozen
class Broken:
    """A JSON text that is no request: every mistake, and as much as can be read, which `stated_parts` takes."""

    faults: tuple[Fault, ...]
    document: object


def read_request_json(text: str | bytes, vocabulary: Vocabulary) -> Request | Broken:
    """The request that a JSON text is, or every mistake in it, those of the text and those of the request together.

    A mistake of the text that leaves the rest readable, a duplicate key or a fraction, hides no other mistake. Raises
    nothing.
    """
    return read_salvaged(salvage_json(text), vocabulary)


def read_salvaged(salvaged: Salvaged, vocabulary: Vocabulary) -> Request | Broken:
    """The request that was in a JSON text, or every mistake in the text and in the request. Raises nothing."""
    if salvaged.found and salvaged.value is None:
        return Broken(in_order(salvaged.found, None), None)
    collector = Collector(vocabulary, list(salvaged.found))
    request = _read_request(collector, salvaged.value)
    if request is not None:
        return request
    places = {place for _, place, _ in salvaged.found}
    others = (entry for entry in collector.found[len(salvaged.found) :] if entry[1] not in places)
    return Broken(in_order([*salvaged.found, *others], salvaged.value), salvaged.value)


def request_id(mapping: object) -> str | None:
    """The id of what should have been a request, where it has one that fits. Raises nothing."""
    pairs = list(mapping.items()) if type(mapping) is dict else []
    name = next((value for key, value in pairs if type(key) is str and key == "id"), None)
    return name if type(name) is str and id_problem(name) is None else None


def _read_request(collector: Collector, mapping: object) -> Request | None:
    top = collector.fields(mapping, _ROOT, "a request")
    if top is None:
        return None
    collector.unknown(top, _REQUEST, _ROOT, "a request")
    collector.missing(top, ("time", "purpose", "discloser", "recipient", "items"), _ROOT)
    setting = _read_setting(collector, top)
    purpose = None
    if "purpose" in top:
        purpose = read_term(collector, top["purpose"], TermKind.PURPOSE, ("purpose",))
    entries = read_entries(collector, top["items"], setting.subjects) if "items" in top else ()
    about = frozenset(subject.id for subject in setting.subjects.read)
    classes = frozenset(subject.id for subject in setting.subjects.read if subject.is_class)
    statements = read_statements(collector, top["consents"], about, classes) if "consents" in top else ()
    discloser, recipient, time = setting.discloser, setting.recipient, setting.time
    if collector.found or purpose is None or discloser is None or recipient is None or time is None:
        return None
    return Request(
        id=setting.id,
        time=time,
        time_text=str(top["time"]),
        purpose=purpose,
        discloser=discloser,
        recipient=recipient,
        subjects=setting.subjects.read,
        entries=entries,
        context=setting.context,
        statements=statements,
        vocabulary=collector.vocabulary,
    )


def read_situation(mapping: object, vocabulary: Vocabulary) -> Situation | tuple[Fault, ...]:
    """The situation that `mapping` is, or every mistake in it: a request without purpose, items and consents.

    Nobody need disclose or receive: `discloser` and `recipient` may be left out. Raises nothing, as `read_request`.
    """
    collector = Collector(vocabulary)
    top = collector.fields(mapping, _ROOT, "a situation")
    if top is None:
        return collector.faults(mapping)
    collector.unknown(top, _SITUATION, _ROOT, "a situation")
    collector.missing(top, ("time",), _ROOT)
    setting = _read_setting(collector, top)
    if collector.found or setting.time is None:
        return collector.faults(mapping)
    return Situation(
        time=setting.time,
        time_text=str(top["time"]),
        discloser=setting.discloser,
        recipient=setting.recipient,
        subjects=setting.subjects.read,
        context=setting.context,
    )


@attrs.frozen
class _Setting:
    """What requests and situations have in common, as far as it fits."""

    id: str | None
    time: Instant | None
    discloser: Party | None
    recipient: Party | None
    subjects: Subjects
    context: Facts


def _read_setting(collector: Collector, top: dict[str, object]) -> _Setting:
    name = time = discloser = recipient = None
    if top.get("id") is not None:
        name = read_id(collector, top["id"], ("id",))
    if "time" in top:
        time = read_instant(collector, top["time"], ("time",))
    if "discloser" in top:
        discloser = read_party(collector, top["discloser"], Holder.DISCLOSER)
    if "recipient" in top:
        recipient = read_party(collector, top["recipient"], Holder.RECIPIENT)
    subjects = read_subjects(collector, top)
    classes = {subject.id for subject in subjects.read if subject.is_class}
    for party, holder in ((discloser, Holder.DISCLOSER), (recipient, Holder.RECIPIENT)):
        if party is not None and party.id in classes:
            collector.add("CP837", (holder.value, "id"), name=party.id, holder=holder.value)
    context: Facts = {}
    if "context" in top:
        fields = collector.fields(top["context"], ("context",), "the context")
        if fields is not None:
            context = read_facts(collector, Holder.CONTEXT, fields, ("context",))
    return _Setting(name, time, discloser, recipient, subjects, context)
