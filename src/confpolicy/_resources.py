"""Finds the files that ship with the package: in the package itself (a wheel, a zip), else in the checkout."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


def folder(name: str) -> Traversable:
    """The shipped folder `grammar` or `policies`; raises FileNotFoundError where the installation lacks it."""
    packaged = files("confpolicy").joinpath(name)
    if packaged.is_dir():
        return packaged
    checkout = Path(__file__).parents[2] / name
    if checkout.is_dir():
        return checkout
    raise FileNotFoundError(f"this installation of confpolicy lacks its folder {name!r}")


def grammar_text(name: str) -> str:
    """The text of a grammar file (`policy.lark`); raises FileNotFoundError where there is none of that name."""
    return folder("grammar").joinpath(name).read_text(encoding="utf-8")
