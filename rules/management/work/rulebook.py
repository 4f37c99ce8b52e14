"""The work of `manage.py rulebook`."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from institutions.management.late_command import CommandWork
from rules.assessing.result_lines import ResultReader
from rules.engine.language.errors import RuleError
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import FOLDER, rulebook_errors, rulebook_of_folder
from rules.explaining.catalogue.documents import CASES, DOCS, rulebook_pages, write_pages
from rules.explaining.catalogue.entry import CatalogueEntry, catalogue_entries
from rules.explaining.catalogue.searching import RuleSearch
from rules.explaining.clearing.assessed_findings import CannotExplainError, clearing_of, why_rule_stopped
from rules.explaining.comparing.versions import NOW, NoSuchVersionError, version_named
from rules.management.rulebook_diff import write_diff
from rules.management.rulebook_text import list_line, rule_summary_lines
from rules.models import Assessment
from rules.models.outcome_reading import outcomes_of


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Run the command. Errors name file, line and remedy."""
        if options["what"] == "diff":
            self.diff(options["old"], options["new"] or NOW, options["limit"])
            return
        try:
            rulebook = rulebook_of_folder(FOLDER)
        except RuleError as first:
            for trouble in rulebook_errors(FOLDER) or (first,):
                self.stderr.write(str(trouble))
            message = "The rulebook does not compile."
            raise CommandError(message) from first
        if options["what"] == "list":
            asked = RuleSearch(options["family"] or "", " ".join(options["words"]))
            for entry in catalogue_entries(rulebook, review_day()):
                if asked.wants(entry.rule):
                    self.stdout.write(list_line(entry))
        elif options["what"] == "show":
            self.show(rulebook, options["code"].upper())
        elif options["what"] == "docs":
            made = rulebook_pages(rulebook, CASES)
            write_pages(DOCS, made)
            self.stdout.write(f"{len(made)} pages in {DOCS.relative_to(settings.BASE_DIR)}.")
        elif options["what"] == "why-not":
            self.why_not(assessment_of(options["assessment"]), options["code"].upper())
        elif options["what"] == "clears":
            self.clears(assessment_of(options["assessment"]))
        else:
            for warning in rulebook.compiled.warnings:
                self.stderr.write(f"Warning: {warning}")
            self.stdout.write(f"{len(rulebook.rules)} rules compile. Version {rulebook.version}.")

    def diff(self, old: str, new: str, limit: int | None) -> None:
        """Print the differences, and their effect on stored assessments."""
        if limit is not None and limit < 0:
            message = f"--limit {limit} is below 0. Give a number of assessments, or leave it out for all."
            raise CommandError(message)
        try:
            versions = version_named(old), version_named(new)
        except (NoSuchVersionError, RuleError) as trouble:
            raise CommandError(str(trouble)) from trouble
        write_diff(*versions, limit, self.stdout, self.stderr)

    def why_not(self, assessment: Assessment, code: str) -> None:
        """Print the first unmet condition of each way in which the rule can fire, for engineers and in plain words."""
        try:
            stopped = why_rule_stopped(assessment, code)
        except CannotExplainError as trouble:
            raise CommandError(str(trouble)) from trouble
        outcome = outcomes_of(assessment).get(code)
        self.stdout.write(f"{code}: {outcome.outcome if outcome else 'no outcome'}")
        reader = ResultReader.of(assessment)
        for heading, codes in (("Does not apply", stopped.applies), ("Stops", stopped.variants)):
            for said in map(reader.said, codes):
                self.stdout.write(f"{heading}: {said.words('en')}  [{said.text}]")
        for said in reader.missing(outcome) if outcome else ():
            self.stdout.write(f"Missing: {said.words('en')}  [{said.text}]")

    def clears(self, assessment: Assessment) -> None:
        """Print the ways to clear each finding, and their other effects."""
        try:
            found = clearing_of(assessment)
        except CannotExplainError as trouble:
            raise CommandError(str(trouble)) from trouble
        for each in found:
            cleared = each.cleared
            self.stdout.write(f"{cleared.key[0]} {cleared.severity} ({cleared.tried} changes tried)")
            for way in cleared.ways:
                self.stdout.write(f"  {' AND '.join(edit.text['en'] for edit in way.edits)}")
                new = ", ".join(f"{code} {level}" for code, level in way.newly_flags)
                for heading, text in (
                    ("also clears", ", ".join(way.also_clears)),
                    ("newly flags", new),
                    ("then lacking data", ", ".join(way.newly_unknown)),
                ):
                    if text:
                        self.stdout.write(f"    {heading}: {text}")
            if not cleared.ways:
                self.stdout.write("  none of them clears it")

    def show(self, rulebook: LoadedRulebook, code: str) -> None:
        """Print one rule as the catalogue has it."""
        rule = rulebook.rules.get(code)
        if rule is None:
            message = f"There is no rule {code}. `manage.py rulebook list` shows all rules."
            raise CommandError(message)
        for line in rule_summary_lines(CatalogueEntry(rule, rulebook, review_day())):
            self.stdout.write(line)


def assessment_of(pk: UUID) -> Assessment:
    """Return the assessment with this id; the error says where to find ids."""
    found = Assessment.objects.select_related("submission", "snapshot", "rulebook").filter(pk=pk).first()
    if found is None:
        message = f"There is no assessment {pk}. `manage.py register FILE --wait --json` and the pages show their ids."
        raise CommandError(message)
    return found


def review_day() -> str:
    """Return the day by which reviews are overdue or not."""
    return timezone.localdate().isoformat()
