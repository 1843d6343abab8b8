"""Finds the files that ship with the package: in the package itself (a wheel, a zip), else in the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def folder(name: str) -> Traversable:
    """The shipped folder `grammar` or `policies`; raises FileNotFoundError where the installation lacks it."""
    packaged = _package() / name
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).parents[2] / name
    if checkout.is_dir():
        return checkout
    raise FileNotFoundError(f"this installation of confpolicy lacks its folder {name!r}")


def _package() -> Traversable:
    here = Path(__file__)
    if here.is_file():
        return here.parent
    from importlib.resources import files

    return files("confpolicy")


def grammar_text(name: str) -> str:
    """The text of a grammar file (`policy.lark`); raises FileNotFoundError where there is none of that name."""
    return folder("grammar").joinpath(name).read_text(encoding="utf-8")
