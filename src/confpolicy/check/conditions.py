"""What the conditions of a clause may read, by the clause's kind: so that not knowing never discloses."""

from __future__ import annotations

import attrs

from confpolicy.check.context import Context
from confpolicy.check.definitions import TOTAL, extent_of, fits
from confpolicy.check.parts import only
from confpolicy.check.reads import Read, Sign, What, holder_of, through
from confpolicy.check.stand_ins import check_stand_in_reads
from confpolicy.diagnostics.diagnostic import Related
from confpolicy.facts.schema import Holder
from confpolicy.source import Span
from confpolicy.syntax.expressions import Expr
from confpolicy.syntax.parts import ClausePart, ReadingPart, RelyingPart, UnlessPart, WhenPart
from confpolicy.syntax.statements import ClauseKind, ClauseNode

PERMITTING = frozenset({ClauseKind.CONSENT, ClauseKind.NEED_TO_KNOW, ClauseKind.EXCEPTION, ClauseKind.DUTY})
PROHIBITING = frozenset({ClauseKind.PROHIBITION, ClauseKind.ABSOLUTE_PROHIBITION})


@attrs.frozen
class PlacedRead:
    """Something read in a `when` (or, with `unless`, in one of those)."""

    read: Read
    unless: bool


def conditions_of(parts: tuple[ClausePart, ...]) -> tuple[WhenPart | UnlessPart, ...]:
    """All conditions of a clause, those of its readings (taken or not) among them, in the order of the text."""
    found: list[WhenPart | UnlessPart] = []
    for part in parts:
        match part:
            case WhenPart() | UnlessPart():
                found.append(part)
            case ReadingPart(conditions=conditions):
                found.extend(conditions)
            case _:
                pass
    return tuple(found)


def check_condition(node: Expr, context: Context) -> bool:
    """Types one condition and measures it; whether all conditions so far are small enough to be gone through."""
    tables = context.typer.tables
    context.typer.condition(node)
    if id(node) not in tables.too_deep:
        extent = extent_of(node, context.definitions.extents, tables)
        fits(node, extent, context.findings)
        if tables.size <= TOTAL < tables.size + extent.size:
            context.findings.add("CP331", node.span, limit=f"{TOTAL:,}")
        tables.size += extent.size
    return tables.size <= TOTAL


def check_clause_conditions(clause: ClauseNode, context: Context, *, says: bool) -> None:
    """All that the conditions of a clause may and may not read; `says`: something goes outward."""
    reads: list[PlacedRead] = []
    for part in conditions_of(clause.parts):
        if not check_condition(part.condition, context):
            return
        unless = isinstance(part, UnlessPart)
        reads += [PlacedRead(read, unless) for read in context.reader.reads(part.condition)]
    for placed in reads:
        _check_known(clause.kind, placed, context)
        _check_holder(clause.kind, placed.read, context)
        if clause.kind is ClauseKind.STAND_IN:
            check_stand_in_reads(clause, placed.read, context)
        if says:
            _check_said(placed.read, context)
    _check_relying(clause, reads, context)


def check_assertion_reads(node: Expr, context: Context) -> None:
    """An assertion speaks of no single consent."""
    for read in context.reader.reads(node):
        if holder_of(read) is Holder.STATEMENT:
            context.findings.add("CP423", read.span, name=read.name, through=through(read))


def check_governs_reads(node: Expr, context: Context) -> None:
    """What a policy governs depends on no requester's word, on no judgement, and on nothing taken for granted."""
    for read in context.reader.reads(node):
        declared = context.facts.by_name.get(read.name) if read.what in {What.FACT, What.KNOWN} else None
        declaration = declared.declaration if declared else None
        if read.what is What.KNOWN:
            why = "asks whether it is known"
        elif holder_of(read) is Holder.STATED:
            why = "is what the requester says"
        elif holder_of(read) is Holder.STATEMENT:
            why = "is a consent statement's own"
        elif declared is not None and declared.protected:
            why = "is a protected characteristic"
        elif declaration is not None and declaration.judged is not None:
            why = "is somebody's judgement"
        elif declaration is not None and declaration.presumed is not None:
            why = "is taken as no if absent"
        else:
            continue
        context.findings.add("CP461", read.span, name=read.name, through=through(read), why=why)


def _check_known(kind: ClauseKind, placed: PlacedRead, context: Context) -> None:
    """`is known` may count only toward withholding; where nothing is released it is free."""
    if placed.read.what is not What.KNOWN:
        return
    if kind in PERMITTING:
        wanted = Sign.AGAINST if placed.unless else Sign.FOR
    elif kind in PROHIBITING:
        wanted = Sign.FOR if placed.unless else Sign.AGAINST
    else:
        return
    if placed.read.sign is not wanted:
        context.findings.add("CP421", placed.read.span, name=placed.read.name, through=through(placed.read))


def _check_holder(kind: ClauseKind, read: Read, context: Context) -> None:
    holder = holder_of(read)
    if holder is Holder.STATED and kind in PROHIBITING:
        context.findings.add("CP422", read.span, name=read.name, through=through(read))
    if holder is Holder.STATEMENT and kind is not ClauseKind.CONSENT:
        context.findings.add("CP423", read.span, name=read.name, through=through(read))


def _check_said(read: Read, context: Context) -> None:
    match read.what:
        case What.ASKED:
            return
        case What.FACT | What.KNOWN if holder_of(read) is Holder.STATED:
            return
        case What.RECIPIENT_ROLE if read.name not in context.terms.towards:
            return
        case What.RECIPIENT_ROLE | What.RECIPIENT_SUBJECT:
            name = f"recipient is {read.name}"
        case What.DISCLOSER_ROLE:
            name = f"discloser is {read.name}"
        case _:
            name = read.name
    context.findings.add("CP424", read.span, name=name, through=through(read))


def _check_relying(clause: ClauseNode, reads: list[PlacedRead], context: Context) -> None:
    """A protected fact is read only by a clause that says so, with its reason; and it says so of nothing else."""
    relied: dict[str, Span] = {}
    read_names = {one.read.name: one.read for one in reversed(reads) if one.read.what in {What.FACT, What.KNOWN}}
    for part in only(RelyingPart, clause.parts):
        context.not_blank(part.because, "because")
        declared = context.facts.find(part.fact, context.findings)
        if declared is None:
            relied[f"{part.fact.holder}.{part.fact.name.text}"] = part.span
            continue
        name = declared.full_name
        if name in relied:
            place = Related(relied[name], "first here")
            context.findings.add("CP216", part.fact.span, related=(place,), name=name, part="relying on")
        elif not declared.protected:
            context.findings.add("CP418", part.fact.span, name=name)
        elif name not in read_names:
            protected = [one for one in read_names if _protected(one, context)]
            context.findings.add(
                "CP419", part.fact.span, name=name, suggestion=context.findings.near(name, protected)
            )
        relied[name] = part.span
    for name, read in read_names.items():
        if _protected(name, context) and name not in relied:
            context.findings.add("CP420", read.span, name=name, through=through(read))


def _protected(name: str, context: Context) -> bool:
    declared = context.facts.by_name.get(name)
    return declared is not None and declared.protected
