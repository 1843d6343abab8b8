"""What the package says of itself is what was run."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import confpolicy
from tests.repo.tree import PACKAGE, ROOT, pyproject

PREFIX = "Programming Language :: Python :: "


def test_the_only_python_versions_claimed_are_those_that_the_checks_run_on() -> None:
    claimed = [name.removeprefix(PREFIX) for name in pyproject()["project"]["classifiers"] if name.startswith(PREFIX)]
    assert claimed == ["3.11"]
    assert pyproject()["project"]["requires-python"] == ">=3.11"
    assert sys.version_info >= (3, 11)


def test_the_package_is_marked_as_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()
    assert "Typing :: Typed" in pyproject()["project"]["classifiers"]


def test_the_licence_is_the_one_declared() -> None:
    assert pyproject()["project"]["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_changelog_speaks_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(confpolicy.__version__)}\b", changelog, flags=re.MULTILINE)


def test_every_document_that_a_newcomer_looks_for_is_there() -> None:
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE"):
        assert (ROOT / name).stat().st_size > 500, name


def test_links_between_the_documents_lead_somewhere() -> None:
    links = [
        (page, target)
        for page in [*ROOT.glob("*.md"), *ROOT.glob("*/*.md")]
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in target
    ]
    assert links
    assert [f"{page.name}: {target}" for page, target in links if not Path(page.parent / target).exists()] == []
