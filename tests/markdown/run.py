"""What the blocks of one file should say: each expected block with the text that really comes out."""

from __future__ import annotations

import ast
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import attrs

from confpolicy.core.scenarios import Scenario
from confpolicy.diagnostics.catalogue import CATALOGUE
from confpolicy.diagnostics.diagnostic import Diagnostic, Severity
from confpolicy.diagnostics.render.text import render_text
from confpolicy.engine import Policy, check_file, check_sources
from confpolicy.errors import RequestError
from confpolicy.facts.calendar import day_from_text
from confpolicy.prove.outcome import Budget, Status
from confpolicy.prove.prover import outcomes
from confpolicy.prove.report.proofs import proof_text
from confpolicy.result import Decision
from confpolicy.source import Source
from confpolicy.syntax.format import format_text
from confpolicy.syntax.parse import parse_text
from confpolicy.syntax.split import split
from confpolicy.testing.scenarios import run_scenario
from tests.markdown import shorten
from tests.markdown.blocks import Block, blocks
from tests.markdown.signs import in_bytes, spelled_out

EXAMPLE = "example.policy"
EXPECTED = frozenset({"decision", "explanation", "trace", "messages", "formatted", "proof"})
STATED = frozenset({"codes", "scenarios"})
"""What a policy block states in its own text, and no update can rewrite."""
UNFINISHED = frozenset({"CP501", "CP602", "CP701", "CP702", "CP703"})
"""Warnings that something is left out. An example leaves much out: they are looked at only where it states them."""
_EXPECTED_CODE = re.compile(r"# (?:error|warning): (CP\d{3}(?:, CP\d{3})*)")


@attrs.frozen
class Checked:
    """A block that states what comes out, and what does."""

    block: Block
    actual: str


@attrs.define
class _State:
    """What the blocks so far have set up."""

    bases: list[str] = attrs.field(factory=list)
    bases_called: list[str] = attrs.field(factory=list)
    files: dict[str, str] = attrs.field(factory=dict)
    links: dict[str, str] = attrs.field(factory=dict)
    sources: dict[str, str] = attrs.field(factory=dict)
    example: str = ""
    policy: Policy | None = None
    findings: tuple[Diagnostic, ...] = ()
    request: dict[str, Any] = attrs.field(factory=dict)
    decided: Decision | RequestError | None = None


def run(markdown: str, *, base: str | None = None) -> Iterator[Checked]:
    """Runs the blocks in order and yields each that states a result: codes on lines and scenarios are results too.

    `base`: a policy that the first block goes on from, where it has no header. A policy that is followed by its
    `messages` states its codes there, and not on its lines.
    """
    state = _State()
    if base is not None:
        state.bases = [base]
        state.policy, _ = check_sources({_called(base, 0): base}, main=_called(base, 0))
    found = list(blocks(markdown))
    for block, after in zip(found, [*found[1:], None], strict=True):
        if block.kind == "policy":
            told = after is not None and after.kind == "messages"
            yield from (each for each in _policy(block, state) if not (told and each.block.kind in STATED))
        elif block.kind == "file":
            _file(block, state)
        elif block.kind == "request":
            yield from _request(block, state)
        elif block.kind in EXPECTED:
            yield _expected(block, state)


# --- policies ---------------------------------------------------------------------------------------------------


def _called(base: str, number: int) -> str:
    """The path of a policy that later examples go on from: `riverside.policy`, by the name in its header."""
    named = re.search(r"^policy ([a-z0-9_]+)", base, re.MULTILINE)
    path = f"{named[1]}.policy" if named else EXAMPLE
    return path if path != EXAMPLE else f"base_{number}.policy"


def _file(block: Block, state: _State) -> None:
    path, _, target = block.argument.partition(" links to ")
    if target:
        state.links[path] = target
        return
    times, _, named = path.rpartition(" times ")
    for time in range(1, int(times or 1) + 1):
        state.files[named.replace("{n}", str(time))] = spelled_out(block.text)


def _policy(block: Block, state: _State) -> Iterator[Checked]:
    text = spelled_out(block.text)
    headed = re.search(r"^policy ", text, re.MULTILINE) is not None
    bases = [] if headed or block.argument == "bare" else state.bases
    if not headed and block.argument != "bare":
        _need(bases, block, "no policy block with a header stands above")
    state.sources, main, state.bases_called = {**state.files, EXAMPLE: text}, EXAMPLE, []
    if bases:
        # The example is the last file: what it declares again is a mistake there, and not in what it goes on from.
        main, *others = state.bases_called = [_called(base, number) for number, base in enumerate(bases)]
        uses = "".join(f'use "{path}"\n' for path in (*others, EXAMPLE))
        state.sources |= {**dict(zip(others, bases[1:], strict=True)), main: bases[0] + uses}
    state.example = text
    state.policy, state.findings = _loaded(block, state, main)
    state.decided = None
    if headed and not block.argument.startswith("alone"):
        state.bases = [text]
    elif block.argument == "kept":
        state.bases.append(text)
    yield Checked(attrs.evolve(block, kind="codes", text=_stated(text)), _found(text, state.findings))
    failures = _failures(state.policy, state) if state.policy is not None else _never_run(text)
    yield Checked(attrs.evolve(block, kind="scenarios", text=""), "".join(failures))


def _loaded(block: Block, state: _State, main: str) -> tuple[Policy | None, tuple[Diagnostic, ...]]:
    _, _, day = block.argument.partition("on ")
    today = day_from_text(day) if day else None
    if not state.links:
        return check_sources(state.sources, main=main, today=today)
    with tempfile.TemporaryDirectory() as folder:
        for path, text in state.sources.items():
            (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / path).write_text(text, encoding="utf-8")
        for path, target in state.links.items():
            (Path(folder) / path).symlink_to(target)
        policy, findings, _ = check_file(Path(folder) / main, today=today)
        return policy, findings


def _stated(text: str) -> str:
    return "".join(
        f"{number} {code}\n"
        for number, line in enumerate(text.split("\n"), 1)
        if (found := _EXPECTED_CODE.search(line))
        for code in sorted(found[1].split(", "))
    )


def _found(text: str, findings: tuple[Diagnostic, ...]) -> str:
    """`line code` for each finding in the block, in the form of `_stated`; errors of other files as well."""
    source = Source(EXAMPLE, text)
    stated = set(_stated(text).split("\n"))
    here, elsewhere = set(), set()
    for each in findings:
        if each.span.path == EXAMPLE:
            line = f"{source.position(each.span.start)[0]} {each.code}"
            if each.code not in UNFINISHED or line in stated:
                here.add(line)
        elif CATALOGUE[each.code].severity is Severity.ERROR:
            elsewhere.add(f"{each.span.path}: {each.code} {dict(each.facts)}")
    ordered = sorted(here, key=lambda line: (int(line.split()[0]), line))
    return "".join(f"{line}\n" for line in [*ordered, *sorted(elsewhere)])


def _failures(policy: Policy, state: _State) -> Iterator[str]:
    for scenario in _scenarios(policy):
        result = run_scenario(policy, scenario, read=state.files.__getitem__)
        yield from (f"{scenario.title}: {failure.message}\n" for failure in result.failures)


def _never_run(text: str) -> Iterator[str]:
    """The scenarios of a policy with errors, but for those in which an error stands."""
    for piece in split(text):
        if piece.text.startswith("scenario ") and not _EXPECTED_CODE.search(piece.text):
            yield f"{piece.text.splitlines()[0]}: it never runs beside an error\n"


def _scenarios(policy: Policy) -> tuple[Scenario, ...]:
    """Those of the example itself; the others have run where they stand."""
    return tuple(each for each in policy.scenarios if policy.spans[each.path].path == EXAMPLE)


# --- requests ---------------------------------------------------------------------------------------------------


def _request(block: Block, state: _State) -> Iterator[Checked]:
    """Decides it; what is yielded is a policy that cannot be asked."""
    if state.policy is None:
        yield Checked(attrs.evolve(block, kind="codes", text=""), "the policy above does not compile\n")
        return
    if block.argument == "python":
        state.decided = _answer(state.policy.decide, ast.literal_eval(block.text))
        return
    try:
        given = json.loads(block.text)
    except json.JSONDecodeError:
        given = None
    if block.argument == "changed":
        _need(isinstance(given, dict), block, "a change is an object")
        changed = {**state.request, **given}
        text = json.dumps({key: value for key, value in changed.items() if value is not None})
    else:
        text = block.text
        if block.argument != "alone":
            state.request = given if isinstance(given, dict) else {}
    state.decided = _answer(state.policy.decide_json, in_bytes(text))


def _answer(decide: Callable[[Any], Decision], request: object) -> Decision | RequestError:
    try:
        return decide(request)
    except RequestError as error:
        return error


def _need(holds: object, block: Block, words: str) -> None:
    if not holds:
        raise ValueError(f"line {block.first + 1}, {block.heading}: {words}")


# --- what comes out ---------------------------------------------------------------------------------------------


def _expected(block: Block, state: _State) -> Checked:
    match block.kind:
        case "messages":
            here = [each for each in state.findings if each.span.path not in state.bases_called]
            finished = [each for each in here if each.code not in UNFINISHED]
            sources = {path: Source(path, text) for path, text in state.sources.items()}
            return Checked(block, render_text(finished or here, sources))
        case "proof":
            assert state.policy is not None, "what does not compile is not proved"
            return Checked(block, _proof(state.policy, frozenset(block.argument.split())))
        case "formatted":
            return Checked(block, format_text(parse_text(state.example, EXAMPLE)))
        case _ if state.policy is None:
            return Checked(block, "the policy above does not compile\n")
        case _:
            return Checked(block, _decided(block, state.policy, state))


def _proof(policy: Policy, claims: frozenset[str]) -> str:
    """What is told of these claims; of none named, of all that are not proved."""
    found = outcomes(policy, Budget(rlimit=20_000_000, timeout_seconds=None, solver="z3"))
    chosen = [each for each in found if (each.name in claims if claims else each.status is not Status.PROVED)]
    text = proof_text(policy.name, chosen)
    return text.partition("\n\n")[2].rpartition("\n\n")[0].rstrip() + "\n"


def _decided(block: Block, policy: Policy, state: _State) -> str:
    decided = state.decided if state.decided is not None else _of_scenario(block, policy)
    if isinstance(decided, RequestError):
        if block.kind == "explanation":
            return decided.refusal.explain()
        _need(block.kind == "decision", block, "a refused request has no trace")
        return shorten.decision(decided.refusal.document(), block.argument)
    match block.kind:
        case "decision":
            return shorten.decision(decided.document(), block.argument)
        case "explanation":
            return decided.explain().replace(policy.sha256[:12], "…")
        case _:
            return shorten.written(list(_trace(decided, block.argument.split())))


def _of_scenario(block: Block, policy: Policy) -> Decision:
    asked = [each.request for each in _scenarios(policy)]
    _need(asked and not isinstance(asked[-1], str), block, "no request and no scenario with one stands above")
    return policy.decide(cast("Mapping[str, Any]", asked[-1]))


def _trace(decided: Decision, names: list[str]) -> Iterator[Mapping[str, Any]]:
    entries: Iterable[Any] = decided.trace
    for entry in entries:
        if entry["clause"] in names if names else entry["in_scope"]:
            left_out = {"policy", "in_scope"} if entry["in_scope"] else {"policy"}
            kept = {key: value for key, value in entry.items() if key not in left_out}
            yield {key: value for key, value in kept.items() if value not in (None, [], {})}
