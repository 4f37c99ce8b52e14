"""mandates.yaml: the functions of bodies."""

from institutions.seeding.rows import MandateRow
from institutions.seeding.seed_row import SeedRow
from institutions.seeding.words import MANDATE_FUNCTIONS, MANDATE_LEADS


def read_mandates(file: SeedRow) -> tuple[MandateRow, ...]:
    """Read the rows of mandates.yaml."""
    return tuple(read_mandate(row) for row in file.rows("mandates", "body"))


def read_mandate(row: SeedRow) -> MandateRow:
    """Read one mandate. A body leads alone unless the row says otherwise."""
    start, end = row.period()
    mandate = MandateRow(
        body=row.text("body"),
        function=row.word("function", MANDATE_FUNCTIONS),
        domain=row.optional_text("domain"),
        lead=row.optional_word("lead", MANDATE_LEADS) or "sole",
        target=row.optional_text("target"),
        duty_to_answer=row.flag("duty_to_answer"),
        in_law=row.flag("in_law"),
        basis=row.named("basis"),
        basis_until_on=row.day("basis_until"),
        from_on=start,
        until_on=end,
        origin=row.origin(),
    )
    row.done()
    return mandate
