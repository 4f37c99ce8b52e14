"""The work of `manage.py rulebook`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from institutions.management.late_command import CommandWork
from institutions.models import Account
from rules.access.readable_results import edits_rulebooks
from rules.assessing.result_lines import ResultReader
from rules.engine.language.errors import RuleError
from rules.engine.language.statements import Language
from rules.engine.loading.loaded_rulebook import LoadedRulebook, write_files
from rules.engine.loading.program_rulebook import FOLDER, rulebook_errors, rulebook_of_folder
from rules.engine.loading.rulebook_in_force import organisation_rules_in
from rules.explaining.catalogue.cases import CASES
from rules.explaining.catalogue.documents import DOCS, rulebook_pages, write_pages
from rules.explaining.catalogue.entry import CatalogueEntry, catalogue_entries
from rules.explaining.catalogue.searching import RuleSearch
from rules.explaining.clearing.assessed_findings import CannotExplainError, clearing_of, why_rule_stopped
from rules.explaining.comparing.changes import rule_changes
from rules.explaining.comparing.versions import NOW, NoSuchVersionError, rulebook_from_folder, version_named
from rules.facts.kinds.vocabulary import PARTNERSHIP, VOCABULARIES
from rules.management.rulebook_diff import write_diff
from rules.management.rulebook_text import list_line, rule_summary_lines
from rules.models import Assessment
from rules.models.outcome_reading import outcomes_of
from rules.review.timeline.change_note import rulebook_lines
from rules.review.timeline.rulebooks import compare_rulebooks
from rules.workshop.adopting.returning import begin_draft_of_files
from rules.workshop.adopting.version_folders import export_files, files_in
from rules.workshop.troubles import DraftRefusedError


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Run the command. Errors name file, line and remedy."""
        if options["what"] == "diff":
            self.diff(options)
            return
        if options["what"] == "export":
            self.exported(options["version"], Path(options["folder"]))
            return
        if options["what"] == "import":
            self.imported(Path(options["folder"]), options["editor"], options["name"])
            return
        try:
            rulebooks = [rulebook_of_folder(FOLDER, subject) for subject in VOCABULARIES]
        except RuleError as first:
            for trouble in rulebook_errors(FOLDER) or (first,):
                self.stderr.write(str(trouble))
            message = "The rulebook does not compile."
            raise CommandError(message) from first
        if options["what"] == "list":
            asked = RuleSearch(options["family"] or "", " ".join(options["words"]))
            for rulebook in rulebooks:
                for entry in catalogue_entries(rulebook, review_day()):
                    if asked.wants(entry.rule):
                        self.stdout.write(list_line(entry))
        elif options["what"] == "show":
            self.show(rulebooks, options["code"].upper())
        elif options["what"] == "docs":
            made = rulebook_pages(rulebooks, CASES)
            write_pages(DOCS, made)
            self.stdout.write(f"{len(made)} pages in {DOCS.relative_to(settings.BASE_DIR)}.")
        elif options["what"] == "why-not":
            self.why_not(assessment_of(options["assessment"]), options["code"].upper())
        elif options["what"] == "clears":
            self.clears(assessment_of(options["assessment"]))
        else:
            for subject, rulebook in zip(VOCABULARIES, rulebooks, strict=True):
                for warning in rulebook.compiled.warnings:
                    self.stderr.write(f"Warning: {warning}")
                on = "" if subject == PARTNERSHIP else f" on the {subject}"
                self.stdout.write(f"{len(rulebook.rules)} rules{on} compile. Version {rulebook.version}.")

    def diff(self, options: dict[str, Any]) -> None:  # Any: the command's options
        """Print the differences, and their effect on stored assessments."""
        old, new, limit = options["old"], options["new"] or NOW, options["limit"]
        if limit is not None and limit < 0:
            message = f"--limit {limit} is below 0. Give a number of assessments, or leave it out for all."
            raise CommandError(message)
        try:
            versions = version_named(old), version_named(new)
        except (NoSuchVersionError, RuleError) as trouble:
            raise CommandError(str(trouble)) from trouble
        if options["texts"]:
            language: Language = options["language"]
            for line in rulebook_lines(compare_rulebooks(*(each.text for each in versions))):
                self.stdout.write(line.text[language])
            old_version, new_version = versions
            on_organisation = organisation_rules_in(old_version), organisation_rules_in(new_version)
            for both in (versions, on_organisation):
                for change in rule_changes(*both, language):
                    for text in (f"{change.name} {change.title}", *(f"  {each}" for each in change.lines)):
                        self.stdout.write(text)
            return
        write_diff(*versions, limit, self.stdout, self.stderr)

    def exported(self, version: str, folder: Path) -> None:
        """Write a version into a folder that is empty or new."""
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            message = f"{folder} is not empty. Give an empty folder, or one that does not exist yet."
            raise CommandError(message)
        try:
            book = version_named(version)
        except (NoSuchVersionError, RuleError) as trouble:
            raise CommandError(str(trouble)) from trouble
        files = export_files(book)
        write_files(files, folder)
        self.stdout.write(f"{len(files)} files of version {book.version} in {folder}.")

    def imported(self, folder: Path, editor: str, name: str) -> None:
        """Begin a draft that holds the rulebook of a folder."""
        account = Account.objects.filter(username=editor, is_active=True).first()
        if account is None or not edits_rulebooks(account):
            message = f"{editor} is no rulebook editor who may sign in. Give the user name of one: the draft is theirs."
            raise CommandError(message)
        try:
            book = rulebook_from_folder(folder)
            said = name or f"{folder.resolve().name} {book.version[:12]}"
            draft = begin_draft_of_files(account, files_in(folder, book), said, book.version)
        except (NoSuchVersionError, RuleError, DraftRefusedError) as trouble:
            raise CommandError(str(trouble)) from trouble
        self.stdout.write(
            f"Version {book.version} is the draft '{draft.name}' of {account}. It is not in force: try it, propose it, "
            f"and let a second editor approve it, at /workshop/{draft.pk}/."
        )

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

    def show(self, rulebooks: Sequence[LoadedRulebook], code: str) -> None:
        """Print one rule as the catalogue has it."""
        rulebook = next((each for each in rulebooks if code in each.rules), None)
        if rulebook is None:
            message = f"There is no rule {code}. `manage.py rulebook list` shows all rules."
            raise CommandError(message)
        rule = rulebook.rules[code]
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
