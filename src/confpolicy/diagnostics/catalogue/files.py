"""CP130 to CP139, CP148: the files that a policy is made of."""

from __future__ import annotations

from confpolicy.diagnostics.diagnostic import Entry, Severity


def _error(code: str, slug: str, message: str, label: str, help_: str) -> Entry:
    return Entry(code=code, slug=slug, severity=Severity.ERROR, message=message, label=label, help=help_)


ENTRIES: tuple[Entry, ...] = (
    _error(
        "CP130",
        "path-leads-elsewhere",
        "`{path}` leads elsewhere: {why}",
        "leads out of the policy's folder",
        "Name a file in the folder of the file loaded first, or below it, with `/` between the parts of the path; or "
        "one of the library that ships with the program (`std/…`).",
    ),
    _error("CP131", "file-not-found", "There is no file `{path}`", "not found", "Correct the path, or add the file."),
    _error(
        "CP132",
        "wrong-letter-case",
        "`{path}` is written in other letters than the file's name",
        "capital and small letters differ",
        "Write it exactly as the file is named.",
    ),
    _error("CP133", "not-a-file", "`{path}` is not a file", "a folder, or something else", "Name a file in it."),
    _error(
        "CP134",
        "unreadable-file",
        "`{path}` cannot be read: {why}",
        "cannot be read",
        "Ask whoever looks after the machine to make it readable, or put the file itself in its place.",
    ),
    _error(
        "CP135",
        "no-header",
        "No file of this policy has a header",
        "the file loaded first",
        'Begin one file with `policy NAME "title"`; a test file uses the policy that it tests.',
    ),
    _error(
        "CP136",
        "two-headers",
        "The policy has a second header",
        "a second `policy`",
        "Keep one header for each policy. A policy that lies above this one is named in the header, with `within`.",
    ),
    _error(
        "CP137",
        "label-twice",
        "The outline has the label `{label}` twice",
        "again here",
        "Give each paragraph of the outline a label of its own.",
    ),
    _error(
        "CP138",
        "too-much-to-load",
        "The policy is made of more than {limit}",
        "one too many",
        "Join files, or take away what is not needed.",
    ),
    _error(
        "CP139",
        "above-without-header",
        "`{path}` has no header of its own",
        "is no policy",
        "`within` names the file in which a policy's header stands; join files without a header with `use`.",
    ),
    _error(
        "CP148",
        "within-itself",
        "This `within` leads back: `{path}` lies within this policy already",
        "above and below at once",
        "Of two policies one lies above the other: take one of the two `within` away.",
    ),
)
