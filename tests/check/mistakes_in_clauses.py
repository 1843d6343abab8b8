"""CP4xx: a small program for each mistake with clauses, and where it is found."""

from __future__ import annotations

CLAUSES: tuple[tuple[str, str, list[str]], ...] = (
    ("a part of another kind", "exception e\n    of notes to helper for help\n    express\n", ["CP401 at 3"]),
    ("effects of a prohibition", 'prohibition e\n    of notes to helper\n    then do "x"\n', ["CP401 at 3"]),
    (
        "a part twice",
        "exception e\n    of notes to helper for help\n    when is_missing\n    when yes\n",
        ["CP402 at 4"],
    ),
    (
        "two conditions of an assertion",
        "assert a\n    never of notes to helper when is_missing when yes\n",
        ["CP402 at 2"],
    ),
    ("no scope", "exception e\n    when is_missing\n", ["CP403 at 1"]),
    ("a consent that nobody gives", "consent c\n    of notes to helper\n", ["CP403 at 1"]),
    ("a referral to nobody", "referral r\n    of notes to helper\n", ["CP403 at 1"]),
    ("an obligation without an occasion", 'obligation o\n    of notes to helper\n    then do "x"\n', ["CP403 at 1"]),
    ("an obligation to nothing", "obligation o\n    on disclosure of notes to helper\n", ["CP403 at 1"]),
    ("a reply that says nothing", "reply r\n    to helper\n", ["CP403 at 1"]),
    ("nothing standing", "standing s\n    by helper\n", ["CP403 at 1", "CP403 at 1"]),
    ("no purpose", "need-to-know n\n    of notes to helper\n", ["CP404 at 2"]),
    ("no data", "prohibition n\n    to helper\n", ["CP404 at 2"]),
    ("no recipient", "prohibition n\n    of notes\n", ["CP404 at 2"]),
    ("a reason that says nothing", 'omits A1 because " "\n', ["CP406 at 1"]),
    (
        "a reason to rely on that says nothing",
        'exception e\n    of notes to helper for help\n    when is_child\n    relying on subject.born because ""\n',
        ["CP406 at 4"],
    ),
    ("nothing to do", 'standing s\n    by helper every 3 days\n    do ""\n', ["CP406 at 3"]),
    ("every and on", 'standing s\n    by helper every 3 days on "fire"\n    do "x"\n', ["CP407 at 2"]),
    (
        "an absolute prohibition overridden",
        "duty d\n    of notes to helper for help\n    overrides never_safety\n",
        ["CP408 at 3"],
    ),
    (
        "silence that is express, and asked for",
        (
            "consent c\n    of notes to helper\n    given by subject\n"
            "    express\n    accepts silence\n    requested by subject\n"
        ),
        ["CP407 at 4", "CP407 at 6"],
    ),
    (
        "silence twice",
        "consent c\n    of notes to helper\n    given by subject\n    accepts silence\n    accepts silence\n",
        ["CP402 at 5"],
    ),
    (
        "an exception on silence",
        "exception e\n    of notes to helper for help\n    accepts silence\n",
        ["CP401 at 3"],
    ),
    (
        "an absolute prohibition that yields",
        "absolute prohibition e\n    of notes to helper\n    yields to helping\n",
        ["CP401 at 3"],
    ),
    ("yielding to a prohibition", "prohibition e\n    of notes to helper\n    yields to no_notes\n", ["CP205 at 3"]),
    (
        "yielding to nothing",
        "prohibition e\n    of notes to helper\n    yields to helpin\n",
        ["CP204 at 3"],
    ),
    (
        "an exception that yields",
        "exception e\n    of notes to helper for help\n    yields to helping\n",
        ["CP401 at 3"],
    ),
    ("a group of nothing", "group g\n    cites A1\n", ["CP403 at 1"]),
    ("a group twice", "group g\n    has agreed\n    has helping\n", ["CP402 at 3"]),
    ("a group with a member twice", "group g\n    has agreed, helping, agreed\n", ["CP216 at 2"]),
    ("a group of what is not there", "group g\n    has agree\n", ["CP204 at 2"]),
    ("a group of groups", "group g\n    has agreed\n\ngroup h\n    has g\n", ["CP205 at 5"]),
    (
        "a group that is allowed without a reason",
        'group g\n    has agreed\n    allow CP703 because " "\n',
        ["CP406 at 3"],
    ),
    (
        "a group with a need-to-know that overrides",
        (
            "need-to-know n\n    of notes to helper for help\n"
            "group g\n    has n, helping\n"
            "prohibition e\n    of notes to helper\n    yields to g\n"
        ),
        ["CP438 at 7"],
    ),
    (
        "a group of grounds overridden",
        "group g\n    has no_notes, agreed\nexception e\n    of notes to helper for help\n    overrides g\n",
        ["CP438 at 5"],
    ),
    (
        "a group with an absolute prohibition overridden",
        "group g\n    has no_notes, never_safety\nduty d\n    of notes to helper for help\n    overrides g\n",
        ["CP408 at 5"],
    ),
    (
        "an obligation on a group with a prohibition",
        'group g\n    has no_notes, agreed\nobligation o\n    on g\n    then do "x"\n',
        ["CP438 at 4"],
    ),
    (
        "a group with a member that is not there, used",
        "group g\n    has agreed, nobody\nprohibition e\n    of notes to helper\n    yields to g\n",
        ["CP204 at 2"],
    ),
    ("a group with the name of a clause", "group agreed\n    has helping\n", ["CP201 at 1"]),
    ("an exception that says", 'exception e\n    of notes to helper for help\n    then say "x"\n', ["CP410 at 3"]),
    (
        "a say on exception or duty",
        'obligation o\n    on exception or duty of notes to helper\n    then say "x"\n',
        ["CP410 at 3"],
    ),
    ("a say among effects of a reply", 'reply r\n    to helper\n    say "a"\n    then say "x"\n', ["CP410 at 4"]),
    ("first in a reply", 'reply r\n    to helper\n    say "a"\n    first do "x"\n', ["CP411 at 4"]),
    (
        "no reading taken",
        (
            "exception e\n"
            "    of notes to helper for help\n"
            "    reading a when is_missing\n"
            "    reading b when not is_missing\n"
        ),
        ["CP412 at 3"],
    ),
    (
        "a reading that is not there",
        (
            "exception e\n"
            "    of notes to helper for help\n"
            "    reading a when is_missing\n"
            "    reading b when yes\n"
            "    read as c\n"
        ),
        ["CP413 at 5"],
    ),
    ("nothing to read as", "exception e\n    of notes to helper for help\n    read as c\n", ["CP414 at 3"]),
    (
        "a reading twice",
        (
            "exception e\n"
            "    of notes to helper for help\n"
            "    reading a when is_missing\n"
            "    reading a when yes\n"
            "    read as a\n"
        ),
        ["CP415 at 4"],
    ),
    (
        "two readings that agree",
        (
            "exception e\n"
            "    of notes to helper for help\n"
            "    reading a when is_missing\n"
            "    reading b when is_missing\n"
            "    read as a\n"
        ),
        ["CP416 at 4"],
    ),
    (
        "one reading",
        "exception e\n    of notes to helper for help\n    reading a when is_missing\n    read as a\n",
        ["CP417 at 3"],
    ),
    (
        "relying on what is not protected",
        (
            "exception e\n"
            "    of notes to helper for help\n"
            "    when is_missing\n"
            '    relying on subject.missing because "x"\n'
        ),
        ["CP418 at 4"],
    ),
    (
        "relying on what is not read",
        (
            "exception e\n"
            "    of notes to helper for help\n"
            "    when is_missing\n"
            '    relying on subject.race because "x"\n'
        ),
        ["CP419 at 4"],
    ),
    (
        "a protected fact",
        'exception e\n    of notes to helper for help\n    when subject.race = "x"\n',
        ["CP420 at 3"],
    ),
    (
        "a protected fact that is known",
        "exception e\n    of notes to helper for help\n    when subject.race is known\n",
        ["CP420 at 3"],
    ),
    (
        "a protected fact through a definition",
        "exception e\n    of notes to helper for help\n    when is_child\n",
        ["CP420 at 3"],
    ),
    (
        "a fact that an obligation may not read",
        (
            "obligation o\n"
            "    on disclosure of notes to helper\n"
            '    when stated.name = "x" and context.emergency\n'
            '    then say "y"\n'
        ),
        ["CP424 at 3"],
    ),
    (
        "a reply that tells the recipient's role",
        'reply r\n    to helper\n    when recipient is parent\n    say "x"\n',
        ["CP424 at 3"],
    ),
    (
        "a reply that tells who it is",
        'reply r\n    to helper\n    when recipient is subject\n    say "x"\n',
        ["CP424 at 3"],
    ),
    (
        "a reply that tells who discloses",
        'reply r\n    to helper\n    when discloser is helper\n    say "x"\n',
        ["CP424 at 3"],
    ),
    (
        "a reply that tells what is known",
        'reply r\n    to helper\n    when subject.missing is known\n    say "x"\n',
        ["CP424 at 3"],
    ),
    ("a reply through a definition", 'reply r\n    to helper\n    when is_missing\n    say "x"\n', ["CP424 at 3"]),
    (
        "a reply about an agreement",
        'reply r\n    to helper\n    when recipient.signed\n    say "x"\n',
        ["CP424 at 3"],
    ),
    ("a reply to the subject", 'reply r\n    to anyone except subject\n    say "x"\n', ["CP425 at 2"]),
    ("a reply to a parent", 'reply r\n    to parent\n    say "x"\n', ["CP425 at 2"]),
    (
        "a marking from some",
        'obligation o\n    on denial of notes to helper from helper\n    then say "y"\n',
        ["CP425 at 2"],
    ),
    ("a parent who discloses", "prohibition d\n    of notes to helper from parent\n", ["CP430 at 2"]),
    ("a parent who stands by", 'standing s\n    by parent every 3 days\n    do "x"\n', ["CP430 at 2"]),
    ("a parent who judges", "fact subject.x : bool judged by parent\n", ["CP430 at 1"]),
    (
        "a consent that lasts no time",
        "consent c\n    of notes to helper\n    given by subject\n    lasts 0 days\n",
        ["CP431 at 4"],
    ),
    (
        "a stated fact in a prohibition",
        "prohibition d\n    of notes to helper\n    when stated.missing\n",
        ["CP422 at 3"],
    ),
    (
        "a stated fact in a prohibition through a definition",
        "define said as stated.missing\nabsolute prohibition d\n    of notes to helper\n    unless said\n",
        ["CP422 at 4"],
    ),
    (
        "a consent's own fact elsewhere",
        "exception e\n    of notes to helper for help\n    when statement.witnessed\n",
        ["CP423 at 3"],
    ),
    (
        "a consent's own fact elsewhere through a definition",
        (
            "define seen as statement.witnessed\n"
            "referral e\n"
            "    of notes to helper\n"
            "    when seen\n"
            "    decided by manager\n"
        ),
        ["CP423 at 4"],
    ),
    (
        "a consent's own fact in an assertion",
        "assert a\n    never of notes to helper when statement.witnessed\n",
        ["CP423 at 2"],
    ),
    (
        "an assertion that compares with what lies elsewhere",
        'assert a\n    same as "../before.policy" of notes to helper\n',
        ["CP130 at 2"],
    ),
    ("an assertion that compares with no file", 'assert a\n    same as "" of notes to helper\n', ["CP130 at 2"]),
    (
        "the scope of an assertion about consent",
        "assert a\n    only with consent of notes to nobody_known except subject\n",
        ["CP204 at 2"],
    ),
    (
        "a consent's own fact in an assertion about consent",
        "assert a\n    only with consent of notes to helper unless statement.witnessed\n",
        ["CP423 at 2"],
    ),
    ("a stand-in for nobody", "stand-in s\n    of notes\n", ["CP403 at 1"]),
    ("a stand-in of nothing", "stand-in s\n    to parent\n", ["CP404 at 2"]),
    ("a stand-in with a plain role", "stand-in s\n    of notes to parent, police\n", ["CP450 at 2"]),
    ("a stand-in as subject", "stand-in s\n    of notes to parent, subject except subject\n", ["CP450 at 2"] * 2),
    ("a stand-in as anyone", "stand-in s\n    of notes to anyone\n", ["CP450 at 2"]),
    ("a stand-in that is nobody's role", "stand-in s\n    of notes to parrent\n", ["CP204 at 2"]),
    ("the subject consents as a stand-in", "stand-in s\n    of notes\n    given by subject\n", ["CP451 at 3"]),
    ("a stand-in in writing", "stand-in s\n    of notes\n    given by guardian in writing\n", ["CP451 at 3"]),
    ("a stand-in as stated", "stand-in s\n    of notes to parent\n    when stated.missing\n", ["CP452 at 3"]),
    (
        "a stand-in of what is known",
        "stand-in s\n    of notes to parent\n    when subject.name is known\n",
        ["CP452 at 3"],
    ),
    (
        "a stand-in that asks who stands in",
        "stand-in s\n    of notes to parent\n    unless recipient is subject\n",
        ["CP452 at 3"],
    ),
    (
        "a stand-in of a statement",
        "stand-in s\n    of notes to parent\n    when statement.witnessed\n",
        ["CP423 at 3"],
    ),
    (
        "a giver by what the recipient is",
        (
            "stand-in s\n    of notes to parent\n    given by guardian\n"
            "    when relation.works_with and recipient.signed\n    unless recipient is police\n"
        ),
        ["CP453 at 4", "CP453 at 4", "CP453 at 5"],
    ),
    ("a stand-in with effects", 'stand-in s\n    of notes to parent\n    then do "x"\n', ["CP401 at 3"]),
    ("a fact named class", "fact subject.class : bool\n", ["CP214 at 1"]),
)

_PERMITS = "exception e\n    of notes to helper for help\n    "
_FORBIDS = "prohibition d\n    of notes to helper\n    "

KNOWN: tuple[tuple[str, str, bool], ...] = (
    ("known in the when of an exception", f"{_PERMITS}when subject.name is known\n", True),
    ("not known in the when of an exception", f"{_PERMITS}when not (subject.name is known)\n", False),
    ("known in the unless of an exception", f"{_PERMITS}unless subject.name is known\n", False),
    ("not known in the unless of an exception", f"{_PERMITS}unless not (subject.name is known)\n", True),
    ("known beside an equals sign", f"{_PERMITS}when (subject.name is known) = yes\n", False),
    ("known under two negations", f"{_PERMITS}when not (not (subject.name is known) or is_missing)\n", True),
    (
        "known for some element",
        f"{_PERMITS}when some a in context.areas has (a = north and subject.name is known)\n",
        True,
    ),
    ("known in the when of a prohibition", f"{_FORBIDS}when subject.name is known\n", False),
    ("not known in the when of a prohibition", f"{_FORBIDS}when not (subject.name is known)\n", True),
    ("known in the unless of a prohibition", f"{_FORBIDS}unless subject.name is known\n", True),
    ("not known in the unless of a prohibition", f"{_FORBIDS}unless not (subject.name is known)\n", False),
    (
        "known in a definition in the when of an exception",
        f"define k as subject.name is known\n{_PERMITS}when k\n",
        True,
    ),
    (
        "known in a definition that is negated",
        f"define k as subject.name is known\ndefine l as not k\n{_PERMITS}when l\n",
        False,
    ),
    (
        "known in a definition that is negated twice",
        f"define k as not (subject.name is known)\ndefine l as not k\n{_PERMITS}when l\n",
        True,
    ),
    (
        "known in a reading that is not taken",
        f"{_PERMITS}reading a when is_missing\n    reading b unless subject.name is known\n    read as a\n",
        False,
    ),
    (
        "not known in a referral",
        "referral r\n    of notes to helper\n    when not (subject.name is known)\n    decided by manager\n",
        True,
    ),
    (
        "known in the unless of an obligation",
        'obligation o\n    on disclosure of notes to helper\n    unless subject.name is known\n    then do "x"\n',
        True,
    ),
    ("stated and known in a reply", 'reply r\n    to helper\n    unless stated.name is known\n    say "x"\n', True),
    (
        "known in the when of a consent",
        "consent c\n    of notes to helper\n    given by subject\n    when statement.witnessed is known\n",
        True,
    ),
    (
        "known in the unless of a need-to-know",
        "need-to-know n\n    of notes to helper for help\n    unless subject.name is known\n",
        False,
    ),
)
"""Conditions with `is known`, and whether not knowing would only ever withhold."""
