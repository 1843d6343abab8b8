"""The consent statements, as source: grants, refusals and offers."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from confpolicy.facts.python import Lines
from confpolicy.facts.read.limits import ID_BOUND, SET_BOUND, STATEMENTS_BOUND
from confpolicy.facts.read.quick.facts import write_facts, write_fields
from confpolicy.facts.read.quick.oddities import check_ids
from confpolicy.facts.read.quick.times import write_instant
from confpolicy.facts.read.quick.values import write_texts
from confpolicy.facts.request import Form
from confpolicy.facts.schema import Hierarchy, Holder, Vocabulary

_REFUSAL = ("id", "statement", "subject", "given_by", "at")
_GRANT = (*_REFUSAL, "items", "recipients", "purposes")
_OTHERS = ("disclosers", "form", "express", "requested_by_subject", "told", "withdrawn_at", "expires_at")


def write_statements(lines: Lines, vocabulary: Vocabulary) -> None:
    """Writes what reads the statements in `consents` into `request`: those about `everybody`."""
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
            if subject in everybody: statements.append(statement)
            """
        )
    lines.write(
        """
        if len(seen) > 1 and len(set(seen)) != len(seen): raise OddityError
        request.statements = tuple(statements)
        """
    )


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
    """What every statement has: the subject gives their own, and nobody else gives it as the subject."""
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
        ids = ()
        """,
        givers=lines.constant(vocabulary.givers),
    )
    write_instant(lines, "at", "at")


def _write_whole(lines: Lines, class_: str, vocabulary: Vocabulary) -> None:
    """The facts, and what was read before; then it is of its class."""
    write_facts(lines, Holder.STATEMENT, vocabulary, (*_GRANT, *_OTHERS), "number")
    lines.write(
        """
        statement.id = id_
        statement.subject = subject
        statement.at = at
        statement.giver = role
        statement.giver_id = giver
        statement.facts = facts
        statement.__class__ = $class_
        """,
        class_=class_,
    )


def _write_grant(lines: Lines, vocabulary: Vocabulary) -> None:
    lines.write(
        """
        statement = BlankGrant()
        statement.disclosers = statement.form = statement.withdrawn_at = statement.expires_at = None
        statement.express = statement.requested = False
        statement.told = $nothing
        number = $least
        """,
        nothing=lines.constant(frozenset()),
        least=str(len(_GRANT)),
    )
    _write_covered(lines, vocabulary)
    with lines.block("if len(fields) > number:"):
        _write_manner(lines, vocabulary)
        _write_flags(lines)
        _write_end(lines, "withdrawn_at")
        lines.line("end = statement.withdrawn_at")
        lines.line("if end is not None and end.micros < at.micros: raise OddityError")
    _write_whole(lines, "Grant", vocabulary)


def _write_offer(lines: Lines, vocabulary: Vocabulary) -> None:
    """What a grant has, but for all that needs a yes."""
    lines.write(
        """
        statement = BlankOffer()
        statement.disclosers = statement.form = statement.expires_at = None
        statement.told = $nothing
        number = $least
        """,
        nothing=lines.constant(frozenset()),
        least=str(len(_GRANT)),
    )
    _write_covered(lines, vocabulary)
    _write_manner(lines, vocabulary)
    _write_whole(lines, "Offer", vocabulary)


def _write_covered(lines: Lines, vocabulary: Vocabulary) -> None:
    _write_terms(lines, "items", vocabulary.data)
    _write_terms(lines, "purposes", vocabulary.purposes)
    _write_audience(lines, "recipients", vocabulary)


def _write_flags(lines: Lines) -> None:
    for key, name in (("express", "express"), ("requested_by_subject", "requested")):
        with _if_there(lines, key):
            lines.write(
                """
                if value is True: statement.$name = True
                elif value is not False: raise OddityError
                """,
                name=name,
            )


def _write_end(lines: Lines, key: str) -> None:
    with _if_there(lines, key), lines.block("if value is not None:"):
        lines.line("if type(value) is not str: raise OddityError")
        write_instant(lines, "value", f"statement.{key}")


def _write_manner(lines: Lines, vocabulary: Vocabulary) -> None:
    """How it was given, to whom else it speaks and until when: all of it may be left out."""
    with _if_there(lines, "form"):
        lines.write(
            """
            if value is not None:
                if type(value) is not str: raise OddityError
                statement.form = $forms[value]
            """,
            forms=lines.constant({form.value: form for form in Form}),
        )
    with _if_there(lines, "told"):
        write_texts(lines, "value")
        lines.write(
            """
            statement.told = told = frozenset(value)
            if not told <= $notices: raise OddityError
            """,
            notices=lines.constant(vocabulary.notices),
        )
    _write_end(lines, "expires_at")
    _write_where(lines, "disclosers", vocabulary)


def _write_refusal(lines: Lines, vocabulary: Vocabulary) -> None:
    """What it leaves out is all."""
    lines.write(
        """
        statement = BlankRefusal()
        statement.items = statement.purposes = statement.recipients = statement.disclosers = None
        number = $least
        """,
        least=str(len(_REFUSAL)),
    )
    for key in ("items", "purposes", "recipients", "disclosers"):
        _write_where(lines, key, vocabulary)
    _write_whole(lines, "Refusal", vocabulary)


@contextlib.contextmanager
def _if_there(lines: Lines, key: str) -> Iterator[None]:
    """What is written inside reads `value`, where the key is there; `number` counts it."""
    with lines.block(f'if "{key}" in fields:'):
        lines.line("number += 1")
        lines.line(f'value = fields["{key}"]')
        yield


def _write_where(lines: Lines, key: str, vocabulary: Vocabulary) -> None:
    with lines.block(f'if "{key}" in fields:'):
        lines.line("number += 1")
        if key == "items":
            _write_terms(lines, key, vocabulary.data)
        elif key == "purposes":
            _write_terms(lines, key, vocabulary.purposes)
        else:
            _write_audience(lines, key, vocabulary)


def _write_terms(lines: Lines, key: str, hierarchy: Hierarchy) -> None:
    lines.line(f'terms = fields["{key}"]')
    write_texts(lines, "terms")
    lines.write(
        """
        statement.$key = terms = frozenset(terms)
        if not terms or not terms <= $declared: raise OddityError
        """,
        key=key,
        declared=lines.constant(frozenset(hierarchy.above)),
    )


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
        audience = BlankAudience()
        audience.anyone = anyone
        audience.roles = frozenset(roles) if roles else $nobody
        audience.ids = frozenset(people) if people else $nobody
        audience.__class__ = Audience
        statement.$key = audience
        """,
        key=key,
        bound=str(SET_BOUND),
        declared=lines.constant(frozenset(vocabulary.roles.above)),
        nobody=lines.constant(frozenset()),
    )
