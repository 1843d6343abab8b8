"""Scopes: `of … to … from … for …`, each part naming what it can (language reference, "Clauses")."""

from __future__ import annotations

import attrs

from confpolicy.check.context import Context
from confpolicy.check.symbols import Kind, with_article
from confpolicy.source import Span
from confpolicy.syntax.expressions import Name
from confpolicy.syntax.parts import ScopePart, Selection

SUBJECT = "subject"
COVERED = 2_000_000
"""Terms that all scopes of a policy may cover together, like parts of them counted once."""


@attrs.frozen(kw_only=True)
class ScopeRule:
    """What a scope must have, and whether it stands in something that is said to the requester (`says`)."""

    what: str
    of: bool = True
    to: bool = True
    for_: bool = False
    says: bool = False


def check_scope(scope: ScopePart, rule: ScopeRule, context: Context) -> None:
    """Reports missing parts, unknown names, names of another kind, and what a `say` may not depend on."""
    needed = (("of", rule.of, scope.of), ("to", rule.to, scope.to), ("for", rule.for_, scope.for_))
    for word, wanted, part in needed:
        if wanted and part is None:
            context.findings.add("CP404", scope.span, part=word, kind=with_article(rule.what))
    for selection, kind in ((scope.of, Kind.DATA), (scope.for_, Kind.PURPOSE)):
        for name in _names(selection):
            context.find(name, kind)
    for name in _names(scope.to):
        if name.text != SUBJECT:
            context.find(name, Kind.ROLE)
    for name in _names(scope.from_):
        if name.text == SUBJECT:
            context.findings.add("CP205", name.span, name=SUBJECT, actual="the data subject", expected="a role")
        else:
            context.find_role(name, part="from", plain=True)
    if rule.says:
        _check_said(scope, context)
    _count_all(scope, context)


def _count_all(scope: ScopePart, context: Context) -> None:
    roles, purposes = Kind.ROLE, Kind.PURPOSE
    for part, kind in ((scope.of, Kind.DATA), (scope.to, roles), (scope.from_, roles), (scope.for_, purposes)):
        _count(part, kind, scope, context)


def _count(part: Selection | None, kind: Kind, scope: ScopePart, context: Context) -> None:
    """Bounds what all scopes together cover: it is found and kept for each part that is not as another."""
    if part is None:
        return
    tables, terms = context.typer.tables, context.terms
    names = frozenset(name.text for name in part.names)
    known = (kind, names, frozenset(name.text for name in part.excepted), part.whole)
    if known in tables.counted:
        return
    tables.counted.add(known)
    if kind is Kind.DATA:
        more = sum(len(terms.data.leaves.get(name, ())) for name in names)
    else:
        more = len((terms.roles if kind is Kind.ROLE else terms.purposes).above)
    if tables.covered <= COVERED < tables.covered + more:
        context.findings.add("CP220", scope.span, limit=f"{COVERED:,}")
    tables.covered += more


def _check_said(scope: ScopePart, context: Context) -> None:
    """A reply is the same whoever the subject is: its scope may ask for nothing that would tell."""
    for name in _names(scope.to):
        if name.text == SUBJECT or name.text in context.terms.towards:
            context.findings.add("CP425", name.span, part=f"to {name.text}")
    if scope.from_ is not None:
        context.findings.add("CP425", _place(scope.from_, scope), part="from")


def _place(selection: Selection, scope: ScopePart) -> Span:
    return selection.span if selection.span.path else scope.span


def _names(selection: Selection | None) -> tuple[Name, ...]:
    return (*selection.names, *selection.excepted) if selection else ()
