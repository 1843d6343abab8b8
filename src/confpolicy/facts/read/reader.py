"""A vocabulary's reader: requests that fit are read quickly, all others in full."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from confpolicy.facts.faults import Fault
from confpolicy.facts.read.draft import Draft
from confpolicy.facts.read.json import salvage_json
from confpolicy.facts.read.request import Broken, read_request, read_salvaged
from confpolicy.facts.request import Request
from confpolicy.facts.schema import Vocabulary

if TYPE_CHECKING:
    from confpolicy.facts.read.quick import QuickReader

FIRST = 100
"""How many requests are read in full at first: about as many as in the time that it takes to compile a quick reader.

So whoever reads few does not wait for it, and whoever reads many loses little.
"""


@attrs.define(eq=False)
class Reader:
    """What it gives is what the functions of the same names in `request.py` give, sooner."""

    vocabulary: Vocabulary
    draft: Callable[[object], Draft | None] = attrs.field(init=False)
    """What is in the request that a mapping is, if that can be read quickly; None if not. Raises nothing."""
    _quick: QuickReader | None = attrs.field(default=None, init=False)
    _count: int = attrs.field(default=0, init=False)

    @draft.default
    def _at_first(self) -> Callable[[object], Draft | None]:
        return self._counted

    def request(self, draft: Draft) -> Request:
        """The request of a draft that was read here; only one of each, for they share their facts."""
        assert self._quick is not None, "no draft is read before there is a quick reader"
        return self._quick.request(draft)

    def read_request(self, mapping: object) -> Request | tuple[Fault, ...]:
        """The request that `mapping` is, or every mistake in it. Raises nothing; nothing of the caller's is kept."""
        draft = self.draft(mapping)
        return read_request(mapping, self.vocabulary) if draft is None else self.request(draft)

    def read_request_json(self, text: str | bytes) -> Request | Broken:
        """The request that a JSON text is, or every mistake in it. Raises nothing."""
        salvaged = salvage_json(text)
        draft = None if salvaged.found else self.draft(salvaged.value)
        return read_salvaged(salvaged, self.vocabulary) if draft is None else self.request(draft)

    def _counted(self, mapping: object) -> Draft | None:
        """Nothing, until it is time for the quick reader."""
        self._count += 1
        if self._count <= FIRST:
            return None
        from confpolicy.facts.read.quick import QuickReader

        self._quick = QuickReader.of(self.vocabulary)
        self.draft = self._quick.draft
        return self.draft(mapping)
