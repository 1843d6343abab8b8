"""A whole request, as source."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from confpolicy.facts.python import Lines
from confpolicy.facts.read.draft import Draft
from confpolicy.facts.read.quick.draft import PARTS, request_maker
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

    draft: Callable[[object], Draft | None]
    """All that is in the request that a mapping is; None where the full reader has to look. Raises nothing.

    Nothing of the caller's is in it but texts and numbers.
    """
    request: Callable[[Draft], Request]
    """Makes the request of a draft; only one of each, for they share their facts."""

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> QuickReader:
        """The reader for a vocabulary."""
        return cls(function(lines_of(vocabulary), "read(top)"), request_maker(vocabulary))

    def read(self, mapping: object) -> Request | None:
        """The request itself."""
        draft = self.draft(mapping)
        return None if draft is None else self.request(draft)


def lines_of(vocabulary: Vocabulary) -> Lines:
    """The body of the function that reads `top`, which may be anything."""
    lines = Lines()
    with lines.block("try:"):
        _write_draft(lines, vocabulary)
        lines.line(f"return {PARTS}")
    lines.line("except Exception: return None")
    return lines


def _write_draft(lines: Lines, vocabulary: Vocabulary) -> None:
    """Writes what leaves the parts of a draft under their names, or raises an error."""
    lines.line("fields = top")
    write_fields(lines)
    lines.write(
        """
        time_text = top["time"]
        purpose = top["purpose"]
        others = $compulsory
        largest = 1
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
