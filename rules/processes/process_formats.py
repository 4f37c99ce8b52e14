"""The forms in which processes are published, each with its reader: all give processes as OCDS has them.

A form that is not OCDS is read into releases by its own reader, which states only what its rows say. So every form gets
the same questions, and what a form does not hold is missing, with its field.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from institutions.formats.ocds.reading.located import LocatedProcess, located_processes
from institutions.formats.ocds.transcoding import UTF_8
from institutions.formats.published.processes import published_processes
from rules.processes.form_names import CONTRACT_LIST, EGP, OCDS

# Of a file, its encoding, its body, and all files that are given with it.
ProcessReader = Callable[[Path, str, str, Sequence[Path]], Iterator[LocatedProcess]]
READERS: Final[Mapping[str, ProcessReader]] = {
    OCDS: lambda path, encoding, _body, beside: located_processes(path, encoding, beside),
    # Lists of Japan's ministries know their own encoding: docs/published_lists.md.
    EGP: lambda path, _encoding, body, _beside: published_processes(path, "portal_awards", body),
    CONTRACT_LIST: lambda path, _encoding, body, _beside: published_processes(path, "contract_list", body),
}


def reader_of(
    form: str, encoding: str | None, body: str = "", beside: Sequence[Path] = ()
) -> Callable[[Path], Iterator[LocatedProcess]]:
    """Return the reader of files in a form; `body` is the code of the body whose list they are, where no row says it.

    `beside`: all files that are read together.

    KeyError for a form that has none.
    """
    read = READERS[form]
    return lambda path: read(path, encoding or UTF_8, body, beside)
