"""The rulebook that comes with the program beside the adopted one: an upgrade never replaces what editors adopted.

Where the program brings another rulebook than the one that the version in force was made from, its changes are not in
force. Pages, the doctor and a check say so until an editor has taken them over, or adopted the version in force again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from institutions.codes.base import Coded
from institutions.models import Account
from rules.engine.loading.adopted_version import adoption_in_force
from rules.engine.loading.organisation_files import organisation_paths
from rules.engine.loading.program_rulebook import base_rulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import RulebookDraft, RulebookVersion
from rules.workshop.adopting.troubles import ProgramMovedOn
from rules.workshop.drafting import add_revision, begin_draft, record, store_version
from rules.workshop.files import files_as_stored, files_of_version
from rules.workshop.rebasing import KEEP, TAKE, FileConflict
from rules.workshop.troubles import DraftRefusedError, RebaseConflicts


@dataclass(frozen=True, slots=True)
class ProgramChange:
    """The files in which the program's rulebook moved on: those to follow, and those that editors changed too."""

    follow: Mapping[str, str | None] = field(default_factory=dict)
    conflicts: tuple[FileConflict, ...] = ()


def made_from() -> str:
    """Return the version of the program from which the rulebook in force was made."""
    adoption = adoption_in_force()
    return adoption.program if adoption else base_rulebook().version


def program_moved_on() -> Coded | None:
    """Return what to say where the program brings changes that are not in force; None without any. One query."""
    adoption, program = adoption_in_force(), base_rulebook().version
    if adoption is None or adoption.program == program or adoption.version == program:
        return None
    return ProgramMovedOn(program=program[:12], made_from=adoption.program[:12])


def program_change() -> ProgramChange:
    """Return what the program changed since the rulebook in force was made, beside what editors changed.

    A version from before the rules on the organisation were a part of it does not tell which of both changed one of
    them: where they differ, an editor chooses.
    """
    before = made_from()
    if not RulebookVersion.objects.filter(pk=before).exists():
        return ProgramChange()
    old, ours = files_of_version(before), files_of_version(current_rulebook().version)
    untold = organisation_paths(old) if not organisation_paths(files_as_stored(before)) else ()
    new = files_of_version(store_version(base_rulebook()))
    follow: dict[str, str | None] = {}
    conflicts = []
    for path in sorted(old.keys() | new.keys()):
        was, theirs, own = old.get(path), new.get(path), ours.get(path)
        if theirs == own or (was == theirs and path not in untold):
            continue
        if own == was and path not in untold:
            follow[path] = theirs
        else:
            conflicts.append(FileConflict(path, own, theirs))
    return ProgramChange(follow, tuple(conflicts))


def begin_draft_of_program(
    account: Account, name: str, choices: Mapping[str, str], *, request_id: str = ""
) -> RulebookDraft:
    """Begin a draft on the rulebook in force with the changes of the program; `choices` are KEEP or TAKE by path.

    DraftRefusedError names the files that both changed and for which nothing was chosen.
    """
    change = program_change()
    if left := tuple(each.path for each in change.conflicts if choices.get(each.path) not in (KEEP, TAKE)):
        raise DraftRefusedError(RebaseConflicts(files=left))
    taken = {each.path: each.theirs for each in change.conflicts if choices[each.path] == TAKE}
    return begin_filled_draft(account, name, {**change.follow, **taken}, "program", request_id=request_id)


def begin_filled_draft(
    account: Account, name: str, files: Mapping[str, str | None], origin: str, *, request_id: str = ""
) -> RulebookDraft:
    """Begin a draft on the rulebook in force with some files already changed; None removes one."""
    with transaction.atomic():
        draft = begin_draft(account, name, request_id=request_id)
        for path, text in sorted(files.items()):
            add_revision(draft, path, text, account)
        said: dict[str, object] = {"from": origin, "paths": sorted(files)}
        record(account, "rulebook_draft_filled", UUID(str(draft.pk)), request_id, said)
    return draft
