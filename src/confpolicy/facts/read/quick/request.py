"""A whole request, as source."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from confpolicy.facts.python import Lines
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

    _function: Callable[[object], Request]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> QuickReader:
        """The reader for a vocabulary."""
        return cls(function(lines_of(vocabulary), "read(top)"))

    def read(self, mapping: object) -> Request | None:
        """The request that `mapping` is; None where the full reader has to look. Nothing of the caller's is kept."""
        try:
            return self._function(mapping)
        except Exception:  # noqa: BLE001 - whatever it is, the full reader tells
            return None


def lines_of(vocabulary: Vocabulary) -> Lines:
    """The body of the function that reads `top`, which may be anything."""
    lines = Lines()
    lines.line("fields = top")
    write_fields(lines)
    lines.write(
        """
        request = BlankRequest()
        time = top["time"]
        purpose = top["purpose"]
        others = $compulsory
        if type(time) is not str or type(purpose) is not str or purpose not in $purposes: raise OddityError
        request.time_text = time
        request.purpose = purpose
        """,
        purposes=lines.constant(frozenset(vocabulary.purposes.above)),
        compulsory=str(len(_COMPULSORY)),
    )
    write_instant(lines, "time", "request.time")
    write_party(lines, Holder.DISCLOSER, vocabulary)
    write_party(lines, Holder.RECIPIENT, vocabulary)
    write_subjects(lines, vocabulary)
    lines.write(
        """
        request.id = None
        text = discloser_id + recipient_id
        if "id" in top:
            others += 1
            id_ = request.id = top["id"]
            if id_ is not None:
                if type(id_) is not str or not id_: raise OddityError
                text += id_
        text += subject_id if len(everybody) == 1 else "".join(everybody)
        """
    )
    write_ids(lines, "text", "discloser_id, recipient_id, *everybody, request.id")
    write_items(lines, vocabulary)
    lines.write(
        """
        request.context = {}
        request.statements = ()
        """
    )
    with lines.block('if "context" in top:'):
        lines.line('fields, others = top["context"], others + 1')
        write_fields(lines)
        write_facts(lines, Holder.CONTEXT, vocabulary, (), "0")
        lines.line("request.context = facts")
    with lines.block('if "consents" in top:'):
        lines.line('consents, others = top["consents"], others + 1')
        write_statements(lines, vocabulary)
    lines.write(
        """
        if others != len(top): raise OddityError
        request.vocabulary, request.kept = $vocabulary, {}
        request.__class__ = Request
        return request
        """,
        vocabulary=lines.constant(vocabulary),
    )
    return lines
