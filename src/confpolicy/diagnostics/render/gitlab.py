"""Findings as a code quality report of GitLab."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping

from confpolicy.diagnostics.diagnostic import Diagnostic
from confpolicy.diagnostics.render.wording import place, visible, worded
from confpolicy.source import Source


def render_gitlab(diagnostics: Iterable[Diagnostic], sources: Mapping[str, Source]) -> str:
    """A list of issues. The fingerprint is made of code, path and the line's text: it stays when the line moves."""
    again: Counter[str] = Counter()
    issues = []
    for diagnostic in diagnostics:
        words, at = worded(diagnostic), place(diagnostic.span, sources)
        source = sources.get(at.path)
        line = source.line(at.line).strip() if source else ""
        identity = f"{diagnostic.code}\n{at.path}\n{line}\n{words.message}"
        again[identity] += 1
        print_ = hashlib.sha256(f"{identity}\n{again[identity]}".encode("utf-8", "surrogatepass")).hexdigest()
        issues.append(
            {
                "description": f"{diagnostic.code}: {words.message}",
                "check_name": words.entry.slug,
                "fingerprint": print_,
                "severity": "major" if words.is_error else "minor",
                "location": {"path": visible(at.path), "lines": {"begin": at.line, "end": at.end_line}},
            }
        )
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"
