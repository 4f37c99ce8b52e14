"""The versions that were in force in this installation, and the one to which one can return."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q

from rules.engine.loading.adopted_version import due_adoptions
from rules.engine.loading.program_rulebook import base_rulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import AdoptionState, RulebookAdoption, RulebookVersion
from rules.workshop.adopting.troubles import NoSuchAdoptedVersion
from rules.workshop.drafting import store_version
from rules.workshop.troubles import DraftRefusedError

SHA: Final = re.compile(r"[0-9a-f]{64}\Z")


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version that was in force, the newest first: from when, and by which adoption; without one the program's.

    `in_force`: this row says since when the version applies. `is_current`: it is that version, perhaps by a later row.
    """

    version: str
    adoption: RulebookAdoption | None
    since: datetime | None
    in_force: bool
    is_current: bool


def shown_history() -> list[VersionRow]:
    """Return the versions that were in force, and at the end that of the program."""
    rows = list(due_adoptions().select_related("draft", "proposed_by", "decided_by"))
    now, program = current_rulebook().version, base_rulebook().version
    found = [
        VersionRow(each.version, each, each.in_force_at, place == 0, each.version == now)
        for place, each in enumerate(rows)
    ]
    return [*found, VersionRow(program, None, None, not rows and program == now, program == now)]


def version_shown(given: str) -> str:
    """Return an adopted version, or that of the program, by its full name. DraftRefusedError for another one."""
    if SHA.match(given):
        program = base_rulebook()
        if given == program.version:
            return store_version(program)
        known = Q(state=AdoptionState.APPROVED, version=given) | Q(state=AdoptionState.APPROVED, replaces=given)
        if RulebookAdoption.objects.filter(known).exists() and RulebookVersion.objects.filter(pk=given).exists():
            return given
    raise DraftRefusedError(NoSuchAdoptedVersion(version=given[:64]))
