"""The error of a backup or a restoration."""


class BackupError(Exception):
    """A backup that is not made, or not restored: the message says what is wrong, and what to do."""
