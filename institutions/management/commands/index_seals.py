"""`manage.py index_seals`: the index that receipts follow, made anew from seals and events."""

from typing import Any

from institutions.audit.seal_index import index_seals
from institutions.management.own_command import OwnCommand
from institutions.values.counted import counted


class Command(OwnCommand):
    """The command. It changes nothing that proves anything: the index follows from the trail."""

    help = "Make the index of seals anew, when verify_audit names it; receipts find their events by it."
    examples = {
        "index_seals": "enter seals of before the index into it",
    }

    def handle(self, *_args: Any, **_options: Any) -> None:  # Any: as Django declares it
        """Index every seal with a tree."""
        self.stdout.write(f"{counted(index_seals(), 'seal')} indexed. Check the trail with `manage.py verify_audit`.")
