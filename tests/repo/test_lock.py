"""The lock file says what the project file asks for: each package, pinned and hashed, and none besides."""

from __future__ import annotations

import re
from importlib.metadata import requires
from typing import cast

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.repo.tree import ROOT, pyproject

LOCK = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
PINS = {
    canonicalize_name(name): Version(version)
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]+\])?==(\S+)", LOCK, flags=re.MULTILINE)
}


def asked() -> list[Requirement]:
    """Everything that the project and its `dev` extra ask for."""
    project = pyproject()["project"]
    extras = cast("dict[str, list[str]]", project["optional-dependencies"])
    found, open_ = [], [*map(Requirement, project["dependencies"]), *map(Requirement, extras["dev"])]
    while open_:
        requirement = open_.pop()
        if requirement.name == "confpolicy":
            open_.extend(Requirement(text) for extra in requirement.extras for text in extras[extra])
        else:
            found.append(requirement)
    return found


def closure() -> set[str]:
    """The names of all packages that those need in turn, on this Python."""
    names: set[str] = set()
    open_ = [(requirement.name, requirement.extras) for requirement in asked()]
    seen: set[tuple[str, frozenset[str]]] = set()
    while open_:
        name, extras = open_.pop()
        key = (canonicalize_name(name), frozenset(extras))
        if key in seen:
            continue
        seen.add(key)
        names.add(canonicalize_name(name))
        for text in requires(name) or ():
            needed = Requirement(text)
            marker = needed.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in (extras or {""})):
                open_.append((needed.name, needed.extras))
    return names


def test_every_requirement_is_pinned_to_a_version_that_it_accepts() -> None:
    wrong = [
        f"{requirement}: {PINS.get(canonicalize_name(requirement.name))}"
        for requirement in asked()
        if canonicalize_name(requirement.name) not in PINS
        or not requirement.specifier.contains(PINS[canonicalize_name(requirement.name)])
    ]
    assert wrong == []


def test_nothing_is_pinned_that_nobody_needs_and_nothing_needed_is_missing() -> None:
    assert set(PINS) == closure()


def test_every_pin_has_its_hashes() -> None:
    blocks = re.split(r"\n(?=\S)", LOCK)
    bare = [block.split()[0] for block in blocks if "==" in block.split("\n")[0] and "--hash=sha256:" not in block]
    assert bare == []


def test_the_build_backend_is_pinned_too() -> None:
    for text in pyproject()["build-system"]["requires"]:
        assert canonicalize_name(Requirement(text).name) in PINS
