"""Nothing in the repository speaks of the place where it was made."""

from __future__ import annotations

import re

from tests.repo.tree import ROOT, tracked

MACHINE_PATHS = re.compile(r"(?<![\w./~-])/(?:work|opt|tmp|root|home|Users|mnt|srv)/\w")
HOSTS = re.compile(r"\b(?:pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|registry\.\w+\.\w+)")
READ = {
    ".py",
    ".md",
    ".policy",
    ".lark",
    ".toml",
    ".lock",
    ".json",
    ".jsonl",
    ".sh",
    ".mjs",
    ".cfg",
    ".txt",
    ".html",
    "",
}


def found(pattern: re.Pattern[str]) -> list[str]:
    hits = []
    for path in tracked():
        if path.suffix in READ and path.name != "test_words.py":
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if pattern.search(line):
                    hits.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    return hits


def test_no_file_names_a_path_of_one_machine() -> None:
    assert found(MACHINE_PATHS) == []


def test_no_file_names_the_host_of_a_package_registry() -> None:
    assert found(HOSTS) == []


def test_every_text_is_utf8_and_ends_with_one_line_break() -> None:
    bad = []
    for path in tracked():
        data = path.read_bytes()
        data.decode("utf-8")
        if data and (not data.endswith(b"\n") or data.endswith(b"\n\n")):
            bad.append(str(path.relative_to(ROOT)))
    assert bad == []
