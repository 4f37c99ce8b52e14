#!/usr/bin/env python
"""Run the project's commands: migrate, seed, register, assess and the rest."""

import os
import select
import sys

from django.core.exceptions import ImproperlyConfigured

from policyengine.garbage import look_rarely

NOT_CONFIGURED = 1
INTERRUPTED = 130  # exit codes as a shell gives them
READER_GONE = 141


def reader_is_gone() -> bool:
    """Return whether whoever read the standard output has closed it, as `head` does."""
    poll = select.poll()
    poll.register(sys.stdout.fileno(), 0)
    return any(events & select.POLLERR for _, events in poll.poll(0))


def main() -> None:
    """Run a command. A wrong setting ends it with a line that says so.

    A reader that has read enough ends it without a trace, but not as a success.
    """
    look_rarely()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyengine.settings")
    try:
        from django.core.management import execute_from_command_line

        try:
            execute_from_command_line(sys.argv)
        finally:
            sys.stdout.flush()
    except ImproperlyConfigured as trouble:  # it names the setting and the remedy
        sys.stderr.write(f"{trouble}\n")
        sys.exit(NOT_CONFIGURED)
    except KeyboardInterrupt:  # a person ended it: that is no error to trace
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        if not reader_is_gone():
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is left to be flushed
        sys.exit(READER_GONE)


if __name__ == "__main__":
    main()
