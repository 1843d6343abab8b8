"""Everything between raw JSON and a validated request. What does not fit is refused, every mistake listed at once."""

from __future__ import annotations

from confpolicy.facts.read.draft import AudienceDraft, Draft, StatementDraft, draft_of
from confpolicy.facts.read.json import parse_json
from confpolicy.facts.read.reader import Reader
from confpolicy.facts.read.request import Broken, read_request, read_request_json, read_situation, request_id
from confpolicy.facts.read.stated import stated_parts, stated_parts_of

__all__ = [
    "AudienceDraft",
    "Broken",
    "Draft",
    "Reader",
    "StatementDraft",
    "draft_of",
    "parse_json",
    "read_request",
    "read_request_json",
    "read_situation",
    "request_id",
    "stated_parts",
    "stated_parts_of",
]
