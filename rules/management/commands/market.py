"""`manage.py market fit|check|show|screen`: records of markets, made from tenders of which proved cartels are known."""

from argparse import ArgumentParser
from pathlib import Path

from institutions.management.arguments import read_argument_day
from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """Make a market record, check it against its data, or show it."""

    help = (
        "Make a market record from labelled tenders, check one against its data, show those that are shipped, or "
        "screen the tenders of OCDS files by them. "
        "Fitting needs scikit-learn, which is a development dependency; checking, showing and screening do not."
    )
    examples = {
        "market show": "every record that is shipped, with its figures",
        "market screen tenders.jsonl.gz": "the tenders that a record shows, and where screens abstain",
        "market fit tenders.jsonl.gz --labels labels.csv.gz --key okinawa --name-en 'Works in Okinawa' "
        "--name-ja 沖縄県の工事 --source 'García Rodríguez et al. 2022' --expires-on 2005-06-06 "
        "--ocid-prefix ocds-jpokin- --until 2005-06-06 --output okinawa.yaml": "make a record from releases and labels",
        "market check okinawa.yaml --data tenders.jsonl.gz --labels labels.csv.gz": "compute its figures again",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add what is to be done."""
        actions = parser.add_subparsers(dest="action", required=True)
        fit = actions.add_parser("fit", help="make a record; refuses data that gives the label away")
        add_data(fit, fit)
        fit.add_argument("--key", required=True, help="short name of the record, in small letters")
        fit.add_argument("--name-en", required=True, help="name of the market in English")
        fit.add_argument("--name-ja", required=True, help="name of the market in Japanese")
        fit.add_argument("--source", required=True, help="who labelled the tenders, and by which case")
        fit.add_argument("--source-url", default="", help="where the source can be read")
        fit.add_argument("--expires-on", type=read_argument_day, required=True, help="last day on which it applies")
        fit.add_argument("--body", action="append", default=[], help="code of a body whose tenders it is about")
        fit.add_argument("--ocid-prefix", action="append", default=[], help="prefix of ocids that it is about")
        fit.add_argument("--object", help="object of the tenders, as in a selection: works, goods …; default: any")
        fit.add_argument("--region", help="region of the tenders, as in ISO 3166-2; default: any")
        fit.add_argument("--order-is", help="why an order of the file that predicts the label is harmless")
        fit.add_argument("--output", type=Path, required=True, metavar="YAML", help="file of the record")
        check = actions.add_parser("check", help="check a record, and with --data compute its figures again")
        check.add_argument("record", type=Path)
        check.add_argument("--data", type=Path, help="the labelled tenders that it was made from")
        add_data(check, None)
        screen = actions.add_parser("screen", help="say what the records know of the tenders of OCDS files")
        screen.add_argument("files", type=Path, nargs="+", metavar="file")
        screen.add_argument("--json", action="store_true", help="one JSON object for each tender")
        show = actions.add_parser("show", help="show records: of files, or all that are shipped")
        show.add_argument("records", type=Path, nargs="*", metavar="record")


def add_data(parser: ArgumentParser, with_file: ArgumentParser | None) -> None:
    """Add the labelled data and its period."""
    if with_file:
        with_file.add_argument("data", type=Path, help="OCDS releases, or a CSV with a line a bid")
    parser.add_argument("--labels", type=Path, help="with OCDS: CSV with ocid and collusive (0 or 1)")
    parser.add_argument("--from", dest="first", help="first day of the period that the proved cases cover")
    parser.add_argument("--until", dest="last", help="last day of that period")
