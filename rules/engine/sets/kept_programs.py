"""The programs of rulebooks, kept in memory and as files: writing one takes seconds, running it needs no Ibis.

A program is named by all that it depends on: the version of the rulebook, those of Ibis and DuckDB, the dialect, the
fields of the facts, and the code that translates. A file that is not what its name says is written again.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.language.parameters import Parameters
from rules.engine.sets.statement import USUAL, ProgramForm, SetStatement
from rules.facts.kinds.base import FactType

Program = tuple[SetStatement, ...]
MOST_FILES: Final = 20  # of some 1.5 MB each; older ones are of rulebooks that are no longer evaluated


@dataclass(slots=True)
class KeptPrograms:
    """The programs below a folder; None keeps them in memory alone."""

    folder: Path | None = None
    _kept: dict[str, Program] = field(default_factory=dict)

    def program(
        self, compiled: CompiledRulebook, parameters: Parameters | None = None, form: ProgramForm = USUAL
    ) -> Program:
        """Return the program of a rulebook with its own parameters or with others, written if it is not kept."""
        parameters = parameters or compiled.parameter_values
        name = program_name(compiled, parameters, form)
        if name not in self._kept:
            self._kept[name] = self._read(name) or self._written(name, compiled, parameters, form)
        return self._kept[name]

    def _written(self, name: str, compiled: CompiledRulebook, parameters: Parameters, form: ProgramForm) -> Program:
        from rules.engine.sets.program import write_program  # only here is Ibis loaded

        program = write_program(compiled, parameters, form)
        if self.folder is not None:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_whole(self.folder / f"{name}.json", _text_of(name, program))
            _remove_oldest(self.folder)
        return program

    def _read(self, name: str) -> Program | None:
        """Return the program of a file; None if there is none, or if it is torn or another."""
        if self.folder is None:
            return None
        try:
            text = (self.folder / f"{name}.json").read_text(encoding="utf-8")
            program = tuple(SetStatement(**each) for each in json.loads(text)["statements"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None
        return program if text == _text_of(name, program) else None


def program_name(compiled: CompiledRulebook, parameters: Parameters, form: ProgramForm = USUAL) -> str:
    """Return the name of a rulebook's program."""
    parts = {
        "rulebook": compiled.version,
        "parameters": parameters.sha256,
        "ibis": version("ibis-framework"),
        "duckdb": version("duckdb"),
        "sqlglot": version("sqlglot"),
        "form": asdict(form),
        "facts": _fields_text(compiled.vocabulary),
        "translation": translation_sha256(),
    }
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@cache
def translation_sha256() -> str:
    """Return the hash of the code that translates rulebooks."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _fields_text(vocabulary: Mapping[str, FactType]) -> dict[str, list[str]]:
    return {name: [f"{key}: {kind!r}" for key, kind in of.fields.items()] for name, of in vocabulary.items()}


def _text_of(name: str, program: Program) -> str:
    statements = [asdict(each) for each in program]
    digest = sha256(json.dumps(statements).encode()).hexdigest()
    return json.dumps({"name": name, "sha256": digest, "statements": statements})


def _remove_oldest(folder: Path) -> None:
    """Remove all but the newest files; several processes may do so at once."""
    found = []
    for file in folder.iterdir():
        with suppress(FileNotFoundError):
            found.append((file.stat().st_mtime, file))
    for _, file in sorted(found)[:-MOST_FILES]:
        file.unlink(missing_ok=True)


def _write_whole(file: Path, text: str) -> None:
    """Write a file that a reader sees whole or not at all."""
    number, written = tempfile.mkstemp(dir=file.parent, prefix=f".{file.stem[:12]}-")
    try:
        with os.fdopen(number, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(written).replace(file)
    except BaseException:
        Path(written).unlink(missing_ok=True)
        raise
