"""The answers of finished chunks as files of this machine, so that an interrupted screening goes on behind them."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from rules.fact_store.storage import LocalStorage
from rules.screening.chunk import ChunkAnswer, answer_from


@dataclass(frozen=True, slots=True)
class WorkFiles:
    """The files of one screening of one generation and rulebook."""

    screening: UUID
    basis: str  # names what the answers rest on: others are not taken over

    @property
    def folder(self) -> Path:
        """The folder of the screening."""
        return Path(settings.SETS_DIR) / "screenings" / str(self.screening)

    def read(self, name: str) -> ChunkAnswer | None:
        """Return the answer of a chunk; None if it is not there."""
        try:
            return answer_from(LocalStorage(self.folder).read(self._name(name)))
        except FileNotFoundError:
            return None

    def write(self, name: str, answer: ChunkAnswer) -> None:
        """Keep the answer of a chunk."""
        LocalStorage(self.folder).write(self._name(name), answer.to_bytes())

    def remove(self) -> None:
        """Remove the files of the screening."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _name(self, name: str) -> str:
        return f"{self.basis}/{name}.json"
