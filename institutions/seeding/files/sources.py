"""sources.yaml: the documents that every other row names."""

from institutions.seeding.rows import DocumentRow
from institutions.seeding.seed_row import SeedRow


def read_sources(file: SeedRow) -> tuple[DocumentRow, ...]:
    """Read the rows of sources.yaml."""
    return tuple(read_source(row) for row in file.rows("sources", "key"))


def read_source(row: SeedRow) -> DocumentRow:
    """Read one document."""
    source = DocumentRow(
        key=row.text("key"),
        title=row.named("title"),
        publisher=row.text("publisher"),
        url=row.optional_text("url"),
        retrieved_on=row.day("retrieved_on"),
    )
    if source.url and not source.url.startswith(("https://", "http://")):
        row.trouble(f"'url' must start with https:// or http://, not {source.url!r}.")
    if source.url and source.retrieved_on is None:
        row.trouble("a source with a 'url' needs 'retrieved_on': a page changes.")
    row.done()
    return source
