"""From a checked policy to the core. `lower` is the way in."""

from __future__ import annotations

from confpolicy.lower.program import Lowered, lower

__all__ = ["Lowered", "lower"]
