"""The Python that the conditions of a program become, to be read by people: each line with the node it is made of.

Written as for compiling, but for a remark at the end of each line, of which the node is read and which is taken off.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import attrs

from confpolicy.core.programs import Program
from confpolicy.decide.consents import duration_words
from confpolicy.decide.fast.compile import Conditions
from confpolicy.decide.fast.generate import Writer
from confpolicy.decide.fast.lines import Lines, TooDeepError
from confpolicy.decide.prepare import Part, Policy, Ready, governs_path, prepare
from confpolicy.facts.values import Duration, Symbol

_MARK = "  # "


class WrittenLine(NamedTuple):
    """A line of a function, and the id of the node, clause or definition that it is made of."""

    text: str
    node: str


@attrs.frozen(kw_only=True)
class Written:
    """One function. `node`: its clause or definition; `constants`: in words, `k0` first.

    `lines` None: the condition is nested too deeply to be one function, and is walked instead.
    """

    policy: str
    title: str
    node: str
    constants: tuple[str, ...] = ()
    lines: tuple[WrittenLine, ...] | None = None


def written(program: Program) -> Iterator[Written]:
    """Every function that deciding may need: of each policy its definitions, what it governs, its clauses."""
    for policy in prepare(program).policies:
        conditions = Conditions(policy.domain, policy.definitions)
        for title, node, write in _functions(policy):
            lines = _Marked(start=node)
            found = Written(policy=policy.header.name, title=title, node=node)
            try:
                write(conditions.writer(lines))
            except TooDeepError:
                yield found
            else:
                constants = tuple(map(_in_words, lines.constants))
                yield attrs.evolve(found, constants=constants, lines=tuple(lines.marked()))


def _functions(policy: Policy) -> Iterator[tuple[str, str, Callable[[Writer], None]]]:
    """What each is called, the node that it is made of, and how it is written."""
    for name, expression in sorted(policy.definitions.items()):
        node = f"define.{name}"
        yield f"define {name}", node, functools.partial(Writer.truth, node=expression, path=node)
    if policy.governs is not None:
        yield from _conditions("governs", governs_path(policy.header), {"": policy.governs.parts})
    kinds: tuple[tuple[Ready[Any], ...], ...] = (
        policy.stand_ins, policy.prohibitions, policy.consents, policy.permissions, policy.needs,
        policy.obligations, policy.replies,
    )  # fmt: skip
    for ready in (each for kind in kinds for each in kind):
        yield from _conditions(f"{ready.kind} {ready.name}", ready.name, {"": ready.parts})
    for referral in policy.referrals:
        whens = tuple(part for part in referral.parts if not part.negated)
        unless = tuple(part for part in referral.parts if part.negated)
        yield from _conditions(f"referral {referral.name}", referral.name, {" when": whens, " unless": unless})


def _conditions(
    title: str, node: str, several: Mapping[str, tuple[Part, ...]]
) -> Iterator[tuple[str, str, Callable[[Writer], None]]]:
    for which, parts in several.items():
        if parts:
            yield title + which, node, functools.partial(Writer.parts, parts=parts)


@attrs.define(eq=False, kw_only=True)
class _Marked(Lines):
    """Lines that end in the number of their node."""

    start: str
    _nodes: list[str] = attrs.field(factory=list)

    def line(self, text: str) -> None:
        """Writes a line, and of what."""
        node = self.at or self.start
        if node not in self._nodes:
            self._nodes.append(node)
        super().line(f"{text}{_MARK}{self._nodes.index(node)}")

    def marked(self) -> Iterator[WrittenLine]:
        """Each line with its node."""
        for line in self.text:
            text, _, number = line.rpartition(_MARK)
            yield WrittenLine(text, self._nodes[int(number)])


def _in_words(value: object) -> str:  # noqa: PLR0911 - a case for each kind of value
    """A constant as people read it; texts with everything escaped that a terminal might obey."""
    match value:
        case enum.Enum():
            return value.name.lower()
        case str() | int():
            return ascii(value)
        case Symbol(name):
            return name
        case Duration():
            return duration_words(value)
        case frozenset():
            return f"{{{', '.join(sorted(map(_in_words, value)))}}}"
        case Mapping():
            return f"<for each of {len(value)} terms, those above it>"
        case functools.partial(args=(name, *_)):
            return f"<define {name}>"
        case _:
            return f"<{getattr(value, '__name__', type(value).__name__).lower()}>"
