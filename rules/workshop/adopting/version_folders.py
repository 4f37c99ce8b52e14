"""Versions as folders, which move them between installations and into a pull request.

The folder has the layout of `rules/` in the repository, with the cases beside it in cases/.
"""

from pathlib import Path

from rules.engine.loading.loaded_rulebook import Files, LoadedRulebook
from rules.models import RulebookVersion
from rules.workshop.files import OF_CASES, OF_RULES, files_of_version, rule_of_path, stored_cases


def export_files(book: LoadedRulebook) -> Files:
    """Return the files of a version with the cases of its rules: those that were adopted with it, if it was."""
    if RulebookVersion.objects.filter(pk=book.version).exists():
        return {**files_of_version(book.version), **book.files}
    own = {rule_of_path(path) for path in book.files if path.startswith(OF_RULES)}
    return {**book.files, **{path: text for path, text in stored_cases().items() if rule_of_path(path) in own}}


def files_in(folder: Path, book: LoadedRulebook) -> Files:
    """Return the files of a folder that was loaded, and of its cases where it has some."""
    cases = {f"{OF_CASES}{file.name}": file.read_text(encoding="utf-8") for file in folder.glob("cases/*-*.yaml")}
    own = {rule_of_path(path) for path in book.files if path.startswith(OF_RULES)}
    return {**book.files, **{path: text for path, text in sorted(cases.items()) if rule_of_path(path) in own}}
