"""A policy, on one page: load → check → lower → lint → prepare; then a request → decide."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from confpolicy import __version__
from confpolicy.check.run import check
from confpolicy.core.clauses import Program
from confpolicy.core.scenarios import Scenario
from confpolicy.decide.decision import Outward
from confpolicy.decide.duties import Owed, duties
from confpolicy.decide.fast.decide import Fast
from confpolicy.decide.limits import excess
from confpolicy.decide.outward import replies_for
from confpolicy.decide.prepare import Prepared, prepare
from confpolicy.diagnostics.catalogue import CATALOGUE
from confpolicy.diagnostics.diagnostic import Diagnostic, Severity
from confpolicy.errors import PolicyError, RequestError
from confpolicy.explain import Texts
from confpolicy.facts.faults import Fault
from confpolicy.facts.read import (
    parse_json,
    read_request,
    read_request_json,
    read_situation,
    request_id,
    stated_parts,
    stated_parts_of,
)
from confpolicy.facts.request import Request
from confpolicy.facts.values import Day
from confpolicy.lint.allow import settle
from confpolicy.lint.paragraphs import Paragraph, paragraphs
from confpolicy.lint.run import lint
from confpolicy.lint.subject import Subject
from confpolicy.lower import Lowered, lower
from confpolicy.result import Decision, Refusal
from confpolicy.source import Source, Span
from confpolicy.syntax.load import Loaded, load, load_sources
from confpolicy.syntax.providers import ReadError

__all__ = ["Decision", "Policy", "check_file", "check_sources"]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Policy:
    """A compiled policy. Immutable, picklable, and safe to share between threads; equal where its texts are.

    Make one with `load`, `parse` or `from_sources`; each raises `PolicyError` where there is an error in the text.
    """

    _loaded: Loaded
    _lowered: Lowered
    _prepared: Prepared
    _fast: Fast
    texts: Texts
    """Its own words, by node and by paragraph, for explanations."""
    warnings: tuple[Diagnostic, ...]
    """What compiles and may not be meant, and no `allow` silences; by file and place."""

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Policy:
        """The policy in the file at `path`, with the files that it uses.

        Raises `PolicyError`; a file that is missing or cannot be read is a finding of it too.
        """
        return _compiled(load(path))

    @classmethod
    def parse(cls, text: str, *, path: str = "policy.policy") -> Policy:
        """The policy that `text` is; it can use the library that ships with the package and no other file.

        `path` is what findings and the hash call it. Raises `PolicyError`.
        """
        return cls.from_sources({path: text})

    @classmethod
    def from_sources(cls, sources: Mapping[str, str], *, main: str | None = None) -> Policy:
        """The policy in a set of texts by path, as `sources` hands them out; no file system is touched.

        `main` is the path of the first file, by default the first key. Raises `PolicyError`.
        """
        return _compiled(load_sources(sources, main=main or next(iter(sources), "")))

    def sources(self) -> Mapping[str, str]:
        """Every text that was loaded, by path, the first file first: all that `from_sources` needs."""
        return {path: source.text for path, source in self._loaded.sources.items()}

    def read(self, path: str) -> str:
        """The text of a request file that a scenario names, below the folder of the first file.

        Raises `FileNotFoundError` where it cannot be had, `ValueError` where it is not UTF-8.
        """
        try:
            return self._loaded.read(path).decode("utf-8-sig")
        except ReadError as error:
            raise FileNotFoundError(str(error)) from error

    def other(self, path: str) -> Policy:
        """The policy at a path as for `read`, with which an assertion compares this one; no part of its `sources`.

        Raises `FileNotFoundError` where it cannot be had, `PolicyError` where there is an error in its text.
        """
        try:
            return _compiled(self._loaded.other(path))
        except ReadError as error:
            raise FileNotFoundError(str(error)) from error

    def __reduce__(self) -> tuple[Any, ...]:
        return Policy.from_sources, (self.sources(),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Policy) and self.sha256 == other.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __repr__(self) -> str:
        return f"<Policy {self.name} {self.version or 'without a version'}, sha256 {self.sha256[:12]}>"

    # --- what it says -------------------------------------------------------------------------------------------

    @property
    def name(self) -> str:
        """The name that its header gives it."""
        return self.program.policies[0].header.name

    @property
    def version(self) -> str | None:
        """The version that its header states, if it does."""
        return self.program.policies[0].header.version

    @property
    def sha256(self) -> str:
        """The hash of every file's path and text, in hexadecimal; every decision names it."""
        return self.program.sha256

    @property
    def program(self) -> Program:
        """What it means, as plain frozen data."""
        return self._lowered.program

    @property
    def spans(self) -> Mapping[str, Span]:
        """Where each node of the program stands in the text, by node id."""
        return self._lowered.spans

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The cases that it states about itself, in the order of the text."""
        return self._lowered.scenarios

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Each paragraph of the outline that each header names, with what carries it or why it is left out."""
        return paragraphs(self._loaded.load)

    # --- what it decides ----------------------------------------------------------------------------------------

    def request(self, request: Mapping[str, Any]) -> Request:
        """A request in the form of JSON, validated. Raises `RequestError` with every mistake in it."""
        found = read_request(request, self._prepared.vocabulary)
        if isinstance(found, Request):
            return found
        raise RequestError(self._refusal(request, found))

    def request_json(self, text: str | bytes) -> Request:
        """The request that a JSON text is, read strictly: a duplicate key, for one, is a mistake.

        Raises `RequestError` with every mistake in it.
        """
        found = read_request_json(text, self._prepared.vocabulary)
        if isinstance(found, Request):
            return found
        raise RequestError(self._refusal(found.document, found.faults))

    def decide(self, request: Mapping[str, Any] | Request) -> Decision:
        """The decision on one request.

        Raises `RequestError` with every mistake where it does not fit, and `ValueError` where a `Request` was read
        by a policy with another vocabulary. Nothing is permitted by either.
        """
        if not isinstance(request, Request):
            request = self.request(request)
        ours = self._prepared.vocabulary
        if request.vocabulary is not ours and request.vocabulary != ours:
            raise ValueError("this request was read by a policy with another vocabulary: read it with this one")
        faults = () if self._fast.fits(request) else excess(self._prepared, request)
        if faults:
            outward = replies_for(self._prepared, stated_parts_of(request, ours))
            raise RequestError(Refusal(request_id=request.id, faults=faults, outward=outward))
        quick = self._fast.decide(request)
        return Decision(
            prepared=self._prepared, request=request, engine_version=__version__, texts=self.texts, quick=quick
        )

    def decide_json(self, text: str | bytes) -> Decision:
        """The decision on the request that a JSON text is, read strictly. Raises `RequestError`, as `decide`."""
        return self.decide(self.request_json(text))

    def decide_many(
        self, requests: Iterable[Mapping[str, Any] | Request | str | bytes]
    ) -> Iterator[Decision | Refusal]:
        """An answer for each request, in order, as it is asked for: a refused one does not stop the rest.

        A text is read as JSON. Raises `ValueError`, as `decide`.
        """
        for request in requests:
            try:
                yield self.decide_json(request) if isinstance(request, str | bytes) else self.decide(request)
            except RequestError as error:
                yield error.refusal

    def duties(self, facts: Mapping[str, Any]) -> tuple[Owed, ...]:
        """The duties owed, or perhaps owed, in a situation: a request without purpose, items and consents.

        Raises `RequestError` with every mistake where it does not fit.
        """
        return self._duties(facts)

    def duties_json(self, text: str | bytes) -> tuple[Owed, ...]:
        """The same for the situation that a JSON text is, read strictly. Raises `RequestError`, as `duties`."""
        return self._duties(parse_json(text))

    def _duties(self, facts: object) -> tuple[Owed, ...]:
        situation = facts if isinstance(facts, tuple) else read_situation(facts, self._prepared.vocabulary)
        if isinstance(situation, tuple):
            raise RequestError(Refusal(request_id=None, faults=situation, outward=Outward()))
        return duties(self._prepared, situation)

    def _refusal(self, request: object, faults: tuple[Fault, ...]) -> Refusal:
        parts = stated_parts(request, self._prepared.vocabulary)
        outward = replies_for(self._prepared, parts)
        return Refusal(request_id=request_id(request), faults=faults, outward=outward)


def check_file(
    path: str | os.PathLike[str], *, today: Day | None = None
) -> tuple[Policy | None, tuple[Diagnostic, ...], Mapping[str, Source]]:
    """The policy at `path` (None where it has errors), every finding, and the texts that they point into.

    `today`: the day by which a review may be overdue; None where nobody says what day it is. Raises nothing.
    """
    loaded = load(path)
    return *_checked(loaded, today), loaded.sources


def check_sources(
    sources: Mapping[str, str], *, main: str, today: Day | None = None
) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    """The same for a set of texts by path, the first of which is `main`; without the texts, which the caller has."""
    return _checked(load_sources(sources, main=main), today)


def _compiled(loaded: Loaded) -> Policy:
    policy, findings = _checked(loaded, None)
    if policy is None:
        raise PolicyError(findings, loaded.sources)
    return policy


_DECLARED_ELSEWHERE = frozenset({"CP204", "CP206"})
"""Names and facts that are not declared: where a file is missing, it may be the one that declares them."""


def _checked(loaded: Loaded, today: Day | None) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    checked = check(loaded.load)
    if isinstance(checked, tuple):
        told = (one for one in checked if loaded.complete or one.code not in _DECLARED_ELSEWHERE)
        return None, _sorted((*loaded.diagnostics, *told))
    lowered = lower(checked)
    subject = Subject(loaded.load, lowered.program, lowered.spans, today)
    found = (*loaded.diagnostics, *checked.warnings, *lint(subject))
    findings = _sorted(settle(loaded.load, found))
    if any(CATALOGUE[finding.code].severity is Severity.ERROR for finding in findings):
        return None, findings
    outlines = {
        rules.header.name: {label: text for label, text, _ in layer.outline.labels}
        for rules, layer in zip(lowered.program.policies, loaded.load.layers, strict=True)
        if layer.outline is not None
    }
    prepared = prepare(lowered.program)
    policy = Policy(
        loaded=loaded,
        lowered=lowered,
        prepared=prepared,
        fast=Fast.of(prepared),
        texts=Texts(sources=loaded.sources, spans=lowered.spans, outlines=outlines),
        warnings=findings,
    )
    return policy, findings


def _sorted(findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(findings, key=lambda found: (found.span.path, found.span.start, found.code)))
