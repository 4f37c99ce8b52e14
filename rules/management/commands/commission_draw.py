"""`manage.py commission_draw FILE --value VALUE --size N`: repeat a draw from its published file."""

from argparse import ArgumentParser

from institutions.management.late_command import LateCommand


class Command(LateCommand):
    """The command. It reads the file alone, no database: anybody can run it."""

    help = (
        "Repeat the draw of a commission: from the published file of its contracts and the public value, print the "
        "digest, the seed, and the contracts drawn at random."
    )
    examples = {
        "commission_draw population.csv --value 38915.87 --size 6": "draw two of six proposals at random",
        "commission_draw population.csv --value 38915.87 --size 6 --digest 9f…": "and compare the digest first",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file and what the report of the sitting says."""
        parser.add_argument("file", help="population.csv as the body published it")
        parser.add_argument("--value", required=True, help="the public value, as the report has it")
        parser.add_argument("--size", type=int, required=True, help="number of proposals, of which a third is drawn")
        parser.add_argument("--digest", default="", help="the digest in the report; status 1 if the file has another")
