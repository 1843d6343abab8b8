"""Prints statements: each as lines, the first at the margin, its parts below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from confpolicy.syntax.parts import (
    ByPart,
    ClausePart,
    EveryPart,
    GovernsPart,
    HeaderPart,
    OnEventPart,
    OnPart,
    ReadingPart,
    ScopePart,
)
from confpolicy.syntax.printing.expressions import expression
from confpolicy.syntax.printing.parts import clause_part, condition, group_part, header_part, labels, note, scope
from confpolicy.syntax.printing.scenarios import scenario_part
from confpolicy.syntax.printing.word import (
    Line,
    Word,
    comma_separated,
    duration,
    keyword,
    name,
    names,
    phrase,
    plain,
    text,
)
from confpolicy.syntax.statements import (
    AssertNode,
    BrokenNode,
    ClauseNode,
    DefineNode,
    FactNode,
    GroupNode,
    HeaderNode,
    NamesNode,
    Notes,
    OmitsNode,
    RevealsNode,
    ScenarioNode,
    Statement,
    StructureNode,
    TermsNode,
    TypeNode,
    UseNode,
)

STEP = 4
"""Columns of one step of indentation."""


def statement_lines(node: Statement) -> tuple[Line, ...]:
    """The statement as lines; a broken one cannot be printed, and raises ValueError."""
    return tuple(Line(STEP * depth, tuple(words)) for depth, words in _lines(node))


_Lines = list[tuple[int, list[Word]]]


def _lines(node: Statement) -> _Lines:  # noqa: PLR0911, PLR0912, C901 - a return for each kind of statement
    match node:
        case HeaderNode(policy, title, parts):
            head = [*keyword("policy", node.span), *name(policy), *phrase(text(title) if title else [])]
            return [(0, head), *_header_parts(parts)]
        case UseNode(path, notes):
            return [(0, [*keyword("use", node.span), *text(path)]), *_notes(notes)]
        case TermsNode():
            return [(0, _terms(node)), *_notes(node.notes)]
        case RevealsNode(revealing, revealed, notes):
            words = [*keyword("data", node.span), *names(revealing), Word("reveals", leads=True), *names(revealed)]
            return [(0, words), *_notes(notes)]
        case NamesNode(kind, declared, notes):
            return [(0, [*keyword(kind, node.span), *names(declared)]), *_notes(notes)]
        case FactNode():
            return [(0, _fact(node)), *_notes(node.notes)]
        case StructureNode(structure, fields, notes):
            head = [*keyword("structure", node.span), *name(structure)]
            lines = ([*name(field), Word(":"), *_type(type_)] for field, type_ in fields)
            return [(0, head), *_below(lines), *_notes(notes)]
        case DefineNode(defined, body, notes):
            words = [*keyword("define", node.span), *name(defined), Word("as"), *phrase(expression(body))]
            return [(0, words), *_notes(notes)]
        case ClauseNode(kind, clause, title, parts):
            head = [*keyword(kind.value, node.span), *name(clause), *phrase(text(title) if title else [])]
            return [(0, head), *_clause_parts(parts)]
        case GroupNode(group, title, parts):
            head = [*keyword("group", node.span), *name(group), *phrase(text(title) if title else [])]
            return [(0, head), *_below(group_part(part) for part in parts)]
        case OmitsNode():
            return [(0, _omits(node)), *_notes(node.notes)]
        case AssertNode():
            return _assertion(node)
        case ScenarioNode(title, parts):
            return [(0, [*keyword("scenario", node.span), *text(title)]), *_below(scenario_part(p) for p in parts)]
        case BrokenNode():
            raise ValueError("a statement with a mistake cannot be printed")
        case _ as unreachable:
            assert_never(unreachable)


def _header_parts(parts: Sequence[HeaderPart]) -> _Lines:
    """Each part on a line; the conditions of what it governs below that."""
    lines: _Lines = []
    for part in parts:
        lines.append((1, header_part(part)))
        if isinstance(part, GovernsPart):
            lines.extend((2, condition(each)) for each in part.conditions)
    return lines


def _below(parts: Iterable[list[Word]]) -> _Lines:
    return [(1, part) for part in parts]


def _notes(notes: Notes) -> _Lines:
    return _below(note(part) for part in notes)


def _terms(node: TermsNode) -> list[Word]:
    towards = phrase(plain("towards subject")) if node.towards_subject else []
    under = [Word("under", leads=True), *names(node.under)] if node.under else []
    return [*keyword(node.kind, node.span), *names(node.names), *towards, *under]


def _fact(node: FactNode) -> list[Word]:
    facts = comma_separated([Word(f"{holder}.{fact.text}", fact.span)] for holder, fact in node.facts)
    found = [*keyword("fact", node.span), *facts, Word(":", leads=True), *_type(node.type)]
    if node.protected:
        found.append(Word("protected"))
    if node.judged is not None:
        found += phrase([*keyword("judged by", node.judged.span), *names(node.judged.by)])
        if node.judged.within is not None:
            found += [Word("within"), *duration(node.judged.within)]
    if node.presumed is not None:
        found += phrase([*plain("taken as no if absent because"), *text(node.presumed)])
    return found


def _type(node: TypeNode) -> list[Word]:
    element = _type(node.element) if node.element else []
    return [*keyword(node.word, node.span), *names(node.values), *element]


def _omits(node: OmitsNode) -> list[Word]:
    below = phrase(plain("and below")) if node.below else []
    return [
        *keyword("omits", node.span),
        *labels(node.labels),
        *below,
        Word("because", leads=True),
        *text(node.because),
    ]


def _assertion(node: AssertNode) -> _Lines:
    head = [*keyword("assert", node.span), *name(node.name)]
    claim = [*plain(node.claim), *(text(node.other) if node.other else []), *scope(node.scope)]
    conditions = (condition(part) for part in node.conditions)
    return [(0, head), (1, claim), *_below(conditions), *_notes(node.notes)]


def _clause_parts(parts: Sequence[ClausePart]) -> _Lines:
    """Each part on a line, but for those that read as one; the conditions of a reading below it."""
    lines: _Lines = []
    before: ClausePart | None = None
    for part in parts:
        words = clause_part(part)
        if before is not None and _reads_on(before, part):
            lines[-1][1].extend(phrase(words))
        else:
            lines.append((1, words))
        if isinstance(part, ReadingPart):
            lines.extend((2, condition(each)) for each in part.conditions)
        before = part
    return lines


def _reads_on(before: ClausePart, part: ClausePart) -> bool:
    """`on disclosure of … to …`, `by … every …`"""
    if isinstance(before, OnPart):
        return isinstance(part, ScopePart)
    return isinstance(before, ByPart) and isinstance(part, EveryPart | OnEventPart)
