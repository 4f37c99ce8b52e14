"""The answers of finished chunks as files of this machine, so that an interrupted screening goes on behind them."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from rules.fact_store.segments import parquet_bytes
from rules.fact_store.storage import LocalStorage
from rules.screening.chunk import ChunkAnswer


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
        files = LocalStorage(self.folder)
        try:
            noted = orjson.loads(files.read(f"{self.basis}/{name}.json"))
            rows = pq.read_table(pa.BufferReader(files.read(f"{self.basis}/{name}.parquet")))
        except FileNotFoundError:
            return None
        return ChunkAnswer(rows, noted["differences"], noted["disagreements"])

    def write(self, name: str, answer: ChunkAnswer) -> None:
        """Keep the answer of a chunk. It counts once its second file is there."""
        files = LocalStorage(self.folder)
        noted = {"differences": answer.differences, "disagreements": answer.disagreements}
        files.write(f"{self.basis}/{name}.parquet", parquet_bytes(answer.rows))
        files.write(f"{self.basis}/{name}.json", orjson.dumps(noted))

    def remove(self) -> None:
        """Remove the files of the screening, with those that a killed process had begun to write."""
        shutil.rmtree(self.folder, ignore_errors=True)
