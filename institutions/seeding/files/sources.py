"""sources.yaml: the documents that every other row names."""

from institutions.codes.parameters import outside_value
from institutions.seeding.rows import DocumentRow
from institutions.seeding.seed_row import SeedRow
from institutions.seeding.troubles import SeedAddressWithoutDay, SeedNoAddress


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
        row.trouble(SeedNoAddress(value=outside_value(source.url)))
    if source.url and source.retrieved_on is None:
        row.trouble(SeedAddressWithoutDay())
    row.done()
    return source
