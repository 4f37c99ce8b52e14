"""`manage.py screen_processes FILE…`: indicators over published procurement processes, without a register."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

from institutions.formats.ocds.publishers import RESERVE_FIELDS
from institutions.formats.ocds.transcoding import ENCODINGS
from institutions.kinds.words import DOMAINS, METHODS, OBJECTS
from institutions.management.arguments import read_argument_day
from institutions.management.late_command import LateCommand
from rules.processes.form_names import FORMS, OCDS


class Command(LateCommand):
    """The command that screens the processes of files."""

    help = (
        "Answer the collusion rules of the rulebook and the eleven indicators of Cardinal (Open Contracting "
        "Partnership) about each procurement process of OCDS files: releases, records or packages, one a line or a "
        "whole file, plain or packed with gzip. Nothing is stored in the register. A file is read twice, since a "
        "process is compared with the others. Ends with status 1 if a process could not be read, or a rule or an "
        "indicator failed."
    )
    examples = {
        "screen_processes tenders.jsonl.gz --currency JPY": "one line a process, and totals",
        "screen_processes tenders.jsonl --output answers.jsonl": "findings with evidence, one JSON object a line",
        "screen_processes tenders.jsonl --output answers.jsonl --resume": "go on after a run that was killed",
        "screen_processes tenders.jsonl --reserve-from tender.value": "with the value of a tender as its reserve price",
        "screen_processes tenders.jsonl --as-proposal ocds-213czf-1 --submitted-by METI --sponsor MIC --domain 5g": "a "
        "process as the document of a partnership",
        "screen_processes awards.csv --format egp": "awards of Japan's procurement portal",
        "screen_processes contracts.xlsx --format contract_list --body METI": "a ministry's list of contracts",
        "screen_processes tenders.jsonl --format cardinal --cardinal-settings settings.ini": "the flags as Cardinal "
        "prints them, to compare",
    }

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add files, profile, settings, and form and place of the answer."""
        parser.add_argument("files", type=Path, nargs="+", metavar="file")
        parser.add_argument(
            "--format",
            choices=(*FORMS, "cardinal"),
            default=OCDS,
            help="form of the files: OCDS; egp: awards of Japan's procurement portal; contract_list: a "
            "ministry's published list of contracts; cardinal: OCDS, with the answer as Cardinal itself prints it",
        )
        parser.add_argument(
            "--body",
            default="",
            metavar="CODE",
            help="whose list of contracts it is: the code of the body",
        )
        parser.add_argument(
            "--profile",
            choices=("ours", "cardinal"),
            help="parameters; default: ours, which shows Cardinal's answer where it differs; with --format cardinal "
            "those of Cardinal",
        )
        parser.add_argument(
            "--indicators-only", action="store_true", help="ask the indicators alone, not the collusion rules"
        )
        parser.add_argument(
            "--publisher",
            metavar="NAME",
            help="how the publisher fills in fields: a profile by its name, a file (.yaml), or none; default: the "
            "profile that the ocid begins like",
        )
        parser.add_argument(
            "--reserve-from",
            choices=RESERVE_FIELDS,
            help="field that holds the reserve price, whatever the profile says",
        )
        parser.add_argument(
            "--encoding", choices=ENCODINGS, help="encoding of the files; default: that of --publisher, or UTF-8"
        )
        parser.add_argument("--method", choices=METHODS, help="method where the release gives no certain one")
        parser.add_argument("--object", choices=OBJECTS, help="object where the release gives no certain one")
        parser.add_argument("--domain", choices=DOMAINS, help="domain of every process; OCDS has none")
        parser.add_argument(
            "--as-of", type=read_argument_day, metavar="DATE", help="day from which the rules look; default: today"
        )
        parser.add_argument(
            "--as-proposal",
            metavar="OCID",
            help="print a process as the document of a partnership, for manage.py register, instead of its answers; "
            "needs --submitted-by, --sponsor and --domain",
        )
        parser.add_argument("--submitted-by", metavar="BODY", help="with --as-proposal: code of the submitting body")
        parser.add_argument("--sponsor", metavar="BODY", help="with --as-proposal: code of the body that would sign")
        parser.add_argument(
            "--proposed-on",
            type=read_argument_day,
            metavar="DATE",
            help="with --as-proposal: date of the proposal; default: the day of the process",
        )
        parser.add_argument("--cardinal-settings", type=Path, metavar="INI", help="settings file of Cardinal")
        parser.add_argument(
            "--currency", type=currency_code, help="main currency; default: that of the first bid that is compared"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object for each process")
        parser.add_argument("--output", type=Path, metavar="FILE", help="write JSON lines to a file")
        parser.add_argument(
            "--resume",
            action="store_true",
            help="with --output: go on where a killed run stopped. The first reading, for the limits, is made again; "
            "answers that were written are kept, and the file is the same as without the kill",
        )


def currency_code(text: str) -> str:
    """Check a currency."""
    if re.fullmatch(r"[A-Z]{3}", text, re.ASCII) is None:
        message = f"'{text}' is not a currency. Write three capital letters, as in JPY."
        raise ArgumentTypeError(message)
    return text
