"""Random vocabularies: few terms, many ways between them, a fact for every holder and kind of type."""

from __future__ import annotations

from confpolicy.facts.schema import Holder
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType, Type
from confpolicy.testing.choices import Choices
from confpolicy.testing.taxonomy import FactWord, Taxonomy, Terms

GROUPS = ("personal", "records", "case_notes")
LEAVES = ("identity", "address", "attendance", "session", "history", "health", "money")
PUBLIC = ("leaflet", "opening_times")
ROLES = ("staff", "third_party", "worker", "manager", "police", "clinic", "parent", "carer")
TOWARDS = ("parent", "carer")
PURPOSES = ("care", "safety", "enquiry", "billing")
NOTICES = ("why", "with_whom", "effects")
GIVERS = ("guardian", "attorney")
REGISTERS = ("logbook", "ledger")
STRUCTURE = "agreement"
LEVELS = ("low", "middle", "high")

_PLACES = (
    Holder.SUBJECT,
    Holder.STATED,
    Holder.CONTEXT,
    Holder.ITEM,
    Holder.RECIPIENT,
    Holder.RELATION,
    Holder.DISCLOSER,
    Holder.STATEMENT,
)
_STEMS = {
    Primitive.BOOL: "flag",
    Primitive.INT: "count",
    Primitive.DECIMAL: "amount",
    Primitive.TEXT: "word",
    Primitive.DATE: "day",
    Primitive.DATETIME: "moment",
    Primitive.DURATION: "span",
}


def taxonomy(ch: Choices, *, spare: bool = False) -> Taxonomy:
    """A random vocabulary; a spare one has few items and few facts."""
    data, public = _data(ch, spare=spare)
    roles, towards = _roles(ch)
    purposes = _purposes(ch)
    structures = {STRUCTURE: _fields(ch)} if ch.chance(60) else {}
    return Taxonomy(
        data=data,
        public=public,
        reveals=_reveals(ch, data, public),
        roles=roles,
        towards=towards,
        purposes=purposes,
        notices=ch.some(NOTICES, most=2),
        givers=ch.some(GIVERS, most=1),
        registers=REGISTERS[: ch.integer(1, 2)],
        structures=structures,
        facts=_facts(ch, roles, towards, structured=bool(structures), spare=spare),
    )


def _parents(ch: Choices, options: tuple[str, ...], percent: int) -> tuple[str, ...]:
    """No parent, one, or now and then two."""
    if not options or not ch.chance(percent):
        return ()
    return ch.some(options, least=1, most=2 if ch.chance(50) else 1)


def _data(ch: Choices, *, spare: bool) -> tuple[Terms, frozenset[str]]:
    groups = GROUPS[: ch.integer(1, 2 if spare else 3)]
    parents: dict[str, tuple[str, ...]] = {}
    for index, group in enumerate(groups):
        parents[group] = _parents(ch, groups[:index], 40)
    for leaf in LEAVES[: ch.integer(2, 3) if spare else ch.integer(3, 7)]:
        parents[leaf] = _parents(ch, groups, 85)
    public = PUBLIC[: ch.weighted(((4, 0), (4, 1), (2, 2)))]
    parents |= dict.fromkeys(public, ())
    return Terms(parents), frozenset(public)


def _reveals(ch: Choices, data: Terms, public: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """What reveals what; nothing public reveals anything, and no term is written down as revealing itself."""
    terms = tuple(term for term in data.names() if term not in public)
    pairs: dict[tuple[str, str], None] = {}
    for _ in range(ch.weighted(((3, 0), (4, 1), (2, 2), (1, 3)))):
        one, other = ch.pick(terms), ch.pick(terms)
        if one not in data.above(other) and other not in data.above(one):
            pairs[one, other] = None
    return tuple(pairs)


def _roles(ch: Choices) -> tuple[Terms, frozenset[str]]:
    plain = [role for role in ROLES if role not in TOWARDS][: ch.integer(2, 5)]
    parents: dict[str, tuple[str, ...]] = {}
    for index, role in enumerate(plain):
        parents[role] = _parents(ch, tuple(plain[:index]), 60)
    towards = TOWARDS[: ch.weighted(((5, 1), (2, 2), (2, 0)))]
    for index, role in enumerate(towards):
        under = towards[:index] if index and ch.chance(50) else tuple(plain)
        parents[role] = _parents(ch, under, 60)
    return Terms(parents), frozenset(towards)


def _purposes(ch: Choices) -> Terms:
    names = PURPOSES[: ch.integer(2, 4)]
    return Terms({name: _parents(ch, names[:index], 40) for index, name in enumerate(names)})


def _fields(ch: Choices) -> dict[str, Type]:
    fields: dict[str, Type] = {"kind": OneOf(LEVELS[:2])}
    if ch.chance(70):
        fields["signed_on"] = Primitive.DATE
    if ch.chance(50):
        fields["copy_given"] = Primitive.BOOL
    if ch.chance(30):
        fields["score"] = ch.pick((Primitive.INT, Primitive.DECIMAL))
    return fields


def _type(ch: Choices, *, structured: bool) -> tuple[str, Type]:
    """A type, and the stem of a name for facts of it."""
    if ch.chance(45):
        return "flag", Primitive.BOOL
    primitive = ch.pick(tuple(_STEMS))
    kind = ch.pick(tuple(TermKind))
    options: list[tuple[int, tuple[str, Type]]] = [
        (6, (_STEMS[primitive], primitive)),
        (2, ("level", OneOf(LEVELS))),
        (1, (f"{kind.value}_term", TermType(kind))),
        (1, (f"{kind.value}_terms", SetOf(TermType(kind)))),
        (1, ("levels", SetOf(OneOf(LEVELS)))),
        (1, (f"{_STEMS[primitive]}s", SetOf(primitive))),
    ]
    if structured:
        options += [(3, ("papers", SetOf(StructureType(STRUCTURE)))), (1, ("paper", StructureType(STRUCTURE)))]
    return ch.weighted(options)


def _facts(
    ch: Choices, roles: Terms, towards: frozenset[str], *, structured: bool, spare: bool
) -> tuple[FactWord, ...]:
    judges = tuple(role for role in roles.names() if role not in towards)
    facts = []
    placed = () if spare else _PLACES
    for number in range(ch.integer(3, 7) if spare else ch.integer(6, 12)):
        stem, of = _type(ch, structured=structured)
        holder = placed[number] if number < len(placed) else ch.pick(_PLACES)
        protected = holder in (Holder.SUBJECT, Holder.RECIPIENT, Holder.STATED) and ch.chance(25)
        modifier = _modifier(ch, judges, of, holder)
        facts.append(
            FactWord(holder=holder, name=f"{stem}_{number}", type=of, protected=protected, modifier=modifier)
        )
    if any(fact.type in (Primitive.DATE, Primitive.DATETIME) for fact in facts) and ch.chance(50):
        holder = ch.pick((Holder.CONTEXT, Holder.SUBJECT, Holder.STATED))
        facts.append(FactWord(holder=holder, name="span_added", type=Primitive.DURATION))
    return tuple(facts)


def _modifier(ch: Choices, judges: tuple[str, ...], of: Type, holder: Holder) -> str:
    outward = holder is Holder.STATED
    if not outward and ch.chance(25):
        by = ch.weighted(
            (
                (6, ", ".join(ch.some(judges, least=1, most=2))),
                (1, "discloser"),
                (1, "recipient"),
            )
        )
        within = f" within {ch.pick(('30 days', '12 hours', '1 month'))}" if ch.chance(40) else ""
        return f"judged by {by}{within}"
    if of is Primitive.BOOL and ch.chance(15):
        return 'taken as no if absent because "It is rare, and always written down."'
    return ""
