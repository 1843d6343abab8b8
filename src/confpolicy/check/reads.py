"""What a condition reads, through its definitions too, and whether each `is known` counts for it or against it."""

from __future__ import annotations

import enum

import attrs

from confpolicy.check.definitions import Definitions
from confpolicy.check.tables import DefinitionMeant, Tables
from confpolicy.check.walk import parts_of
from confpolicy.facts.schema import Holder
from confpolicy.source import Span
from confpolicy.syntax.expressions import (
    AndExpr,
    CompareExpr,
    Expr,
    FactName,
    InExpr,
    IsExpr,
    KnownExpr,
    Name,
    NotExpr,
    NowWord,
    OrExpr,
    QuantifiedExpr,
    TermWord,
    WithinExpr,
)


class What(enum.Enum):
    """What is read."""

    FACT = "fact"
    KNOWN = "known"
    RECIPIENT_ROLE = "recipient role"
    RECIPIENT_SUBJECT = "recipient subject"
    DISCLOSER_ROLE = "discloser role"
    ASKED = "asked"
    """The item, the purpose or the time: what the requester said."""


class Sign(enum.Enum):
    """Whether a part's being true counts for the whole, against it, or both."""

    FOR = 1
    AGAINST = -1
    BOTH = 0

    def times(self, other: Sign) -> Sign:
        """The sign of a part with sign `other` of a part with this one."""
        return Sign(self.value * other.value)


@attrs.frozen
class Read:
    """One thing read. `name`: the fact's full name, or the role; `via`: the definition through which, outermost."""

    what: What
    name: str
    sign: Sign
    span: Span
    via: str | None = None


@attrs.define
class Reader:
    """Tells what conditions read; each definition is looked at once."""

    tables: Tables
    definitions: Definitions
    _known: dict[str, tuple[Read, ...]] = attrs.field(factory=dict)

    def reads(self, node: Expr) -> tuple[Read, ...]:
        """All that `node` reads, each place once, in the order of the text."""
        if id(node) in self.tables.too_deep:
            return ()
        return tuple(dict.fromkeys(self._reads(node, Sign.FOR)))

    def _reads(self, node: Expr, sign: Sign) -> list[Read]:  # noqa: PLR0911 - one return for each kind of node
        match node:
            case FactName(holder, name):
                return [Read(What.FACT, f"{holder}.{name.text}", sign, node.span)]
            case KnownExpr(fact):
                return [Read(What.KNOWN, f"{fact.holder}.{fact.name.text}", sign, node.span)]
            case IsExpr():
                return [_role(node, sign)]
            case NowWord():
                return [Read(What.ASKED, "now", sign, node.span)]
            case TermWord(word):
                return [Read(What.ASKED, word, sign, node.span)]
            case Name():
                return self._definition(node, sign)
            case WithinExpr(moment, _):
                return [*self._reads(moment, sign), Read(What.ASKED, "now", sign, node.span)]
            case _:
                return [read for part, one in _signed_parts(node, sign) for read in self._reads(part, one)]

    def _definition(self, node: Name, sign: Sign) -> list[Read]:
        if not isinstance(self.tables.meanings.get(id(node)), DefinitionMeant):
            return []
        if node.text not in self.definitions.nodes:
            return []
        if node.text not in self._known:
            found = self._reads(self.definitions.nodes[node.text].condition, Sign.FOR)
            self._known[node.text] = tuple(
                dict.fromkeys(attrs.evolve(read, span=node.span, via=node.text) for read in found)
            )
        return [attrs.evolve(read, span=node.span, sign=sign.times(read.sign)) for read in self._known[node.text]]


def _signed_parts(node: Expr, sign: Sign) -> tuple[tuple[Expr, Sign], ...]:
    match node:
        case NotExpr(operand):
            return ((operand, sign.times(Sign.AGAINST)),)
        case AndExpr() | OrExpr() | QuantifiedExpr():
            return tuple((part, sign) for part in parts_of(node))
        case CompareExpr() | InExpr():
            return tuple((part, Sign.BOTH) for part in parts_of(node))
        case _:
            return tuple((part, sign) for part in parts_of(node))


def _role(node: IsExpr, sign: Sign) -> Read:
    match node.who:
        case "recipient" if node.term.text == "subject":
            return Read(What.RECIPIENT_SUBJECT, "subject", sign, node.span)
        case "recipient":
            return Read(What.RECIPIENT_ROLE, node.term.text, sign, node.span)
        case "discloser":
            return Read(What.DISCLOSER_ROLE, node.term.text, sign, node.span)
        case who:
            return Read(What.ASKED, who, sign, node.span)


def holder_of(read: Read) -> Holder | None:
    """The holder of the fact that is read, or None where no fact is."""
    if read.what not in {What.FACT, What.KNOWN}:
        return None
    return Holder(read.name.split(".", 1)[0])


def through(read: Read) -> str:
    """For a sentence: ` (through `missing_child`)`, or nothing."""
    return f" (through `{read.via}`)" if read.via else ""
