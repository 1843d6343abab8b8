"""Section 4 of the language again, plainly and by another hand, to be compared with the engine.

`decide(program, mapping)` takes a program of core nodes and a valid request as it stands in JSON, and gives the
decision as plain dictionaries; an `Oracle` is asked many times about one program, and gives the trace, too.
"""

from .oracle import Oracle, decide

__all__ = ["Oracle", "decide"]
