"""The name by which a process claims the rows that are its jobs."""

import os
import socket
from uuid import uuid4


def this_process() -> str:
    """Names the worker process that a claim belongs to; children made later by forking inherit the name."""
    return _process


# The last part tells a restarted container's worker, with the same host and number, from the one that died.
_process = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"
