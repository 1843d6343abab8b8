"""The consent statements, as source: grants, refusals and offers."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from confpolicy.facts.python import Lines
from confpolicy.facts.read.limits import ID_BOUND, SET_BOUND, STATEMENTS_BOUND
from confpolicy.facts.read.quick.draft import STATEMENT
from confpolicy.facts.read.quick.facts import write_facts, write_fields
from confpolicy.facts.read.quick.oddities import check_ids
from confpolicy.facts.read.quick.times import write_micros
from confpolicy.facts.read.quick.values import write_texts
from confpolicy.facts.request import Form
from confpolicy.facts.schema import Hierarchy, Holder, Vocabulary

_REFUSAL = ("id", "statement", "subject", "given_by", "at")
_GRANT = (*_REFUSAL, "items", "recipients", "purposes")
_OTHERS = ("disclosers", "form", "express", "requested_by_subject", "told", "withdrawn_at", "expires_at")


def write_statements(lines: Lines, vocabulary: Vocabulary) -> None:
    """Writes what reads the statements in `consents` into `statements`: those about `everybody`."""
    lines.write(
        """
        if type(consents) is not list or len(consents) > $bound: raise OddityError
        consents = [*consents]
        statements = []
        seen = []
        """,
        bound=str(STATEMENTS_BOUND),
    )
    with lines.block("for fields in consents:"):
        write_fields(lines)
        _write_core(lines, vocabulary)
        with lines.block('if kind == "grant":'):
            _write_grant(lines, vocabulary)
        with lines.block('elif kind == "refusal":'):
            _write_refusal(lines, vocabulary)
        with lines.block('elif kind == "offer":'):
            _write_offer(lines, vocabulary)
        lines.line("else: raise OddityError")
        write_facts(lines, Holder.STATEMENT, vocabulary, (*_GRANT, *_OTHERS), "number")
        lines.write(
            """
            text = id_ + "".join(ids)
            if subject not in everybody: text += subject
            if giver != subject: text += giver
            """
        )
        write_ids(lines, "text", "id_, subject, giver, *ids")
        lines.write(
            """
            if classes and subject in classes: raise OddityError
            if subject in everybody:
                statements.append(($parts))
            """,
            parts=STATEMENT,
        )
    lines.line("if len(seen) > 1 and len(set(seen)) != len(seen): raise OddityError")


def write_ids(lines: Lines, text: str, ids: str) -> None:
    """Writes what refuses ids that are none; what holds for each of them is asked of all of them in one text."""
    lines.write(
        """
        if not ($text.isascii() and $text.isprintable() and " " not in $text and len($text) <= $bound): $check($ids)
        """,
        text=text,
        ids=ids,
        bound=str(ID_BOUND),
        check=lines.constant(check_ids),
    )


def _write_core(lines: Lines, vocabulary: Vocabulary) -> None:
    """What every statement has; the subject gives their own, and nobody else gives it as the subject.

    What the statement may leave out is left out, so far.
    """
    lines.write(
        """
        kind = fields["statement"]
        id_ = fields["id"]
        subject = fields["subject"]
        at = fields["at"]
        if type(kind) is not str or type(id_) is not str or not id_ or type(subject) is not str or not subject:
            raise OddityError
        if type(at) is not str: raise OddityError
        seen.append(id_)
        whole = fields
        fields = fields["offered_to" if kind == "offer" else "given_by"]
        """
    )
    write_fields(lines)
    lines.write(
        """
        giver = fields["id"]
        role = fields["as"]
        if type(giver) is not str or not giver or type(role) is not str or len(fields) != 2: raise OddityError
        if role == "subject":
            if giver != subject: raise OddityError
        elif giver == subject or role not in $givers: raise OddityError
        fields = whole
        items = purposes = recipients = disclosers = form = withdrawn_at = expires_at = None
        express = requested = False
        told = $nothing
        ids = ()
        """,
        givers=lines.constant(vocabulary.givers),
        nothing=lines.constant(frozenset()),
    )
    write_micros(lines, "at", "at")


def _write_grant(lines: Lines, vocabulary: Vocabulary) -> None:
    lines.line(f"number = {len(_GRANT)}")
    _write_covered(lines, vocabulary)
    with lines.block("if len(fields) > number:"):
        _write_manner(lines, vocabulary)
        for key, name in (("express", "express"), ("requested_by_subject", "requested")):
            with _if_there(lines, key):
                lines.write(
                    """
                    if value is True: $name = True
                    elif value is not False: raise OddityError
                    """,
                    name=name,
                )
        _write_end(lines, "withdrawn_at")
        lines.line("if withdrawn_at is not None and withdrawn_at < at: raise OddityError")


def _write_offer(lines: Lines, vocabulary: Vocabulary) -> None:
    """What a grant has, but for all that needs a yes."""
    lines.line(f"number = {len(_GRANT)}")
    _write_covered(lines, vocabulary)
    _write_manner(lines, vocabulary)


def _write_refusal(lines: Lines, vocabulary: Vocabulary) -> None:
    """What it leaves out is all."""
    lines.line(f"number = {len(_REFUSAL)}")
    for key, hierarchy in (("items", vocabulary.data), ("purposes", vocabulary.purposes)):
        with lines.block(f'if "{key}" in fields:'):
            lines.line("number += 1")
            _write_terms(lines, key, hierarchy)
    for key in ("recipients", "disclosers"):
        _write_audience_if_there(lines, key, vocabulary)


def _write_covered(lines: Lines, vocabulary: Vocabulary) -> None:
    """What a grant and an offer must say: what they cover."""
    _write_terms(lines, "items", vocabulary.data)
    _write_terms(lines, "purposes", vocabulary.purposes)
    _write_audience(lines, "recipients", vocabulary)


def _write_manner(lines: Lines, vocabulary: Vocabulary) -> None:
    """What a grant and an offer may say: how it was given, who discloses and until when."""
    with _if_there(lines, "form"):
        lines.write(
            """
            if value is not None:
                if type(value) is not str: raise OddityError
                form = $forms[value]
            """,
            forms=lines.constant({form.value: form for form in Form}),
        )
    with _if_there(lines, "told"):
        write_texts(lines, "value")
        lines.write(
            """
            told = frozenset(value)
            if not told <= $notices: raise OddityError
            """,
            notices=lines.constant(vocabulary.notices),
        )
    _write_end(lines, "expires_at")
    _write_audience_if_there(lines, "disclosers", vocabulary)


def _write_end(lines: Lines, key: str) -> None:
    with _if_there(lines, key), lines.block("if value is not None:"):
        lines.line("if type(value) is not str: raise OddityError")
        write_micros(lines, "value", key)


@contextlib.contextmanager
def _if_there(lines: Lines, key: str) -> Iterator[None]:
    """What is written inside reads `value`, where the key is there; `number` counts it."""
    with lines.block(f'if "{key}" in fields:'):
        lines.line("number += 1")
        lines.line(f'value = fields["{key}"]')
        yield


def _write_terms(lines: Lines, key: str, hierarchy: Hierarchy) -> None:
    lines.line(f'{key} = fields["{key}"]')
    write_texts(lines, key)
    lines.write(
        "if not $key or not $declared.issuperset($key): raise OddityError",
        key=key,
        declared=lines.constant(frozenset(hierarchy.above)),
    )


def _write_audience_if_there(lines: Lines, key: str, vocabulary: Vocabulary) -> None:
    with lines.block(f'if "{key}" in fields:'):
        lines.line("number += 1")
        _write_audience(lines, key, vocabulary)


def _write_audience(lines: Lines, key: str, vocabulary: Vocabulary) -> None:
    """Whom it names; the ids among them are looked at with the others of the statement."""
    lines.write(
        """
        named = fields["$key"]
        if type(named) is not list or not 0 < len(named) <= $bound: raise OddityError
        anyone = False
        roles = []
        people = []
        for each in [*named]:
            if type(each) is dict:
                [name] = each
                if type(name) is not str: raise OddityError
                name = each["id"]
                if type(name) is not str or not name: raise OddityError
                people.append(name)
            elif type(each) is not str: raise OddityError
            elif each in $declared: roles.append(each)
            elif each == "anyone": anyone = True
            else: raise OddityError
        ids = (*ids, *people) if ids else people
        $key = anyone, roles, people
        """,
        key=key,
        bound=str(SET_BOUND),
        declared=lines.constant(frozenset(vocabulary.roles.above)),
    )
