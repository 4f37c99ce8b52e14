"""Labelled files as text, plain or packed with gzip."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from rules.markets.errors import MarketFileError


@contextmanager
def opened_text(path: Path) -> Iterator[TextIO]:
    """Open a file as UTF-8 text, unpacked if its name ends in .gz. MarketFileError if it cannot be read."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
            yield file
    except (OSError, UnicodeDecodeError) as trouble:
        message = f"{path.name} cannot be read: {trouble}."
        raise MarketFileError(message, "Give a CSV in UTF-8, plain or packed with gzip.") from trouble
