"""What a policy says well-formed but should not say: one file a finding. Reads the core, the tree and the outline."""

from confpolicy.lint.allow import settle
from confpolicy.lint.run import lint
from confpolicy.lint.subject import Subject

__all__ = ["Subject", "lint", "settle"]
