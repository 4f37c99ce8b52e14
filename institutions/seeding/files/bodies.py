"""bodies.yaml: government bodies with dated names and parents."""

from datetime import date
from itertools import pairwise

from stdnum.exceptions import ValidationError
from stdnum.jp import cn

from institutions.codes.parameters import WrittenDay
from institutions.seeding.rows import BodyRow, NameRow, ParentRow, SeedOrigin
from institutions.seeding.seed_row import SeedRow
from institutions.seeding.troubles import SeedNoName, SeedOverlap, SeedWrongNumber
from institutions.seeding.words import BODY_KINDS, GPA_CLASSES


def read_bodies(file: SeedRow) -> tuple[BodyRow, ...]:
    """Read the rows of bodies.yaml."""
    return tuple(read_body(row) for row in file.rows("bodies", "code"))


def read_body(row: SeedRow) -> BodyRow:
    """Read one body."""
    origin = row.origin()
    body = BodyRow(
        code=row.text("code"),
        kind=row.word("kind", BODY_KINDS),
        founded_on=row.day("founded_on"),
        dissolved_on=row.day("dissolved_on"),
        law=row.optional_named("law"),
        corporate_number=row.optional_text("corporate_number"),
        gpa_class=row.optional_word("gpa_class", GPA_CLASSES),
        note=row.optional_named("note"),
        names=tuple(read_name(name, origin) for name in row.rows("names")),
        parents=tuple(read_parent(parent, origin) for parent in row.rows("parents", "code")),
        origin=origin,
    )
    if not body.names:
        row.trouble(SeedNoName())
    check_corporate_number(row, body.corporate_number)
    check_overlap(row, "names", [(name.from_on, name.until_on) for name in body.names])
    check_overlap(row, "parents", [(parent.from_on, parent.until_on) for parent in body.parents])
    row.done()
    return body


def read_name(row: SeedRow, body_origin: SeedOrigin) -> NameRow:
    """Read a name in a period, from the source of the body unless it names its own."""
    start, end = row.period()
    name = NameRow(name=row.names(), from_on=start, until_on=end, origin=row.origin(body_origin))
    row.done()
    return name


def read_parent(row: SeedRow, body_origin: SeedOrigin) -> ParentRow:
    """Read a parent in a period, from the source of the body unless it names its own."""
    start, end = row.period()
    parent = ParentRow(parent=row.text("code"), from_on=start, until_on=end, origin=row.origin(body_origin))
    row.done()
    return parent


def check_corporate_number(row: SeedRow, number: str) -> None:
    """Check that a corporate number (法人番号) has 13 digits and that its first one, the check digit, is right."""
    if not number:
        return
    try:
        cn.validate(number)
    except ValidationError as error:
        row.trouble(SeedWrongNumber(number=number, problem=str(error)))


def check_overlap(row: SeedRow, key: str, periods: list[tuple[date | None, date | None]]) -> None:
    """Check that no two names or parents hold on one day."""
    ordered = sorted((start or date.min, end or date.max) for start, end in periods)
    for (_, end), (start, _) in pairwise(ordered):
        if start <= end:
            row.trouble(SeedOverlap(field=key, day=WrittenDay(start.isoformat())))
