"""Words for a decision: why, why not, what would change it. Reads what `decide` found out, never evaluates."""

from confpolicy.explain.explanation import Explanation, explain
from confpolicy.explain.refusal import refusal_text
from confpolicy.explain.text import explanation_text
from confpolicy.explain.texts import Texts

__all__ = ["Explanation", "Texts", "explain", "explanation_text", "refusal_text"]
