"""The parts of a policy's README that come from the policy: its figures, and what carries each paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from confpolicy.core.clauses import Consent, Obligation, Permission, PermissionKind, Prohibition, Standing
from confpolicy.engine import Policy

_PART = re.compile(r"(<!-- (\w+) -->\n)(.*?)(<!-- end of \2 -->\n)", re.DOTALL)


def parts(policy: Policy, tests: Policy) -> Mapping[str, str]:
    """Each part by its name, as `policy` and the scenarios of `tests` have it now."""
    return {"figures": _figures(policy, tests), "paragraphs": _paragraphs(policy)}


def stated(text: str) -> Mapping[str, str]:
    """Each part by its name, as the text has it."""
    return {found[2]: found[3] for found in _PART.finditer(text)}


def replaced(text: str, by: Mapping[str, str]) -> str:
    """The text with these parts in place of those of the same name."""
    return _PART.sub(lambda found: found[1] + by[found[2]] + found[4], text)


def _figures(policy: Policy, tests: Policy) -> str:
    clauses = [clause for rules in policy.program.policies for clause in rules.clauses]
    permissions = [clause.kind for clause in clauses if isinstance(clause, Permission)]
    paragraphs = policy.paragraphs()
    omitted = sum(paragraph.omitted_because is not None for paragraph in paragraphs)
    counted = {
        "paragraphs of the rule": len(paragraphs),
        "… carried by a statement": len(paragraphs) - omitted,
        "… left out, each with its reason": omitted,
        "exceptions (disclosure is permitted)": permissions.count(PermissionKind.EXCEPTION),
        "duties (disclosure is required)": permissions.count(PermissionKind.DUTY),
        "consents (authorization, agreement, no objection)": _count(clauses, Consent),
        "prohibitions": _count(clauses, Prohibition),
        "obligations": _count(clauses, Obligation),
        "standing clauses": _count(clauses, Standing),
        "facts": len(policy.program.vocabulary.facts),
        "scenarios": len(tests.scenarios),
    }
    return "| | |\n|---|---|\n" + "".join(f"| {name} | {number} |\n" for name, number in counted.items())


def _count(clauses: Sequence[object], kind: type) -> int:
    return sum(isinstance(clause, kind) for clause in clauses)


def _paragraphs(policy: Policy) -> str:
    rows = (
        f"| {paragraph.label} | {', '.join(f'`{name}`' for name in paragraph.carried_by)} "
        f"| {paragraph.omitted_because or ''} |\n"
        for paragraph in policy.paragraphs()
    )
    return "| paragraph | carried by | left out because |\n|---|---|---|\n" + "".join(rows)
