"""A whole request, as source."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from confpolicy.facts.python import Lines
from confpolicy.facts.read.quick.draft import PARTS, Draft, request_maker, write_request
from confpolicy.facts.read.quick.facts import write_facts, write_fields
from confpolicy.facts.read.quick.items import write_items
from confpolicy.facts.read.quick.names import function
from confpolicy.facts.read.quick.parties import write_party, write_subjects
from confpolicy.facts.read.quick.statements import write_ids, write_statements
from confpolicy.facts.read.quick.times import write_instant
from confpolicy.facts.request import Request
from confpolicy.facts.schema import Holder, Vocabulary

_COMPULSORY = ("time", "purpose", "discloser", "recipient", "items")


@attrs.frozen(eq=False)
class QuickReader:
    """Reads requests that fit, by one vocabulary."""

    _read: Callable[[object], Request]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> QuickReader:
        """The reader for a vocabulary."""
        lines = lines_of(vocabulary)
        write_request(lines, vocabulary)
        return cls(function(lines, "read(top)"))

    def read(self, mapping: object) -> Request | None:
        """The request that `mapping` is; None where the full reader has to look. Nothing of the caller's is kept."""
        try:
            return self._read(mapping)
        except Exception:  # noqa: BLE001 - whatever it is, the full reader tells
            return None


@attrs.frozen(eq=False)
class Drafting:
    """Reads drafts of requests that fit, by one vocabulary, and makes the requests of them."""

    _read: Callable[[object], Draft]
    request: Callable[[Draft], Request]
    """Makes the request of a draft; only one of each."""

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Drafting:
        """What drafts by a vocabulary."""
        lines = lines_of(vocabulary)
        lines.line(f"return {PARTS}")
        return cls(function(lines, "read(top)"), request_maker(vocabulary))

    def read(self, mapping: object) -> Draft | None:
        """The draft of the request that `mapping` is; None where the full reader has to look."""
        try:
            return self._read(mapping)
        except Exception:  # noqa: BLE001 - as above
            return None


def lines_of(vocabulary: Vocabulary) -> Lines:
    """The body of the function that reads `top`, which may be anything: it leaves the parts of a draft."""
    lines = Lines()
    lines.line("fields = top")
    write_fields(lines)
    lines.write(
        """
        time_text = top["time"]
        purpose = top["purpose"]
        others = $compulsory
        if type(time_text) is not str or type(purpose) is not str or purpose not in $purposes: raise OddityError
        """,
        purposes=lines.constant(frozenset(vocabulary.purposes.above)),
        compulsory=str(len(_COMPULSORY)),
    )
    write_instant(lines, "time_text", "time")
    write_party(lines, Holder.DISCLOSER, vocabulary)
    write_party(lines, Holder.RECIPIENT, vocabulary)
    write_subjects(lines, vocabulary)
    lines.write(
        """
        request_id = None
        text = discloser_id + recipient_id
        if "id" in top:
            others += 1
            request_id = top["id"]
            if request_id is not None:
                if type(request_id) is not str or not request_id: raise OddityError
                text += request_id
        text += subject_id if len(everybody) == 1 else "".join(everybody)
        """
    )
    write_ids(lines, "text", "discloser_id, recipient_id, *everybody, request_id")
    write_items(lines, vocabulary)
    lines.write(
        """
        context = {}
        statements = ()
        """
    )
    with lines.block('if "context" in top:'):
        lines.line('fields, others = top["context"], others + 1')
        write_fields(lines)
        write_facts(lines, Holder.CONTEXT, vocabulary, (), "0")
        lines.line("context = facts")
    with lines.block('if "consents" in top:'):
        lines.line('consents, others = top["consents"], others + 1')
        write_statements(lines, vocabulary)
    lines.write(
        """
        if others != len(top): raise OddityError
        """
    )
    return lines
