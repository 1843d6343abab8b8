"""The good case of reading a request, quickly: what it accepts, the full reader accepts, as an equal request.

The reader is source, written for a vocabulary. Anything that it does not expect raises an error in it, and then the
full reader has the word: on every mistake, and on much that is none. No code of the caller's is run here: nothing is
compared or hashed before its exact type is known.
"""

from __future__ import annotations

from confpolicy.facts.read.quick.request import QuickReader

__all__ = ["QuickReader"]
