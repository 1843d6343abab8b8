"""Bytes at the parser. With atheris (`pip install atheris`) they are guided by coverage, without it they are damage.

Whatever they are, they give a tree or findings; what parses formats, and then parses to the same tree.
"""

from __future__ import annotations

import sys
import tempfile
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from confpolicy.syntax.format import FormatError, format_text
from confpolicy.syntax.parse import parse_text
from confpolicy.testing.choices import Choices
from confpolicy.testing.layered import layered_sketch
from confpolicy.testing.sketches import sketch
from tests.properties.layouts import damaged, relaid

PATH = "fuzz.policy"
SHIPPED = Path(__file__).parents[1] / "policies"
CORPUS = 50


def one_input(data: bytes) -> None:
    """The promise on one input. Raises `AssertionError` where it is broken."""
    parsed = parse_text(data, PATH)
    size = len(parsed.file.source.text)
    assert all(0 <= found.span.start <= found.span.end <= size for found in parsed.diagnostics)
    if parsed.diagnostics:
        return
    try:
        formatted = format_text(parsed)
    except FormatError as error:
        raise AssertionError(f"what parses does not format: {error}") from error
    again = parse_text(formatted, PATH)
    assert again.diagnostics == (), formatted
    assert again.file == parsed.file, formatted


def corpus() -> list[bytes]:
    """Texts to begin with: random policies, within others too, those that ship, and single statements of all."""
    texts = [sketch(Choices.from_seed(seed)).text for seed in range(CORPUS)]
    texts += [text for seed in range(CORPUS) for text in layered_sketch(Choices.from_seed(seed)).sources().values()]
    texts += [path.read_text("utf-8") for path in sorted(SHIPPED.rglob("*.policy"))]
    statements = {statement.encode() for text in texts for statement in text.split("\n\n")}
    return [*(text.encode() for text in texts), *sorted(statements)]


def run(minutes: float) -> int:
    """So many minutes; 0 where the promise held. What breaks it is shown, and with atheris kept in a file."""
    return _guided(minutes) if find_spec("atheris") is not None else _random(minutes)


def _random(minutes: float) -> int:
    texts = [sketch(Choices.from_seed(seed)).text for seed in range(CORPUS)]
    until, number = time.monotonic() + 60 * minutes, 0
    while time.monotonic() < until:
        ch = Choices.from_seed(f"fuzz/{number}")
        data = damaged(ch, relaid(ch, texts[number % CORPUS]))
        try:
            one_input(data)
        except Exception:
            print(f"seed fuzz/{number}: {data!r}")
            raise
        number += 1
    print(f"{number} inputs in {minutes} minutes, without guidance; none broke the promise")
    return 0


def _guided(minutes: float) -> int:
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["confpolicy.syntax", "confpolicy.diagnostics"]):
        atheris.instrument_all()
    folder = Path(tempfile.mkdtemp(prefix="corpus-"))
    for number, data in enumerate(corpus()):
        (folder / f"{number:04}").write_bytes(data)
    atheris.Setup([sys.argv[0], f"-max_total_time={60 * minutes:.0f}", "-max_len=4000", str(folder)], one_input)
    atheris.Fuzz()
    return 0
