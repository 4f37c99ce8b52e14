"""The work of `manage.py market`."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from institutions.codes.errors import CodedError
from institutions.management.late_command import CommandWork
from rules.engine.loading.program_rulebook import FOLDER, base_rulebook
from rules.facts.market_records.reading import MarketRecordError, read_record, record_files
from rules.facts.market_records.record import MarketRecord
from rules.markets.describing import differences, figure_lines, record_lines, said_lines
from rules.markets.errors import MarketFileError
from rules.markets.figures import held_out_figures
from rules.markets.labelled import ScreenedTender, screened_tenders
from rules.markets.labelled_file import read_labelled
from rules.markets.leaks import refuse_leaks
from rules.markets.making import MarketDescription, judged_by_model, make_record
from rules.markets.screening import ScreenTotals, answer_line, screened_by_market
from rules.markets.writing import DIGITS, record_text


class Work(CommandWork):
    """The work of the command."""

    def handle(self, *_args: object, **options: Any) -> None:  # Any: options of the command line
        """Do it. CommandError with a remedy."""
        try:
            actions = {"fit": self._fit, "check": self._check, "show": self._show, "screen": self._screen}
            actions[options["action"]](options)
        except (MarketFileError, MarketRecordError, CodedError) as trouble:
            raise CommandError(str(trouble)) from trouble

    def _fit(self, options: dict[str, Any]) -> None:
        """Make a record, write it, and print it."""
        described = MarketDescription(
            key=options["key"],
            name={"en": options["name_en"], "ja": options["name_ja"]},
            source=options["source"],
            source_url=options["source_url"],
            made_on=datetime.now(UTC).date().isoformat(),
            expires_on=options["expires_on"].isoformat(),
            bodies=tuple(options["body"]),
            ocid_prefixes=tuple(options["ocid_prefix"]),
            object=options["object"],
            region=options["region"],
            first=options["first"],
            last=options["last"],
            order_is=options["order_is"],
        )
        made = make_record(read_labelled(options["data"], options["labels"]), described)
        text = record_text(made.record)
        read_record(text, options["output"].name)
        options["output"].write_text(text, encoding="utf-8")
        self._write(record_lines(made.record))
        for name, judged in made.judged.items():
            if name in made.record.abstains:
                self._write(figure_lines(f"  {name}, not in the record; later tenders", judged.later))

    def _show(self, options: dict[str, Any]) -> None:
        """Print records."""
        for file in options["records"] or record_files(FOLDER):
            self._write(record_lines(record_of(file)))

    def _screen(self, options: dict[str, Any]) -> None:
        """Print what the shipped records say of the tenders of files."""
        totals = ScreenTotals()
        for screened in screened_by_market(options["files"], base_rulebook().markets):
            totals.add(screened)
            if options["json"]:
                self.stdout.write(json.dumps(screened.to_json(), ensure_ascii=False))
            elif any(each.unusual for each in screened.said.values()):
                self.stdout.write(answer_line(screened))
        if not options["json"]:
            self._write(totals.lines())

    def _check(self, options: dict[str, Any]) -> None:
        """Check a record, its expiry, and its figures against the data that it was made from."""
        record = record_of(options["record"])
        self._write(record_lines(record))
        if record.expires_on < datetime.now(UTC).date().isoformat():
            self.stdout.write(f"  It has expired: tenders after {record.expires_on} are not assessable by it.")
        if options["data"] is None:
            return
        labelled = read_labelled(options["data"], options["labels"])
        screened = screened_tenders(labelled, options["first"] or record.first_on, options["last"] or record.last_on)
        refuse_leaks(labelled, screened, order_explained=record.order_is is not None)
        wrong = [problem for name in record.screens for problem in self._check_screen(record, name, screened)]
        if wrong:
            message = f"{options['record'].name} is not what this data gives: {'; '.join(wrong)}. Fit it again."
            raise CommandError(message)
        self.stdout.write("The figures are those that the data gives.")

    def _check_screen(self, record: MarketRecord, name: str, screened: list[ScreenedTender]) -> list[str]:
        """Print what a screen says of the later part; return what differs from the record."""
        screen = record.screens[name]
        later = [each for each in screened if each.day > screen.last_on]
        judged = judged_by_model(screen.model, later)
        if not judged:
            return [f"no tender is later than {screen.last_on}"]
        self.stdout.write(f"  {name}, on the tenders after {screen.last_on}:")
        self._write(f"    {line}" for line in said_lines(judged))
        found = held_out_figures(
            judged,
            base_rate=screen.positives / screen.tenders,
            f1_from=screen.f1_from,
            shown_from=screen.shown_from,
            not_assessable=len(later) - len(judged),
        )
        return [f"{name}, {each}" for each in differences(screen.later, found, DIGITS)]

    def _write(self, lines: Any) -> None:  # Any: texts
        """Print lines."""
        for line in lines:
            self.stdout.write(line)


def record_of(file: Path) -> MarketRecord:
    """Read a record. MarketRecordError if it cannot be read."""
    try:
        return read_record(file.read_text(encoding="utf-8"), file.name)
    except (OSError, UnicodeDecodeError) as trouble:
        message = f"{file.name} cannot be read: {trouble}. Give the file of a record."
        raise MarketRecordError(message) from trouble
