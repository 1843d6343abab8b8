"""Stand-ins: whom they may name, and what their conditions may read."""

from __future__ import annotations

from confpolicy.check.context import Context
from confpolicy.check.parts import only
from confpolicy.check.reads import Read, What, holder_of, through
from confpolicy.check.symbols import Kind
from confpolicy.facts.schema import Holder
from confpolicy.syntax import parts as p
from confpolicy.syntax.statements import ClauseNode

_OF_RECIPIENT = frozenset({Holder.RECIPIENT, Holder.RELATION})


def check_stand_in(clause: ClauseNode, context: Context) -> None:
    """A stand-in names roles towards the subject, or givers, and nobody else."""
    scopes, givers = only(p.ScopePart, clause.parts), only(p.GivenByPart, clause.parts)
    if not givers and not any(scope.to for scope in scopes):
        context.findings.add("CP403", clause.name.span, kind="a stand-in", part="`to` or `given by`")
    for scope in scopes:
        if scope.to is not None:
            _check_recipients(scope.to, scope, context)
    for part in givers:
        for name in part.givers:
            if name.text == "subject":
                context.findings.add("CP451", name.span, part="subject")
        if part.forms:
            context.findings.add("CP451", part.span, part=f"in {' or '.join(part.forms)}")


def _check_recipients(to: p.Selection, scope: p.ScopePart, context: Context) -> None:
    if to.whole:
        context.findings.add("CP450", to.span if to.span.path else scope.span, name="anyone")
    for name in to.names:
        role = context.symbols.by_name.get(name.text)
        plain = role is not None and role.kind is Kind.ROLE and not role.broken
        if name.text == "subject" or (plain and name.text not in context.terms.towards):
            context.findings.add("CP450", name.span, name=name.text)
    for name in to.excepted:
        if name.text == "subject":
            context.findings.add("CP450", name.span, name=name.text)


def check_stand_in_reads(clause: ClauseNode, read: Read, context: Context) -> None:
    """It reads what is so, not what is said or known of it; and of a giver nothing that is the recipient's."""
    name, why = read.name, None
    match read.what:
        case What.RECIPIENT_SUBJECT:
            name, why = "recipient is subject", "that is what it decides itself"
        case What.KNOWN:
            name, why = f"{read.name} is known", "not knowing would make a difference"
        case What.FACT if holder_of(read) is Holder.STATED:
            why = "that is only what the requester says"
        case _:
            pass
    if why is not None:
        context.findings.add("CP452", read.span, name=name, why=why, through=through(read))
    elif only(p.GivenByPart, clause.parts) and _is_of_recipient(read):
        if read.what is What.RECIPIENT_ROLE:
            name = f"recipient is {read.name}"
        context.findings.add("CP453", read.span, name=name, through=through(read))


def _is_of_recipient(read: Read) -> bool:
    return read.what is What.RECIPIENT_ROLE or holder_of(read) in _OF_RECIPIENT
