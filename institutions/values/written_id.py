"""An id in the forms in which addresses, forms and options write it, and in the one form of documents and rows."""

from uuid import UUID


def written_id(text: str) -> UUID | None:
    """Read an id of 32 hexadecimal digits, with or without hyphens; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def id_in_usual_form(text: str) -> UUID | None:
    """Read an id in lower case with hyphens; None for anything else.

    Texts that may hold a name or an id are read so: what another form would make an id of is a name.
    """
    read = written_id(text)
    return read if read and str(read) == text else None
