"""A policy as callers hold it. It imports next to nothing: compiling and deciding come with the first policy made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from confpolicy import __version__

if TYPE_CHECKING:
    import os

    from confpolicy.core.programs import Program
    from confpolicy.core.scenarios import Scenario
    from confpolicy.decide.duties import Owed
    from confpolicy.diagnostics.diagnostic import Diagnostic
    from confpolicy.engine.compiled import Compiled
    from confpolicy.engine.deciding import Deciding
    from confpolicy.explain.texts import Texts
    from confpolicy.facts.request import Request
    from confpolicy.facts.values import Day
    from confpolicy.lint.paragraphs import Paragraph
    from confpolicy.result import Decision, Refusal
    from confpolicy.source import Source, Span
    from confpolicy.syntax.files import Place
    from confpolicy.syntax.load import Loaded


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Policy:
    """A compiled policy. Immutable, picklable, and safe to share between threads; equal where its texts are.

    Make one with `load`, `parse` or `from_sources`; each raises `PolicyError` where there is an error in the text.
    """

    _compiled: Compiled
    _deciding: Deciding
    _place: Place

    @classmethod
    def load(cls, path: str | os.PathLike[str], *, cache: str | os.PathLike[str] | bool = True) -> Policy:
        """The policy in the file at `path`, with the files that it uses.

        What was compiled is kept in a folder, and found there again by the texts of all its files: `cache` names
        it; with True the environment does (`CONFPOLICY_CACHE`, `off` for none; else `confpolicy` in the user's own
        folder for such things); False for none. A folder that others can write is not used. Raises `PolicyError`; a
        file that is missing or cannot be read is a finding of it too.
        """
        from confpolicy.engine.kept import find, keep
        from confpolicy.store.shelf import Shelf
        from confpolicy.syntax.files import Place, located

        folder, name = located(path)
        place = Place(folder)
        shelf = Shelf.chosen(cache, version=__version__)
        found = None if shelf is None else find(shelf, place, name)
        if found is None:
            from confpolicy.syntax.load import load_from

            found = _compiled(load_from(folder, name))
            if shelf is not None:
                keep(shelf, found)
        return _policy(found, place)

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
        from confpolicy.syntax.load import load_sources

        loaded = load_sources(sources, main=main or next(iter(sources), ""))
        return _policy(_compiled(loaded), loaded.place)

    def sources(self) -> Mapping[str, str]:
        """Every text that was loaded, by path, the first file first: all that `from_sources` needs."""
        return {path: source.text for path, source in self._compiled.sources.items()}

    def read(self, path: str) -> str:
        """The text of a request file that a scenario names, below the folder of the first file.

        Raises `FileNotFoundError` where it cannot be had, `ValueError` where it is not UTF-8.
        """
        return self._content(path).decode("utf-8-sig")

    def _content(self, path: str) -> bytes:
        from confpolicy.syntax.providers import ReadError

        try:
            return self._place.read(path)
        except ReadError as error:
            raise FileNotFoundError(str(error)) from error

    def other(self, path: str) -> Policy:
        """The policy at a path as for `read`, with which an assertion compares this one; no part of its `sources`.

        Raises `FileNotFoundError` where it cannot be had, `PolicyError` where there is an error in its text.
        """
        from confpolicy.syntax.load import load_from

        self._content(path)
        loaded = load_from(self._place.provider, self._place.folder + path)
        return _policy(_compiled(loaded), loaded.place)

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
        return self._compiled.program

    @property
    def spans(self) -> Mapping[str, Span]:
        """Where each node of the program stands in the text, by node id."""
        return self._compiled.spans

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The cases that it states about itself, in the order of the text."""
        return self._compiled.scenarios

    @property
    def texts(self) -> Texts:
        """Its own words, by node and by paragraph, for explanations."""
        return self._deciding.texts

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What compiles and may not be meant, and no `allow` silences; by file and place."""
        return self._compiled.warnings

    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Each paragraph of the outline that each header names, with what carries it or why it is left out."""
        from confpolicy.lint.paragraphs import paragraphs

        return paragraphs(self._loaded().load)

    def allowed(self, code: str) -> Mapping[str, str]:
        """The statements that `allow` a code, by name, each with the reason that its author gives."""
        from confpolicy.lint.allow import reasons

        return reasons(self._loaded().load, code)

    def _loaded(self) -> Loaded:
        """Its own texts, parsed anew: a policy keeps no syntax trees."""
        from confpolicy.syntax.load import load_sources

        sources = self.sources()
        return load_sources(sources, main=next(iter(sources)))

    # --- what it decides ----------------------------------------------------------------------------------------

    def request(self, request: Mapping[str, Any]) -> Request:
        """A request in the form of JSON, validated. Raises `RequestError` with every mistake in it."""
        return self._deciding.request(request)

    def request_json(self, text: str | bytes) -> Request:
        """The request that a JSON text is, read strictly: a duplicate key, for one, is a mistake.

        Raises `RequestError` with every mistake in it.
        """
        return self._deciding.request_json(text)

    def decide(self, request: Mapping[str, Any] | Request) -> Decision:
        """The decision on one request.

        Raises `RequestError` with every mistake where it does not fit, and `ValueError` where a `Request` was read
        by a policy with another vocabulary. Nothing is permitted by either.
        """
        return self._deciding.decide(request)

    def decide_json(self, text: str | bytes) -> Decision:
        """The decision on the request that a JSON text is, read strictly. Raises `RequestError`, as `decide`."""
        return self._deciding.decide(self._deciding.request_json(text))

    def decide_many(
        self, requests: Iterable[Mapping[str, Any] | Request | str | bytes], *, at_length: bool = False
    ) -> Iterator[Decision | Refusal]:
        """An answer for each request, in order, as it is asked for: a refused one does not stop the rest.

        A text is read as JSON. `at_length`: every decision will be asked for all that it says, so that no time is
        spent on finding its verdict sooner; what it says is the same. Raises `ValueError`, as `decide`.
        """
        return self._deciding.decide_many(requests, at_length=at_length)

    def duties(self, facts: Mapping[str, Any]) -> tuple[Owed, ...]:
        """The duties owed, or perhaps owed, in a situation: a request without purpose, items and consents.

        Raises `RequestError` with every mistake where it does not fit.
        """
        return self._deciding.duties(facts)

    def duties_json(self, text: str | bytes) -> tuple[Owed, ...]:
        """The same for the situation that a JSON text is, read strictly. Raises `RequestError`, as `duties`."""
        return self._deciding.duties_json(text)


def check_file(
    path: str | os.PathLike[str], *, today: Day | None = None
) -> tuple[Policy | None, tuple[Diagnostic, ...], Mapping[str, Source]]:
    """The policy at `path` (None where it has errors), every finding, and the texts that they point into.

    `today`: the day by which a review may be overdue; None where nobody says what day it is. Raises nothing.
    """
    from confpolicy.syntax.load import load

    loaded = load(path)
    return *_checked(loaded, today), loaded.sources


def check_sources(
    sources: Mapping[str, str], *, main: str, today: Day | None = None
) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    """The same for a set of texts by path, the first of which is `main`; without the texts, which the caller has."""
    from confpolicy.syntax.load import load_sources

    return _checked(load_sources(sources, main=main), today)


def _checked(loaded: Loaded, today: Day | None) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    from confpolicy.engine.compile import compiled

    found, findings = compiled(loaded, today=today)
    return (None if found is None else _policy(found, loaded.place)), findings


def _compiled(loaded: Loaded) -> Compiled:
    from confpolicy.engine.compile import compiled

    found, findings = compiled(loaded)
    if found is None:
        from confpolicy.errors import PolicyError

        raise PolicyError(findings, loaded.sources)
    return found


def _policy(compiled: Compiled, place: Place) -> Policy:
    from confpolicy.engine.deciding import Deciding

    return Policy(compiled=compiled, deciding=Deciding.of(compiled), place=place)
