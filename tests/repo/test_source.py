"""The source keeps to the house's measure."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repo.tree import PACKAGE, modules, tracked

Documented = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def named(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def public(tree: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, Documented]]:
    for node in tree.body:
        if isinstance(node, Documented) and not node.name.startswith("_"):
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public(node, f"{node.name}.")


@pytest.mark.parametrize("path", modules(), ids=named)
def test_a_source_file_has_fewer_than_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300


@pytest.mark.parametrize("path", modules(), ids=named)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: length for name, length in long.items() if length > 70} == {}


@pytest.mark.parametrize("path", modules(), ids=named)
def test_every_public_name_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = [name for name, node in public(tree) if not ast.get_docstring(node)]
    assert ast.get_docstring(tree), "the module has no docstring"
    assert silent == []


def test_nothing_is_left_for_later() -> None:
    later = [
        "TO" + "DO",
        "FIX" + "ME",
        "NotImplemented" + "Error",
        "pytest." + "skip",
        "mark." + "skip",
        "mark.x" + "fail",
    ]
    found = [
        f"{path.name}: {word}"
        for path in tracked()
        if path.suffix in {".py", ".md", ".policy", ".lark", ".sh", ".toml", ""}
        for word in later
        if word in path.read_text(encoding="utf-8")
    ]
    assert found == []


def test_a_silenced_finding_has_its_reason() -> None:
    mark = re.compile(r"# (?:no" + r"qa|type: " + r"ignore|pragma: " + r"no )")
    reasoned = re.compile(r"# (?:noqa: [A-Z0-9, ]+|type: ignore\[[\w, -]+\]|pragma: no \w+)\s*[-:#(,]+\s*\w.*\w")
    bare = [
        f"{path.name}:{number}: {line.strip()}"
        for path in tracked()
        if path.suffix == ".py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if mark.search(line) and not reasoned.search(line)
    ]
    assert bare == []
