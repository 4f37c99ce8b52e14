"""The reason why an import failed: stored as a code, beside its English words for commands and REST."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from institutions.codes.base import Coded
from institutions.codes.sentences import AsWritten
from institutions.codes.wording import code_words
from institutions.drafts.kept_errors import kept_code, storable_data
from institutions.models import Import
from institutions.values.quoting import storable_text


def error_columns(said: Coded | None) -> dict[str, object]:
    """Return the column values of a row that fails for this reason, or for none."""
    if said is None:
        return {"error": "", "error_said": {}}
    return {"error": storable_text(code_words(said, "en")), "error_said": storable_data(said.stored())}


def error_of(job: Import) -> Coded | None:
    """Return why an import failed; None if it did not."""
    if not job.error:
        return None
    return kept_code({"message": job.error, **job.error_said})


def with_file_name(said: Coded, path: Path, name: str) -> Coded:
    """Return a message about a file with the file's own name instead of its temporary path."""
    named: dict[str, Any] = {  # Any: `replace` takes values of every field
        each: value.replace(str(path), name)
        for each, value in said.parameters.items()
        if type(value) is str and str(path) in value
    }
    return replace(said, **named) if named else said


def failure_of(trouble: Exception) -> Coded:
    """Return a programming error as it is stored: its name and its own message."""
    return AsWritten(text=f"{type(trouble).__name__}: {trouble}")
