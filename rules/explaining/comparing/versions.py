"""The version of the rulebook that somebody names: `now`, a folder, or the beginning of a stored version's hash."""

import re
from pathlib import Path
from typing import Final

from rules.engine.language.errors import RuleError
from rules.engine.loading.loaded_rulebook import LoadedRulebook, rulebook_from_text
from rules.engine.loading.program_rulebook import rulebook_of_folder
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import RulebookVersion

NOW: Final = "now"
HASH: Final = re.compile(r"[0-9a-f]{4,64}\Z")


class NoSuchVersionError(ValueError):
    """A name that matches no version, or several. The text says what to do."""


def version_named(name: str) -> LoadedRulebook:
    """Return the rulebook of that name. NoSuchVersionError; RuleError if the files of a folder do not compile."""
    if name == NOW:
        return current_rulebook()
    folder = Path(name)
    if folder.is_dir():
        return rulebook_from_folder(folder)
    if not HASH.match(name):
        message = (
            f"{name} is neither a folder nor the beginning of a hash (4 to 64 of 0-9 and a-f). Give one, or `now`."
        )
        raise NoSuchVersionError(message)
    return rulebook_from_hash(name)


def rulebook_from_folder(folder: Path) -> LoadedRulebook:
    """Return the rulebook of a folder that holds rulebook/, parameters/ and laws.yaml, as rules/ does."""
    missing = [name for name in ("rulebook", "parameters", "laws.yaml") if not (folder / name).exists()]
    if missing:
        message = (
            f"{folder} has no {', '.join(missing)}. Give the folder that holds rulebook/, parameters/ and laws.yaml."
        )
        raise NoSuchVersionError(message)
    return rulebook_of_folder(folder)


def rulebook_from_hash(prefix: str) -> LoadedRulebook:
    """Return the one stored version whose hash begins so; the current one is found even if it is not stored."""
    now = current_rulebook()
    stored = list(RulebookVersion.objects.filter(version__startswith=prefix).values_list("version", flat=True))
    found = sorted({*stored, *([now.version] if now.version.startswith(prefix) else [])})
    if not found:
        message = f"No stored version begins with {prefix}. The page of an assessment names the version that made it."
        raise NoSuchVersionError(message)
    if len(found) > 1:
        message = (
            f"{len(found)} versions begin with {prefix}: {', '.join(each[:12] for each in found)}. Give more of it."
        )
        raise NoSuchVersionError(message)
    return now if found == [now.version] else load_version(RulebookVersion.objects.get(version=found[0]))


def load_version(version: RulebookVersion) -> LoadedRulebook:
    """Return a stored version, ready to evaluate. NoSuchVersionError if this program can no longer read it."""
    try:
        return rulebook_from_text(version.text)
    except (ValueError, KeyError, RuleError) as trouble:
        message = f"The stored version {version} cannot be read by this program: {trouble}"
        raise NoSuchVersionError(message) from trouble
