"""The parties and the subjects, as source."""

from __future__ import annotations

from confpolicy.facts.python import Lines
from confpolicy.facts.read.limits import SUBJECTS_BOUND
from confpolicy.facts.read.quick.draft import SUBJECT
from confpolicy.facts.read.quick.facts import write_facts, write_fields
from confpolicy.facts.read.quick.values import write_union
from confpolicy.facts.schema import Holder, Vocabulary

_PARTY = ("id", "roles")
_SUBJECT = (*_PARTY, "class", "stated", "relation")


def write_party(lines: Lines, holder: Holder, vocabulary: Vocabulary) -> None:
    """Writes what reads one of the parties from `top`: `recipient_id`, `recipient_roles` and `recipient_facts`."""
    lines.line(f'fields = top["{holder.value}"]')
    _write_identity(lines, f"{holder.value}_id", vocabulary)
    write_facts(lines, holder, vocabulary, _PARTY, "2")
    lines.line(f"{holder.value}_roles = roles")
    lines.line(f"{holder.value}_facts = facts")


def write_subjects(lines: Lines, vocabulary: Vocabulary) -> None:
    """Writes what reads the subjects from `top` into `subjects`; `others` counts the keys of `top`.

    The ids stand in `everybody`, those of classes of people in `classes`.
    """
    lines.write(
        """
        if "subject" in top:
            several, beside = (top["subject"],), top
            others += 1
        else:
            several, beside = top["subjects"], None
            others += 1
            if type(several) is not list or not 0 < len(several) <= $bound: raise OddityError
            several = several.copy()
        subjects, everybody, classes = [], [], []
        """,
        bound=str(SUBJECTS_BOUND),
    )
    with lines.block("for fields in several:"):
        _write_subject(lines, vocabulary)
    lines.write(
        """
        everybody = tuple(everybody)
        if len(everybody) > 1 and len(set(everybody)) != len(everybody): raise OddityError
        """
    )


def _write_subject(lines: Lines, vocabulary: Vocabulary) -> None:
    _write_identity(lines, "subject_id", vocabulary)
    lines.write(
        """
        everybody.append(subject_id)
        subject_roles = roles
        is_class = False
        number = 2
        if "class" in fields:
            number += 1
            if fields["class"] is True:
                is_class = True
                classes.append(subject_id)
                if subject_id == discloser_id or subject_id == recipient_id: raise OddityError
            elif fields["class"] is not False: raise OddityError
        whole = fields
        around = fields if beside is None else beside
        stated = {}
        relation = {}
        relation_roles = $nobody
        """,
        nobody=lines.constant(frozenset()),
    )
    with lines.block('if "stated" in around:'):
        lines.write(
            """
            if beside is None: number += 1
            else: others += 1
            fields = around["stated"]
            """
        )
        write_fields(lines)
        write_facts(lines, Holder.STATED, vocabulary, (), "0")
        lines.line("stated = facts")
    with lines.block('if "relation" in around:'):
        _write_relation(lines, vocabulary)
    lines.line("fields = whole")
    write_facts(lines, Holder.SUBJECT, vocabulary, _SUBJECT, "number")
    lines.line(f"subjects.append(({SUBJECT}))")


def _write_relation(lines: Lines, vocabulary: Vocabulary) -> None:
    lines.write(
        """
        if beside is None: number += 1
        else: others += 1
        fields = around["relation"]
        """
    )
    write_fields(lines)
    lines.line('towards = 1 if "roles" in fields else 0')
    with lines.block("if towards:"):
        _write_roles(lines, vocabulary, towards=True)
        lines.line("relation_roles = roles")
    write_facts(lines, Holder.RELATION, vocabulary, ("roles",), "towards")
    lines.line("relation = facts")


def _write_identity(lines: Lines, id_: str, vocabulary: Vocabulary) -> None:
    write_fields(lines)
    lines.write(
        """
        $id = fields["id"]
        if type($id) is not str or not $id: raise OddityError
        """,
        id=id_,
    )
    _write_roles(lines, vocabulary, towards=False)


def _write_roles(lines: Lines, vocabulary: Vocabulary, *, towards: bool) -> None:
    alone = {role: frozenset({role}) for role in vocabulary.roles.above if (role in vocabulary.towards) is towards}
    lines.line('roles = fields["roles"]')
    write_union(lines, "roles", alone)
