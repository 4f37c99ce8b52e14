"""A draft whose base is no longer in force moves to the rulebook in force; where both changed a file, one chooses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction

from institutions.audit.event_rows import changing
from institutions.models import Account
from rules.engine.loading.loaded_rulebook import Files
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import RulebookDraft
from rules.workshop.drafting import add_revision, open_for_writing, record, stored_in_force
from rules.workshop.files import files_of_version, newest_revisions
from rules.workshop.troubles import BaseInForce, DraftRefusedError, RebaseConflicts

KEEP: Final = "keep"  # the text of the draft
TAKE: Final = "take"  # the text of the rulebook in force


@dataclass(frozen=True, slots=True)
class FileConflict:
    """A file that the draft and the rulebook in force both changed, otherwise; None where one of them removed it."""

    path: str
    ours: str | None
    theirs: str | None


def base_in_force(draft: RulebookDraft) -> bool:
    """Return whether a draft rests on the rulebook in force."""
    return str(draft.base_id) == current_rulebook().version


def conflicts_of(draft: RulebookDraft) -> list[FileConflict]:
    """Return the files that both changed, by path; none where the draft can move without a choice."""
    return _moves(draft)[1]


def _moves(draft: RulebookDraft) -> tuple[dict[str, str | None], list[FileConflict]]:
    """Return the files in which the draft has to follow the rulebook in force, and the conflicts."""
    old, new = files_of_version(str(draft.base_id)), in_force()
    follow: dict[str, str | None] = {}
    conflicts = []
    for path, revision in sorted(newest_revisions(draft).items()):
        ours, before, theirs = revision.content, old.get(path), new.get(path)
        if before == theirs or ours == theirs:
            continue
        if ours == before:
            follow[path] = theirs
        else:
            conflicts.append(FileConflict(path, ours, theirs))
    return follow, conflicts


def in_force() -> Files:
    """Return the files of the rulebook in force, with the cases."""
    return files_of_version(stored_in_force())


def rebase_draft(draft: UUID, choices: Mapping[str, str], *, account: Account, request_id: str = "") -> None:
    """Move a draft to the rulebook in force. `choices` has `keep` or `take` by path for each conflict.

    DraftRefusedError names the conflicts without a choice; nothing is moved then.
    """
    with transaction.atomic():
        held = open_for_writing(draft)
        if base_in_force(held):
            raise DraftRefusedError(BaseInForce())
        follow, conflicts = _moves(held)
        if undecided := [each.path for each in conflicts if choices.get(each.path) not in (KEEP, TAKE)]:
            raise DraftRefusedError(RebaseConflicts(files=tuple(undecided)))
        follow |= {each.path: each.theirs for each in conflicts if choices[each.path] == TAKE}
        before, version = str(held.base_id), stored_in_force()
        for path, text in sorted(follow.items()):
            add_revision(held, path, text, account)
        with changing(RulebookDraft, held.pk):
            RulebookDraft.objects.filter(pk=held.pk).update(base_id=version)
        kept = [each.path for each in conflicts if choices[each.path] == KEEP]
        said: dict[str, object] = {"from": before, "to": version, "followed": sorted(follow), "kept": kept}
        record(account, "rulebook_draft_rebased", held.pk, request_id, said)
