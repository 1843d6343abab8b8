"""The parts of a scope: which disclosures a clause speaks about."""

from __future__ import annotations

import attrs


@attrs.frozen
class Items:
    """`of A, B except C`: terms of the data hierarchy (`confidential` and `public` among them)."""

    terms: frozenset[str]
    excepted: frozenset[str] = frozenset()


@attrs.frozen
class Parties:
    """`to …`, `from …`: classes by role, `anyone`, the data `subject` in person; and the same after `except`."""

    anyone: bool = False
    subject: bool = False
    roles: frozenset[str] = frozenset()
    except_subject: bool = False
    except_roles: frozenset[str] = frozenset()


@attrs.frozen
class Purposes:
    """`for A, B except C`; `any` for any purpose."""

    any: bool = False
    terms: frozenset[str] = frozenset()
    excepted: frozenset[str] = frozenset()


@attrs.frozen
class Scope:
    """`of … to … from … for …`; a part that was left out is None and limits nothing."""

    of: Items | None = None
    to: Parties | None = None
    from_: Parties | None = None
    for_: Purposes | None = None
