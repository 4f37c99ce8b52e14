"""An id in the form in which addresses, forms and options write it."""

from uuid import UUID


def written_id(text: str) -> UUID | None:
    """Read an id of 32 hexadecimal digits, with or without hyphens; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None
