"""Where the repository's own files are, for the tests that read them."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "confpolicy"


def pyproject() -> dict[str, Any]:
    """The project's settings."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tracked() -> list[Path]:
    """Every file that git knows, or, in an unpacked sdist, every file that it would know."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    return [path for path in sorted(ROOT.rglob("*")) if path.is_file() and not _made(path)]


def modules() -> list[Path]:
    """Every Python file of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def _made(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    return any(
        part.startswith((".venv", ".mypy", ".ruff", ".pytest", ".hypothesis", "__pycache__")) for part in parts
    )


def runtime_pins() -> str:
    """The lines of the lock file for what the library itself needs, without the extras of development."""
    names = [re.split(r"[<>=!~\[ ]", text)[0] for text in pyproject()["project"]["dependencies"]]
    lock = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    blocks = [re.sub(r"^([^\[=]+)\[[^]]+\]==", r"\1==", block) for block in re.split(r"\n(?=\S)", lock)]
    return "".join(f"{block.rstrip()}\n" for block in blocks if block.split("==")[0] in names)
