"""The items, as source."""

from __future__ import annotations

from confpolicy.facts.python import Lines
from confpolicy.facts.read.limits import ITEMS_BOUND, ROWS_BOUND
from confpolicy.facts.read.quick.draft import ENTRY
from confpolicy.facts.read.quick.facts import write_facts, write_fields
from confpolicy.facts.read.quick.values import write_texts
from confpolicy.facts.schema import Holder, Vocabulary


def write_items(lines: Lines, vocabulary: Vocabulary) -> None:
    """Writes what reads the items from `top` into `entries`, about `everybody` or some of them."""
    leaves = {term: leaves for term, leaves in vocabulary.data.leaves.items() if leaves}
    lines.write(
        """
        items = top["items"]
        if type(items) is not list or not 0 < len(items) <= $bound: raise OddityError
        items = [*items]
        entries = []
        rows = 0
        special = False
        """,
        bound=str(ITEMS_BOUND),
    )
    with lines.block("for item in items:"):
        lines.line("facts = {}")
        lines.line("about = everybody")
        with lines.block("if type(item) is not str:"):
            _write_parts(lines, vocabulary)
        lines.write(
            """
            rows += $number[item] * len(about)
            entries.append(($parts))
            """,
            parts=ENTRY,
            number=lines.constant({term: len(below) for term, below in leaves.items()}),
        )
    lines.write(
        """
        if rows > $bound: raise OddityError
        if special and len(entries) > 1:
            below = [$leaves[item] for item, _, _ in entries]
            if sum(map(len, below)) != len($nothing.union(*below)): raise OddityError
        """,
        bound=str(ROWS_BOUND),
        leaves=lines.constant(leaves),
        nothing=lines.constant(frozenset()),
    )


def _write_parts(lines: Lines, vocabulary: Vocabulary) -> None:
    """An item with more than its name. Whether facts are at odds with each other is for the full reader to say."""
    lines.line("fields = item")
    write_fields(lines)
    lines.write(
        """
        item = fields["item"]
        if type(item) is not str: raise OddityError
        number = 1
        """
    )
    with lines.block('if "about" in fields:'):
        lines.line('names = fields["about"]')
        write_texts(lines, "names")
        lines.write(
            """
            number, named = 2, frozenset(names)
            about = tuple([each for each in everybody if each in named])
            if not about or len(about) != len(names): raise OddityError
            """
        )
    write_facts(lines, Holder.ITEM, vocabulary, ("item", "about"), "number")
    lines.line("if facts: special = True")
