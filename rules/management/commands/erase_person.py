"""`manage.py erase_person ID --reason … --by NAME`: erasure of names and free text; hashes and replays hold."""

from argparse import ArgumentParser

from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """The command that erases a person, or shows what would be erased."""

    help = (
        "Remove the names and free text about a person from the register, its possible matches, cases, "
        "snapshots and findings."
        " Without --yes the command only shows what would be removed and what would remain. With it, it erases, unless"
        " that has changed since it was shown. It cannot be undone."
    )
    examples = {
        "erase_person 0198c0de-0000-7000-8000-000000000001 --reason 'Asked for in writing' --by kita-admin": (
            "show what an erasure would remove"
        ),
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the person, the reason and the administrator."""
        parser.add_argument("person", metavar="ID", help="id of the person, from the address of their page")
        parser.add_argument("--reason", required=True, help="reason; it is kept, without the person's names")
        parser.add_argument("--by", required=True, metavar="NAME", help="user name of the responsible administrator")
        parser.add_argument("--yes", action="store_true", help="erase; without this option nothing is written")
