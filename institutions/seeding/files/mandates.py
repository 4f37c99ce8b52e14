"""mandates.yaml: the functions of bodies."""

from institutions.seeding.rows import MandateRow
from institutions.seeding.seed_row import SeedRow
from institutions.seeding.words import MANDATE_FUNCTIONS


def read_mandates(file: SeedRow) -> tuple[MandateRow, ...]:
    """Read the rows of mandates.yaml."""
    return tuple(read_mandate(row) for row in file.rows("mandates", "body"))


def read_mandate(row: SeedRow) -> MandateRow:
    """Read one mandate."""
    start, end = row.period()
    mandate = MandateRow(
        body=row.text("body"),
        function=row.word("function", MANDATE_FUNCTIONS),
        domain=row.optional_text("domain"),
        basis=row.named("basis"),
        from_on=start,
        until_on=end,
        origin=row.origin(),
    )
    row.done()
    return mandate
