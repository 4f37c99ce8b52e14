"""domains.yaml, legal_grounds.yaml and countries.yaml: closed lists with names in both languages."""

from institutions.seeding.rows import SeedOrigin, WordRow
from institutions.seeding.seed_row import SeedRow


def read_words(file: SeedRow, key: str) -> tuple[WordRow, ...]:
    """Read the rows under `key`. A source at the top of the file counts for each row without its own."""
    shared = file.origin() if file.has("source") else None
    return tuple(read_word(row, shared) for row in file.rows(key, "code"))


def read_word(row: SeedRow, shared: SeedOrigin | None) -> WordRow:
    """Read one entry."""
    word = WordRow(
        code=row.text("code"),
        name=row.names(),
        law=row.optional_named("law"),
        article=row.optional_text("article"),
        origin=row.origin(shared),
    )
    row.done()
    return word
