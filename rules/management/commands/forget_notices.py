"""`manage.py forget_notices --by NAME`: erasure of former officials whose published notices are past the look-back."""

from argparse import ArgumentParser

from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """The command that erases them, or counts them."""

    help = (
        "Erase the names of former officials that are known from published notices alone and left public service "
        "longer ago than the look-back of five years. Each erasure leaves an event. Who cannot be erased now, since an "
        "open case names them, is listed by id and tried again next time. Run it once a month."
    )
    examples = {
        "forget_notices --by kita-admin": "count the people to be erased; nothing is written",
        "forget_notices --by kita-admin --yes": "erase them; it cannot be undone",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the administrator and the consent."""
        parser.add_argument("--by", required=True, metavar="NAME", help="user name of the responsible administrator")
        parser.add_argument("--yes", action="store_true", help="erase; without this option nothing is written")
