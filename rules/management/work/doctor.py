"""The work of `manage.py doctor`."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, Final

from institutions.management.late_command import CommandWork
from rules.management.doctor.diagnosis import Check, Diagnosis, Health
from rules.management.doctor.places import erasure_list_is_whole, folders_can_be_written, program_is_protected
from rules.management.doctor.programs import (
    backups_can_be_made,
    catalogues_are_compiled,
    clock_is_kept,
    locale_is_utf_8,
    packages_are_pinned,
    python_is_supported,
    reports_can_be_made,
    settings_fit_a_server,
)
from rules.management.doctor.rulebooks import rulebook_in_force_is_read
from rules.management.doctor.services import (
    broker_answers,
    cache_keeps,
    database_answers,
    jobs_are_done,
    mail_answers,
)
from rules.management.doctor.site import site_answers, somebody_administers, static_files_are_collected

WITHOUT_DATABASE: Final[tuple[Check, ...]] = (
    python_is_supported,
    packages_are_pinned,
    locale_is_utf_8,
    catalogues_are_compiled,
    static_files_are_collected,
    reports_can_be_made,
    clock_is_kept,
    program_is_protected,
    folders_can_be_written,
    erasure_list_is_whole,
    broker_answers,
    mail_answers,
)
WITH_DATABASE: Final[tuple[Check, ...]] = (
    settings_fit_a_server,
    cache_keeps,
    jobs_are_done,
    rulebook_in_force_is_read,
    backups_can_be_made,
    somebody_administers,
    site_answers,
)


class Work(CommandWork):
    """The work of the command."""

    def handle(self, **options: Any) -> None:  # Any: the command's options
        """Print each diagnosis; end with status 1 if something failed."""
        found = list(diagnoses())
        for each in found:
            if options["json"]:
                self.stdout.write(json.dumps(asdict(each), ensure_ascii=False))
                continue
            self.stdout.write(f"{each.health:8} {each.subject}: {each.found}")
            if each.remedy:
                self.stdout.write(f"         → {each.remedy}")
        if any(each.health is Health.FAILED for each in found):
            sys.exit(1)


def diagnoses() -> Iterator[Diagnosis]:
    """Make all checks; those that need a current database only where there is one."""
    for check in WITHOUT_DATABASE:
        yield from check()
    of_database = list(database_answers())
    yield from of_database
    if all(each.health is not Health.FAILED for each in of_database):
        for check in WITH_DATABASE:
            yield from check()
