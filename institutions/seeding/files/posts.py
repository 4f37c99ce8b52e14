"""posts.yaml: posts in bodies, with who appoints and dismisses their holders."""

from institutions.seeding.rows import PostRow
from institutions.seeding.seed_row import SeedRow
from institutions.seeding.words import POST_CONSENTS, POST_GRADES


def read_posts(file: SeedRow) -> tuple[PostRow, ...]:
    """Read the rows of posts.yaml."""
    return tuple(read_post(row) for row in file.rows("posts", "body"))


def read_post(row: SeedRow) -> PostRow:
    """Read one post."""
    start, end = row.period()
    post = PostRow(
        body=row.text("body"),
        name=row.named("name"),
        grade=row.optional_word("grade", POST_GRADES),
        number=row.whole("number"),
        term_years=row.whole("term_years"),
        appointed_by=row.optional_text("appointed_by"),
        dismissed_by=row.optional_text("dismissed_by"),
        consent=row.optional_word("consent", POST_CONSENTS),
        tenure=row.flag("tenure"),
        basis=row.named("basis"),
        from_on=start,
        until_on=end,
        origin=row.origin(),
    )
    row.done()
    return post
