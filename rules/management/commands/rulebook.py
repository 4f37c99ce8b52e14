"""`manage.py rulebook`: the list of rules, one rule, a check of all; explanations of an assessment."""

from argparse import ArgumentParser
from uuid import UUID

from institutions.management.late_command import LateCommand
from rules.explaining.catalogue.families import FAMILIES


class Command(LateCommand):
    """The command that shows the rulebook."""

    help = "List the rules, show one, check, compare, export or import them, or explain their outcomes."
    examples = {
        "rulebook list --family collusion": "list the rules on competition and selection",
        "rulebook show COI-01": "show one rule with its law and numbers",
        "rulebook check": "check every rule and number",
        "rulebook export now rules-of-today": "write the version in force into a folder, with its cases",
        "rulebook import rules-of-another --as EDITOR": "begin a draft that holds the rulebook of a folder",
        "rulebook diff 0a1b2c now --texts --language ja": "what changed between two versions, in Japanese",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the subjects to look at."""
        what = parser.add_subparsers(dest="what", required=True)
        listed = what.add_parser("list", help="one line for each rule")
        listed.add_argument("words", nargs="*", help="only rules whose texts contain all of these words")
        listed.add_argument("--family", choices=FAMILIES, help="only rules of this family")
        what.add_parser(
            "show", help="one rule: its conditions in words, its law, its numbers over time, and its file"
        ).add_argument("code")
        for name, help_text in (
            (
                "why-not",
                "why a rule did not fire in an assessment: the first condition that failed, and the closest record",
            ),
            ("clears", "changes that would clear the findings of an assessment, the smallest first"),
        ):
            asked = what.add_parser(name, help=help_text)
            if name == "why-not":
                asked.add_argument("code")
            asked.add_argument("assessment", type=UUID, metavar="ASSESSMENT", help="its id")
        diff = what.add_parser("diff", help="differences between two versions, and the assessments that would change")
        version = (
            "`now`, a folder with rulebook/, parameters/ and laws.yaml, or the beginning of a stored version's hash"
        )
        diff.add_argument("old", metavar="OLD", help=version)
        diff.add_argument("new", metavar="NEW", nargs="?", help="as OLD; default: now")
        diff.add_argument("--limit", type=int, metavar="N", help="compare only the N latest assessments")
        diff.add_argument("--texts", action="store_true", help="compare the versions alone, no assessments")
        diff.add_argument("--language", choices=("en", "ja"), default="en", help="of --texts")
        export = what.add_parser("export", help="write a version into a folder: rules, numbers, laws, causes, cases")
        export.add_argument("version", metavar="VERSION", help=version)
        export.add_argument("folder", metavar="DIR", help="an empty folder, or one that is made")
        brought = what.add_parser("import", help="begin a draft that holds the rulebook of a folder, to be adopted")
        brought.add_argument(
            "folder", metavar="DIR", help="with rulebook/, parameters/ and laws.yaml; cases/ may be there"
        )
        brought.add_argument(
            "--as", dest="editor", required=True, metavar="EDITOR", help="the rulebook editor's user name"
        )
        brought.add_argument("--name", default="", help="of the draft; default: the folder and its version")
        what.add_parser("docs", help="make docs/rulebook from the files: an index and one page for each rule")
        what.add_parser("check", help="read and compile everything; exit code 1 and every error if something is wrong")
