"""CP2xx: a small program for each mistake with names, and where it is found."""

from __future__ import annotations

NAMES: tuple[tuple[str, str, list[str]], ...] = (
    ("a name twice", "data a\nrole a\n", ["CP201 at 2"]),
    ("a name twice in one list", "data a, a\n", ["CP201 at 1"]),
    ("a name of another file", "purpose why\n", ["CP201 at 1"]),
    ("a clause and a definition", "define agreed as subject.missing\n", ["CP201 at 1"]),
    ("a fact twice", "fact subject.born : date\n", ["CP201 at 1"]),
    ("a built-in name", "data public\n", ["CP202 at 1"]),
    ("a built-in name as something else", "role confidential\n", ["CP202 at 1"]),
    ("a circle of two", "data a under b\ndata b under a\n", ["CP203 at 2"]),
    ("a term above itself", "role a under a\n", ["CP203 at 1"]),
    (
        "an unknown name",
        "exception e\n    of contatc to helper for hepl\n",
        ["CP204 at 2", "CP204 at 2"],
    ),
    ("an unknown parent", "data a under nothing_such\n", ["CP204 at 1"]),
    ("an unknown definition", "define d as not is_mising\n", ["CP204 at 1"]),
    ("a role where data is needed", "exception e\n    of police to helper for help\n", ["CP205 at 2"]),
    ("a definition where a role is needed", "define d as recipient is is_missing\n", ["CP205 at 1"]),
    (
        "an exception that is overridden",
        "duty d\n    of notes to helper for help\n    overrides helping\n",
        ["CP205 at 3"],
    ),
    (
        "the subject as discloser",
        "prohibition d\n    of notes to anyone from helper except subject_\n",
        ["CP204 at 2"],
    ),
    ("an unknown fact", "define d as subject.bron = 2011-01-01\n", ["CP206 at 1"]),
    ("an unknown fact that is known", "define d as subject.bron is known\n", ["CP206 at 1"]),
    ("public and confidential at once", "data a under leaflet, personal\ndata b under a\n", ["CP208 at 1"]),
    ("public data that reveals", "data leaflet reveals contact\n", ["CP209 at 1"]),
    (
        "a term too deep",
        "".join(f"role r{n}{f' under r{n - 1}' if n else ''}\n" for n in range(65)),
        ["CP210 at 65"],
    ),
    ("an unknown field", "define d as some a in recipient.agreements has (a.knid = joint)\n", ["CP211 at 1"]),
    ("a fact without its holder", "define d as missing\n", ["CP204 at 1"]),
    ("somebody who holds no facts", "define d as client.missing\n", ["CP213 at 1"]),
    ("an unknown value", "define d as subject.kind = persn\n", ["CP212 at 1"]),
    ("an unknown value in a set", "define d as subject.kind in {person, orgnisation}\n", ["CP212 at 1"]),
    ("an unknown variable", "define d as a.kind = joint\n", ["CP213 at 1"]),
    ("a reserved name of a fact", "fact subject.id : text\n", ["CP214 at 1"]),
    ("a structure in itself", "structure s\n    inner : set of s\n", ["CP215 at 1"]),
    (
        "two structures in each other",
        "structure s\n    a : t\nstructure t\n    a : s\n",
        ["CP215 at 1", "CP215 at 3"],
    ),
    ("a value twice", "fact subject.x : one of a, b, a\n", ["CP216 at 1"]),
    ("a field twice", "structure s\n    a : int\n    a : text\n", ["CP216 at 3"]),
    (
        "a variable within itself",
        "define d as some a in recipient.agreements has (some a in context.areas has (a = north))\n",
        ["CP217 at 1"],
    ),
    ("a variable named as a value", "define d as some north in context.areas has (north = north)\n", ["CP217 at 1"]),
    ("a variable named as data", "define d as some contact in context.areas has (contact = north)\n", ["CP217 at 1"]),
    ("a field of what has none", "define d as some a in context.areas has (a.kind = joint)\n", ["CP218 at 1"]),
    (
        "everything reveals everything",
        f"data {', '.join(f'd{n}' for n in range(1_001))} under personal\ndata personal reveals personal\n",
        ["CP219 at 2"],
    ),
    (
        "scopes that cover too much",
        f"data {', '.join(f'd{n}' for n in range(2_001))} under personal\n"
        + "".join(f"prohibition p{n}\n    of personal except d{n}\n    to outsider\n" for n in range(1_001)),
        ["CP220 at 2991"],
    ),
    (
        "scopes that cover the same",
        f"data {', '.join(f'd{n}' for n in range(2_001))} under personal\n"
        + "".join(f"prohibition p{n}\n    of personal except d1\n    to outsider\n" for n in range(1_001)),
        [],
    ),
)
