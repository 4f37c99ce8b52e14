"""Celery's filesystem transport, made safe for several processes and for a broker folder that nobody empties.

Kombu's own writes a message in place, so that a reader may take it half written; here a message appears complete or not
at all. Messages that nobody fetched and those that were processed are removed after an hour: the jobs are rows of the
database, and the sweeper sends them again.
"""

import contextlib
import os
import time
import uuid
from pathlib import Path
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps

KEEP_SECONDS = 3600.0
PRUNE_EVERY_SECONDS = 60.0


class Channel(filesystem.Channel):
    """A channel whose messages and tables are written whole."""

    last_pruned = 0.0

    def _put(self, queue: str, payload: dict[str, Any], **_options: Any) -> None:  # type: ignore[override]  # as kombu's
        folder = Path(self.data_folder_out)
        name = f"{time.time_ns():020d}_{uuid.uuid4()}.{queue}.msg"
        part = folder / f".{name}.part"
        try:
            part.write_text(dumps(payload), encoding="utf-8")
            part.rename(folder / name)
        except OSError as trouble:
            reason = f"The message could not be written to {folder}: {trouble}"
            raise ChannelError(reason) from trouble
        self.prune()

    def _queue_bind(self, exchange: str, routing_key: str | None, pattern: str | None, queue: str) -> None:
        """Bind; write the table's file whole first, since two processes may start at once."""
        table: Path = self._exchange_file(exchange)  # type: ignore[attr-defined]  # the stubs lack it
        if not table.exists():
            table.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = table.with_name(f".{uuid.uuid4()}.part")
            part.write_text("[]", encoding="utf-8")
            with contextlib.suppress(FileExistsError):
                os.link(part, table)
            part.unlink()
        super()._queue_bind(exchange, routing_key or "", pattern or "", queue)

    def prune(self) -> None:
        """Remove messages older than an hour, at most once a minute."""
        now = time.time()
        if now - Channel.last_pruned < PRUNE_EVERY_SECONDS:
            return
        Channel.last_pruned = now
        for folder in {self.data_folder_in, self.data_folder_out, self.processed_folder}:
            for file in Path(folder).iterdir():
                with contextlib.suppress(FileNotFoundError):
                    if now - file.stat().st_mtime > KEEP_SECONDS:
                        file.unlink()


class Transport(filesystem.Transport):
    """The transport for `filesystem://` in this project."""

    Channel = Channel

    @property
    def default_connection_params(self) -> dict[str, Any]:  # Any: kombu's connection parameters
        """Empty: a folder has no host and no port."""
        return {}
