"""What a request asks: its rows (a leaf item about one subject), and which subjects stand or fall together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import attrs

from confpolicy.decide.combine import joined
from confpolicy.decide.decision import Verdict
from confpolicy.facts.request import Entry, Request
from confpolicy.facts.schema import Vocabulary

Asked: TypeAlias = tuple[str, str]
"""A leaf and a subject's id: what a row is about."""


@attrs.frozen
class Docket:
    """The rows in the order of their leaf and subject, each with its entry, and with all whom it is joined to."""

    rows: Mapping[Asked, Entry]
    joined: Mapping[Asked, tuple[str, ...]]
    """The subjects, the row's own among them, by whom an item is jointly decided; sorted."""

    @classmethod
    def of(cls, request: Request, vocabulary: Vocabulary) -> Docket:
        """The docket of a request. An entry about two subjects joins them for each of its leaves, transitively."""
        found: dict[Asked, Entry] = {}
        groups: dict[Asked, frozenset[str]] = {}
        for entry in request.entries:
            for leaf in vocabulary.data.leaves[entry.item]:
                for subject in entry.about:
                    found.setdefault((leaf, subject), entry)
                near = (groups.get((leaf, subject), frozenset()) for subject in entry.about)
                group = frozenset(entry.about).union(*near)
                for subject in group:
                    groups[leaf, subject] = group
        together = {group: tuple(sorted(group)) for group in groups.values()}
        order = sorted(found)
        return cls({asked: found[asked] for asked in order}, {asked: together[groups[asked]] for asked in order})

    def jointly(self, by_itself: Mapping[Asked, Verdict]) -> dict[Asked, Verdict]:
        """For each row the verdict for all the subjects that it is joined to, from what each is allowed by itself."""
        found: dict[Asked, Verdict] = {}
        for (leaf, subject), group in self.joined.items():
            first = group[0]
            joint = found[leaf, first] if subject != first else joined(by_itself[leaf, other] for other in group)
            found[leaf, subject] = joint
        return found

    def leaves_about(self, subject: str) -> tuple[str, ...]:
        """The leaves that are asked about the subject, sorted."""
        return tuple(leaf for leaf, about in self.rows if about == subject)
