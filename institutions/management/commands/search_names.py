"""`manage.py search_names`: the searches for possible matches that wait or failed, in this process."""

from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """The command. Workers do the same as soon as names come in; it also starts those again that failed."""

    help = (
        "Search for possible matches of new names that wait for it, and of those whose search failed, in this process."
    )
    examples = {
        "search_names": "run what waits or failed; no worker is needed",
    }
