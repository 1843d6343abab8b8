"""Builds the tree while the parser reads: a function for each rule of the grammar, none of which recurses."""

from __future__ import annotations

from confpolicy.syntax.build import expressions, parts, scenarios, statements
from confpolicy.syntax.build.common import Rules

RULES: Rules = {**expressions.RULES, **parts.RULES, **scenarios.RULES, **statements.RULES}
"""By the rule's name in the grammar."""
