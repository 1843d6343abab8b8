"""A vocabulary's reader: requests that fit are read quickly, all others in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from confpolicy.facts.faults import Fault
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
    _quick: QuickReader | None = attrs.field(default=None, init=False)
    _count: int = attrs.field(default=0, init=False)

    def read_request(self, mapping: object) -> Request | tuple[Fault, ...]:
        """The request that `mapping` is, or every mistake in it. Raises nothing; nothing of the caller's is kept."""
        quick = self._quick or self._soon()
        if quick is not None:
            request = quick.read(mapping)
            if request is not None:
                return request
        return read_request(mapping, self.vocabulary)

    def read_request_json(self, text: str | bytes) -> Request | Broken:
        """The request that a JSON text is, or every mistake in it. Raises nothing."""
        salvaged = salvage_json(text)
        quick = self._quick or self._soon()
        if quick is not None and not salvaged.found:
            request = quick.read(salvaged.value)
            if request is not None:
                return request
        return read_salvaged(salvaged, self.vocabulary)

    def _soon(self) -> QuickReader | None:
        """The quick reader, where it is time for it."""
        self._count += 1
        if self._count > FIRST:
            from confpolicy.facts.read.quick import QuickReader

            self._quick = QuickReader.of(self.vocabulary)
        return self._quick
