"""The work of `manage.py screen_processes`."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandError
from django.utils import timezone

from institutions.codes.errors import CodedError
from institutions.formats.ocds.publishers import NO_PROFILE, profile_named, shipped_profiles
from institutions.management.late_command import CommandWork
from institutions.management.progress import Progress
from rules.engine.loading.held_rulebook import Held, one_rulebook
from rules.engine.loading.program_rulebook import base_rulebook
from rules.processes.answer_lines import answer_json, error_lines, json_line, outcomes_of, text_line, value_json
from rules.processes.cardinal_form import CardinalForm
from rules.processes.cardinal_settings import read_cardinal_settings
from rules.processes.collusion.proposal import ProposalOptions, proposal_from
from rules.processes.collusion.rule_screen import ANSWERS_VERSION, RuleScreen
from rules.processes.collusion.rulebook_part import collusion_rulebook
from rules.processes.collusion.settings import RuleSettings
from rules.processes.file_screening import FileScreening, ScreenedItem
from rules.processes.form_names import CONTRACT_LIST, OCDS
from rules.processes.profile import CARDINAL, OURS, ScreenSettings, profile_settings
from rules.processes.source import ProcessSource
from rules.processes.totals import ScreeningTotals
from rules.processes.unfinished_output import UnfinishedOutput

PROPOSED: Final = ("submitted_by", "sponsor", "domain")


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Screen the files. CommandError if one cannot be read; status 1 if a process has an error."""
        # Of a fresh clone too: the rules that are asked are the program's own, so nothing asks a database which are in
        # force to word their answers.
        with one_rulebook(Held(rulebook=base_rulebook())):
            self._work(options)

    def _work(self, options: dict[str, Any]) -> None:  # Any: as above
        if options["resume"] and not options["output"]:
            message = "--resume goes on with a file. Name it with --output."
            raise CommandError(message)
        try:
            if options["as_proposal"]:
                self._propose(options)
                return
            totals = self._screen(options)
        except CodedError as trouble:
            raise CommandError(str(trouble)) from trouble
        if options["output"] or not (options["json"] or options["format"] == CARDINAL):
            self.stdout.write("\n".join(totals.lines()))
        if totals.failed:
            raise SystemExit(1)

    def _propose(self, options: dict[str, Any]) -> None:  # Any: as above
        """Print a process as a document. CommandError if there is no such process, or something is missing."""
        if missing := [f"--{name.replace('_', '-')}" for name in PROPOSED if not options[name]]:
            message = f"--as-proposal needs {', '.join(missing)}: no publication states it."
            raise CommandError(message)
        settings = rule_settings_from(options)
        if settings is None:
            message = "--as-proposal cannot be combined with --indicators-only or with Cardinal's form or profile."
            raise CommandError(message)
        source = source_from(options, settings)
        source.check()
        found = proposal_from(source, options["as_proposal"], settings, proposal_options(options))
        if found.errors:
            said = "\n".join(f"{each.field or '/'}: {each.message}" for each in found.errors)
            raise CommandError(said)
        self.stdout.write(json.dumps(found.document, ensure_ascii=False, indent=1))

    def _screen(self, options: dict[str, Any]) -> ScreeningTotals:  # Any: as above
        settings = settings_from(options)
        rules = rule_settings_from(options)
        source = source_from(options, rules)
        source.check()
        screening = FileScreening(source, settings, RuleScreen(rules) if rules else None)
        totals = ScreeningTotals()
        if options["format"] == CARDINAL:
            self._as_cardinal(screening, totals, options["output"])
        elif options["output"]:
            self._to_file(
                screening, totals, UnfinishedOutput(options["output"], origin_of(options, settings, rules)), options
            )
        else:
            as_json = options["json"]
            self._each(screening, totals, lambda line: self.stdout.write(line), as_json=as_json, skipped=0)
        if source.repeated:
            self.stderr.write(
                f"{source.repeated:,} processes of later files say the same as before: each is answered once."
            )
        if source.merged:
            self.stderr.write(f"{source.merged:,} later releases were merged with earlier ones of their process.")
        return totals

    def _each(
        self,
        screening: FileScreening,
        totals: ScreeningTotals,
        write: Callable[[str], object],
        *,
        as_json: bool,
        skipped: int,
    ) -> None:
        """Make both passes and write a line for each item after the skipped ones."""
        progress = Progress(self.stderr, screening.settle())
        codes = screening.codes
        for number, screened in enumerate(screening.screened(skipped), start=skipped + 1):
            totals.add(outcomes_of(screened) if screened.item.process else dict.fromkeys(codes, "error"))
            self._tell_errors(screened, progress)
            written = json_line(answer_json(screened, screening.screen.settings, codes)) if as_json else None
            write(text_line(screened) if written is None else written)
            progress.move_to(number)
        progress.clear()

    def _to_file(
        self, screening: FileScreening, totals: ScreeningTotals, output: UnfinishedOutput, options: dict[str, Any]
    ) -> None:
        with output.held():
            done = 0
            resumed = options["resume"] and output.begun
            for line in output.lines_so_far() if resumed else ():
                totals.add(json.loads(line)["outcomes"])
                done += 1
            with output.opened(resumed=resumed) as file:
                self._each(screening, totals, lambda line: output.write(file, line), as_json=True, skipped=done)

    def _as_cardinal(self, screening: FileScreening, totals: ScreeningTotals, output: Path | None) -> None:
        """Write one object with the flags of all files."""
        form = CardinalForm()
        progress = Progress(self.stderr, screening.settle())
        codes = list(screening.screen.indicators)
        for screened in screening.screened(0):
            process = screened.item.process
            outcomes = {code: each.outcome for code, each in screened.answers.items()}
            totals.add(outcomes if process else dict.fromkeys(codes, "error"))
            self._tell_errors(screened, progress)
            if process is not None:
                form.add(process.ocid, screened.answers)
            progress.step()
        progress.clear()
        text = json_line(form.content(screening.screen))
        if output is None:
            self.stdout.write(text)
        else:
            whole = UnfinishedOutput(output, {})
            with whole.held(), whole.opened(resumed=False) as file:
                whole.write(file, text)

    def _tell_errors(self, screened: ScreenedItem, progress: Progress) -> None:
        for line in error_lines(screened):
            progress.clear()
            self.stderr.write(line)


def settings_from(options: dict[str, Any]) -> ScreenSettings:  # Any: the command's options
    """Return the settings: the profile, the settings file over it, the currency over both, else the publisher's."""
    profile = options["profile"] or (CARDINAL if options["format"] == CARDINAL else OURS)
    settings = profile_settings(profile)
    if options["cardinal_settings"]:
        settings = read_cardinal_settings(options["cardinal_settings"], settings)
    publisher = profile_named(options["publisher"]) if options["publisher"] else NO_PROFILE
    return replace(settings, currency=options["currency"] or settings.currency or publisher.currency)


def source_from(options: dict[str, Any], rules: RuleSettings | None) -> ProcessSource:  # Any: the command's options
    """Return the files, in their form and encoding."""
    form = OCDS if options["format"] == CARDINAL else options["format"]
    publisher = rules.publisher if rules else None
    if form == CONTRACT_LIST and not options["body"]:
        message = "--format contract_list needs --body CODE: no row of such a list says whose it is."
        raise CommandError(message)
    encoding = options["encoding"] or (publisher.encoding if publisher else None)
    return ProcessSource(options["files"], form, encoding, options["body"])


def proposal_options(options: dict[str, Any]) -> ProposalOptions:  # Any: the command's options
    """Return what the proposal states."""
    day = options["proposed_on"]
    return ProposalOptions(
        submitted_by=options["submitted_by"],
        sponsor=options["sponsor"],
        domain=options["domain"],
        proposed_on=day.isoformat() if day else None,
    )


def rule_settings_from(options: dict[str, Any]) -> RuleSettings | None:  # Any: the command's options
    """Return the settings of the collusion rules; None where they are not asked. CodedError for a wrong profile."""
    if options["indicators_only"] or CARDINAL in (options["format"], options["profile"]):
        return None
    return RuleSettings(
        as_of=(options["as_of"] or timezone.localdate()).isoformat(),
        publisher=profile_named(options["publisher"]) if options["publisher"] else None,
        profiles=shipped_profiles(),
        reserve_from=options["reserve_from"],
        method=options["method"],
        object=options["object"],
        domain=options["domain"],
    )


def origin_of(
    options: dict[str, Any], settings: ScreenSettings, rules: RuleSettings | None
) -> dict[str, Any]:  # Any: plain data
    """Return what the lines are made from: the content of the files, and all settings."""
    words = (settings.compared_methods, settings.uncompared_methods, settings.excluded_methods)
    return {
        "version": ANSWERS_VERSION,
        "files": [{"path": str(path), "sha256": digest_of(path)} for path in options["files"]],
        "profile": settings.profile,
        "currency": settings.currency,
        "format": options["format"],
        "encoding": options["encoding"],
        "body": options["body"],
        "methods": [sorted(each) for each in words],
        "indicators": None if settings.indicators is None else sorted(settings.indicators),
        "parameters": {name: value_json(each.value) for name, each in settings.parameters.items()},
        "rules": None if rules is None else {"rulebook": collusion_rulebook().version, **rules.to_json()},
    }


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
