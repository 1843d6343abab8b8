"""Nothing that a test compiles is kept for another, or for the user who runs the tests."""

from __future__ import annotations

import os

from confpolicy.store.shelf import VARIABLE

os.environ[VARIABLE] = "off"
