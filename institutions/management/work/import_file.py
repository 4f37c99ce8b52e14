"""The work of `manage.py import_file`."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandError
from django.utils import timezone

from institutions.drafts.errors import DraftInvalid
from institutions.drafts.name_searches import searched_here
from institutions.imports.all_formats import FORMATS
from institutions.imports.claim import claim_import, claim_of
from institutions.imports.completeness import COMPLETE_ON, END_MOST
from institutions.imports.files import FileTooLargeError
from institutions.imports.import_answer import outcome_lines, whole_answer
from institutions.imports.numbering import COLLECTION, REPLACE
from institutions.imports.quota import ImportQuotaError
from institutions.imports.requesting import cancel_import, request_import, request_resume
from institutions.imports.run import ImportFailed, run_import
from institutions.management.late_command import CommandWork
from institutions.management.progress import Progress
from institutions.models import GovernmentBody, Import, ImportState


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Run the command. Exit code 1 if a record was refused or the import failed, 130 if interrupted."""
        if options["formats"]:
            for each in FORMATS.values():
                self.stdout.write(f"{each.name:24} {each.label.en} / {each.label.ja}")
            return
        if options["cancel"]:
            self.cancel(existing_import(options["cancel"]))
            return
        job = self.resumed(options) if options["resume"] else self.requested(options)
        if options["wait"]:
            with searched_here():
                self.work(job)
        job.refresh_from_db()
        self.show(job, as_json=options["json"])
        if job.refused or job.state in (ImportState.FAILED, ImportState.SET_ASIDE):
            raise SystemExit(1)

    def requested(self, options: dict[str, Any]) -> Import:  # Any: the command's options
        """Return the job for a file."""
        for name in ("file", "format", "submitted_by"):
            if not options[name]:
                message = f"Give {'a file' if name == 'file' else '--' + name.replace('_', '-')}."
                raise CommandError(message)
        body = GovernmentBody.objects.filter(code=options["submitted_by"]).first()
        if body is None:
            message = f"No government body has the code {options['submitted_by']}. Give --submitted-by another one."
            raise CommandError(message)
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                return request_import(
                    file,
                    file_name=path.name,
                    format_name=options["format"],
                    body=body,
                    options=file_options(options),
                    dry_run=options["dry_run"],
                    here=options["wait"],
                )
        except IsADirectoryError as trouble:
            message = f"{path} is a folder. Give one file of it."
            raise CommandError(message) from trouble
        except OSError as trouble:
            message = f"{path} cannot be read: {trouble.strerror}."
            raise CommandError(message) from trouble
        except DraftInvalid as trouble:
            raise CommandError("\n".join(each.message for each in trouble.errors)) from trouble
        except (FileTooLargeError, ImportQuotaError) as trouble:
            raise CommandError(str(trouble)) from trouble

    def resumed(self, options: dict[str, Any]) -> Import:  # Any: the command's options
        """Resume a job that was interrupted or set aside: queue it again, or claim it for this process."""
        job = existing_import(options["resume"])
        if not request_resume(job, here=options["wait"]):
            job.refresh_from_db()
            raise CommandError(why_not_resumed(job))
        if options["wait"]:
            taken = claim_import(job.pk)
            if taken is None:
                message = "Another process has just started on this import."
                raise CommandError(message)
            return taken.job
        return job

    def work(self, job: Import) -> None:
        """Run the import here, and show its progress."""
        progress = Progress(self.stderr, 0, lines=True)
        try:
            run_import(claim_of(job), step=progress.move_to)
        except ImportFailed:
            pass  # the row says why
        except KeyboardInterrupt:
            progress.clear()
            job.refresh_from_db()
            self.stderr.write(
                f"Stopped after {job.place} of {job.total or '?'}. Stored records stay; a worker continues from there, "
                f"or this process: manage.py import_file --resume {job.pk} --wait"
            )
            raise SystemExit(130) from None
        finally:
            progress.clear()

    def show(self, job: Import, *, as_json: bool) -> None:
        """Print the outcome."""
        if as_json:
            self.stdout.write(json.dumps(whole_answer(job), ensure_ascii=False))
        else:
            for line in outcome_lines(job):
                self.stdout.write(line)

    def cancel(self, job: Import) -> None:
        """Cancel the import."""
        if not cancel_import(job):
            message = f"The import has already ended: {job.state}."
            raise CommandError(message)
        self.stdout.write(f"Import {job.pk} is cancelled. Stored records stay.")


def existing_import(pk: UUID) -> Import:
    """Return the import of an id. CommandError if there is none."""
    job = Import.objects.select_related("body").filter(pk=pk).first()
    if job is None:
        message = f"There is no import {pk}."
        raise CommandError(message)
    return job


def why_not_resumed(job: Import) -> str:
    """Explain why an import cannot be resumed now, and what to do."""
    if job.state != ImportState.RUNNING or job.lease_until is None:
        return f"The import is {job.state}: there is nothing to continue."
    until = timezone.localtime(job.lease_until).isoformat(sep=" ", timespec="seconds")
    return (
        f"{job.worker} has the import until {until}, and longer while it makes progress. If that process "
        "was killed, a worker "
        "goes on by itself after that; without one, give --resume with --wait again then."
    )


def file_options(options: dict[str, Any]) -> dict[str, object]:  # Any: the command's options
    """Return the options about the file."""
    found: dict[str, object] = dict(split_option(each) for each in options["option"])
    if options["complete"]:
        found[COMPLETE_ON.name] = options["complete"]
    if options["end_most"]:
        found[END_MOST.name] = "true"
    if options["collection"]:
        found[COLLECTION.name] = options["collection"]
    if options["replace"]:
        found[REPLACE.name] = "true"
    return found


def split_option(option: str) -> tuple[str, str]:
    """Split an option of the format, as it is typed."""
    name, is_given, value = option.partition("=")
    if not is_given:
        message = f"--option {option} has no value. Write NAME=VALUE."
        raise CommandError(message)
    return name, value
