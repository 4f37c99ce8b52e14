"""brief.yaml: statements of the policy brief of 2021, claims and facts kept apart."""

from institutions.seeding.rows import BriefRow, SubjectRow
from institutions.seeding.seed_row import SeedRow
from institutions.seeding.troubles import SeedClaimStanding, SeedCodeOfBody
from institutions.seeding.words import BRIEF_FORMS, BRIEF_STANDINGS, SUBJECT_TYPES


def read_brief(file: SeedRow) -> tuple[BriefRow, ...]:
    """Read the rows of brief.yaml."""
    return tuple(read_statement(row) for row in file.rows("statements", "code"))


def read_statement(row: SeedRow) -> BriefRow:
    """Read one statement. A statement of the form claim can't be entered as a fact."""
    start, end = row.period()
    statement = BriefRow(
        code=row.text("code"),
        what=row.word("what", BRIEF_FORMS),
        standing=row.word("standing", BRIEF_STANDINGS),
        text=row.named("text"),
        subjects=tuple(read_subject(subject) for subject in row.rows("subjects")),
        domain=row.optional_text("domain"),
        from_on=start,
        until_on=end,
        time=row.optional_named("time"),
        note=row.optional_text("note"),
        confirmed_by=row.optional_text("confirmed_by"),
        origin=row.origin(),
    )
    if (statement.what == "claim") != (statement.standing == "claim"):
        row.trouble(SeedClaimStanding())
    row.done()
    return statement


def read_subject(row: SeedRow) -> SubjectRow:
    """Read the subject of a statement; a body of the register is named by its code."""
    subject = SubjectRow(
        type=row.word("type", SUBJECT_TYPES),
        name=row.named("name"),
        country=row.optional_text("country"),
        body=row.optional_text("code"),
    )
    if (subject.type == "body") != bool(subject.body):
        row.trouble(SeedCodeOfBody())
    row.done()
    return subject
