"""The files of a rulebook in the workshop: rules, numbers, laws, causes, and the cases that belong to the rules.

A version holds all of them but the cases, which decide nothing: those are read from the folder that the tests use.
To one from before the rules on the organisation were a part of it those of the program are added: they stood beside it.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import orjson

from institutions.values.hashing import hash_json
from rules.engine.loading.loaded_rulebook import Files, LoadedRulebook, loaded_from_files, read_files
from rules.engine.loading.organisation_files import on_organisation, organisation_paths
from rules.engine.loading.program_rulebook import known_bodies, organisation_rulebook
from rules.explaining.catalogue.cases import CASES
from rules.facts.kinds.vocabulary import ORGANISATION, PARTNERSHIP
from rules.models import AdoptionState, DraftRevision, RulebookAdoption, RulebookDraft, RulebookVersion

PATH: Final = re.compile(
    r"rulebook/[a-z_]+/(?:COI|COL|LIT|INS)-[0-9]{2}_[a-z0-9_]+\.yaml"
    r"|parameters/[a-z0-9_]+\.yaml|cases/(?:COI|COL|LIT|INS)-[0-9]{2}\.yaml|laws\.yaml|causes\.yaml"
)
OF_CASES: Final = "cases/"
OF_RULES: Final = "rulebook/"
OF_NUMBERS: Final = "parameters/"
KEPT_RULEBOOKS: Final = 8  # of drafts, in a process
_kept: dict[str, LoadedRulebook] = {}


def files_of_version(version: str) -> Files:
    """Return the files of a stored version and of its rules' cases, by path. One query once it was read.

    Cases are those of the program, but for those that were adopted with the version.
    """
    files = files_of_stored(version)
    own = {rule_of_path(path) for path in files if path.startswith(OF_RULES)}
    cases = {**stored_cases(), **adopted_cases(version)}
    return {**files, **{path: text for path, text in cases.items() if text is not None and rule_of_path(path) in own}}


@cache
def files_of_stored(version: str) -> Files:
    """Return the files of a stored version without cases, by path. It is read once a process."""
    return with_organisation(files_as_stored(version))


def files_as_stored(version: str) -> Files:
    """Return the files in the text of a stored version, without any that were added later."""
    files: Files = orjson.loads(RulebookVersion.objects.values_list("text", flat=True).get(pk=version))["files"]
    return files


def with_organisation(files: Files) -> Files:
    """Return the files of a version, with the program's rules on the organisation where it has none of its own."""
    if organisation_paths(files):
        return files
    program = organisation_rulebook().files
    return {**{path: program[path] for path in organisation_paths(program)}, **files}


def adopted_cases(version: str) -> dict[str, str | None]:
    """Return the case files that were last adopted with a version and differ from the program's; None: removed."""
    approved = RulebookAdoption.objects.filter(version=version, state=AdoptionState.APPROVED)
    return approved.order_by("-number").values_list("cases", flat=True).first() or {}


def files_of_folder(folder: Path) -> Files:
    """Return the files of a rulebook's folder by path, whether it compiles or not."""
    codes = {file.name.partition("_")[0] for file in folder.glob("rulebook/*/*.yaml")}
    return read_files(folder, codes, markets=True)


@cache
def stored_cases() -> Files:
    """Return the files of cases that come with this program, by path; none where it was installed without them."""
    return {f"{OF_CASES}{file.name}": file.read_text(encoding="utf-8") for file in sorted(CASES.glob("*-*.yaml"))}


def newest_revisions(draft: RulebookDraft, until: int | None = None) -> dict[str, DraftRevision]:
    """Return the newest revision of each file of a draft, by path, or the newest one up to a number. One query."""
    rows = DraftRevision.objects.filter(draft=draft).select_related("account").order_by("number")
    if until is not None:
        rows = rows.filter(number__lte=until)
    return {each.path: each for each in rows}


def files_of(draft: RulebookDraft, until: int | None = None, base: str = "") -> Files:
    """Return the files of a draft by path: as they are, or as they were up to a revision, over a base of that time."""
    files = dict(files_of_version(base or str(draft.base_id)))
    for path, revision in newest_revisions(draft, until).items():
        if revision.removed:
            files.pop(path, None)
        else:
            files[path] = revision.text
    return files


def changed_files(draft: RulebookDraft) -> dict[str, DraftRevision]:
    """Return the revisions that differ from the base, by path."""
    base = files_of_version(str(draft.base_id))
    return {path: each for path, each in sorted(newest_revisions(draft).items()) if each.content != base.get(path)}


def rulebook_files(files: Mapping[str, str]) -> Files:
    """Return the files that verdicts and texts depend on: all but the cases."""
    return {path: text for path, text in files.items() if not path.startswith(OF_CASES)}


def rulebook_of_files(files: Mapping[str, str]) -> LoadedRulebook:
    """Return the rulebook of files, compiled once a process. RuleError if one is unreadable."""
    own = rulebook_files(files)
    name = hash_json(dict(own))
    if name not in _kept:
        while len(_kept) >= KEPT_RULEBOOKS:
            _kept.pop(next(iter(_kept)))
        _kept[name] = loaded_from_files(own, known_bodies())
    return _kept[name]


def subject_of_text(text: str) -> str:
    """Return what the rule of a file looks at, or the rule that a file of cases is about."""
    return ORGANISATION if on_organisation(text) else PARTNERSHIP


def rule_of_path(path: str) -> str:
    """Return the code of the rule that a file of rules or cases is about; empty for any other file."""
    if path.startswith((OF_RULES, OF_CASES)):
        return path.rpartition("/")[2][:6]
    return ""
