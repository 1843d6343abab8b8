"""Section 4 of the language again, plainly and by another hand, to be compared with the engine.

`decide(program, mapping)` takes a program of core nodes and a valid request as it stands in JSON, and gives the
decision as plain dictionaries; `applies(program, mapping)` says of each clause in scope whether it applies.
"""

from .outcome import decide
from .statuses import applies

__all__ = ["applies", "decide"]
