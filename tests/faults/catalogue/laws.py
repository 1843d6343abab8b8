"""The laws by short names."""

from __future__ import annotations

FIRST_POLICIES = "tests/properties/test_differential.py::test_the_engine_decides_as_the_oracle[0]"
"""The engine beside the oracle, on the first fifty random policies."""


def law(name: str) -> str:
    """A law of section 4, over random policies and requests."""
    return f"tests/properties/test_laws.py::test_{name}"


def promise(words: str) -> str:
    """One of the examples that engine and oracle both keep."""
    return f"tests/decide/test_examples.py::test_the_engine_keeps[{words.replace(' ', '_')}]"
