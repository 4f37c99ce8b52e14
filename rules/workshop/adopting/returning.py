"""The way back: a draft that holds an earlier version or the files of a folder, to be read and adopted as any other."""

from collections.abc import Mapping

from institutions.models import Account
from rules.engine.loading.organisation_files import organisation_paths
from rules.models import RulebookDraft
from rules.workshop.adopting.of_the_program import begin_filled_draft
from rules.workshop.adopting.troubles import NothingToAdopt
from rules.workshop.drafting import stored_in_force
from rules.workshop.files import OF_CASES, files_of_version, rule_of_path
from rules.workshop.troubles import DraftRefusedError


def begin_draft_of_version(account: Account, version: str, name: str, *, request_id: str = "") -> RulebookDraft:
    """Begin a draft on the rulebook in force that holds the files of another stored version, with its cases."""
    return begin_draft_of_files(account, files_of_version(version), name, version, request_id=request_id)


def begin_draft_of_files(
    account: Account, files: Mapping[str, str], name: str, origin: str, *, request_id: str = ""
) -> RulebookDraft:
    """Begin a draft that holds these files. DraftRefusedError if they are those in force.

    Cases that are not among the files stay as they are: a folder may come without any. So do the rules on the
    organisation: versions were exported without them before they were a part of one.
    """
    now = files_of_version(stored_in_force())  # nothing may have been assessed by it yet
    kept = set() if organisation_paths(files) else {*organisation_paths(now)}
    kept |= {rule_case(path) for path in kept}
    if not any(path.startswith(OF_CASES) for path in files):
        kept |= {path for path in now if path.startswith(OF_CASES)}
    gone = dict.fromkeys(now.keys() - files.keys() - kept)
    changed = {path: text for path, text in files.items() if now.get(path) != text}
    if not gone and not changed:
        raise DraftRefusedError(NothingToAdopt())
    return begin_filled_draft(account, name, {**gone, **changed}, origin, request_id=request_id)


def rule_case(path: str) -> str:
    """Return the path of the cases of a rule's file."""
    return f"{OF_CASES}{rule_of_path(path)}.yaml"
