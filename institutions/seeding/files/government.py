"""seats.yaml, postings.yaml and budgets.yaml: seats in councils, officials from elsewhere, published amounts."""

from institutions.seeding.rows import BudgetRow, PostingRow, SeatRow
from institutions.seeding.seed_row import SeedRow
from institutions.seeding.words import BUDGET_SORTS, SECTOR_WORDS


def read_seats(file: SeedRow) -> tuple[SeatRow, ...]:
    """Read the rows of seats.yaml."""
    return tuple(read_seat(row) for row in file.rows("seats", "council"))


def read_seat(row: SeedRow) -> SeatRow:
    """Read one seat."""
    start, end = row.period()
    seat = SeatRow(
        council=row.text("council"),
        holder=row.text("holder"),
        votes=row.whole("votes"),
        from_on=start,
        until_on=end,
        origin=row.origin(),
    )
    row.done()
    return seat


def read_postings(file: SeedRow) -> tuple[PostingRow, ...]:
    """Read the rows of postings.yaml."""
    return tuple(read_posting(row) for row in file.rows("postings", "body"))


def read_posting(row: SeedRow) -> PostingRow:
    """Read the officials from one other body, industry or sector."""
    start, end = row.period()
    posting = PostingRow(
        body=row.text("body"),
        origin_body=row.optional_text("origin"),
        domain=row.optional_text("domain"),
        from_sector=row.optional_word("from_sector", SECTOR_WORDS),
        posts=row.optional_text("posts"),
        people=row.whole("people"),
        keeps_post=row.flag("keeps_post"),
        approved_exchange=row.flag("approved_exchange"),
        from_on=start,
        until_on=end,
        origin=row.origin(),
    )
    row.done()
    return posting


def read_budget_lines(file: SeedRow) -> tuple[BudgetRow, ...]:
    """Read the rows of budgets.yaml."""
    return tuple(read_budget_line(row) for row in file.rows("budget_lines", "body"))


def read_budget_line(row: SeedRow) -> BudgetRow:
    """Read one budget line."""
    start, end = row.period()
    line = BudgetRow(
        body=row.text("body"),
        shared_with=row.optional_text("shared_with"),
        programme=row.text("programme"),
        domain=row.optional_text("domain"),
        budget=row.optional_word("budget", BUDGET_SORTS),
        amount_yen=row.whole("amount_yen"),
        from_on=start,
        until_on=end,
        origin=row.origin(),
    )
    row.done()
    return line
