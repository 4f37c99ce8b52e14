"""The log of gunicorn as JSON lines, like those of the program (gunicorn.conf.py)."""

from typing import Any

from gunicorn.glogging import Logger

from institutions.audit.logs import JsonLine


class JsonLogger(Logger):  # type: ignore[misc]  # gunicorn declares no types
    """The logger of gunicorn, whose lines look like those of the program."""

    def setup(self, cfg: Any) -> None:  # Any: gunicorn's settings
        """Open the logs as gunicorn does, then write each record as one line of JSON."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLine())
