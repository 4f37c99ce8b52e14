"""The name by which a process claims the rows that are its jobs."""

import os
import socket
from uuid import uuid4


def this_process() -> str:
    """Return the name of this worker process, as claims store it; later forked children inherit the name."""
    return _process


# The last part distinguishes a restarted container's worker, with the same host and pid, from the dead one.
_process = f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"
