"""Sets that are held against each other, put together."""

from __future__ import annotations

from collections.abc import Mapping

import attrs


@attrs.frozen
class Groups:
    """Which sets, by name, are linked, directly or by others; and what the links bring in."""

    of_name: Mapping[str, frozenset[str]]
    links: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, links: Mapping[tuple[str, str], int]) -> Groups:
        """The groups that these links make."""
        found: dict[str, frozenset[str]] = {}
        for one, other in links:
            joined = found.get(one, frozenset({one})) | found.get(other, frozenset({other}))
            found.update(dict.fromkeys(joined, joined))
        return cls(found, links)

    def with_(self, name: str) -> frozenset[str]:
        """The set with all that are linked to it."""
        return self.of_name.get(name, frozenset({name}))

    def pairs(self, name: str) -> int:
        """How many elements the links among these bring in."""
        several = self.of_name.get(name, frozenset())
        return sum(count for (one, _), count in self.links.items() if one in several)
