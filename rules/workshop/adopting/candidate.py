"""The version of the rulebook that a draft makes: its name, its text, and the case files that go with it."""

from dataclasses import dataclass
from functools import cached_property

import orjson

from institutions.values.hashing import hash_text
from rules.engine.loading.adopted_version import version_of_all_files
from rules.engine.loading.loaded_rulebook import Files, LoadedRulebook
from rules.engine.loading.program_rulebook import base_rulebook
from rules.engine.loading.rulebook_in_force import organisation_rules_in
from rules.models import RulebookDraft, RulebookVersion
from rules.workshop.files import OF_CASES, files_of, files_of_version, rulebook_of_files, stored_cases


@dataclass(frozen=True)
class DraftAtRevision:
    """A draft as it is at a revision, beside the version that it rests on."""

    draft: RulebookDraft
    revision: int
    base: str

    @cached_property
    def files(self) -> Files:
        """All files, those of cases too."""
        return files_of(self.draft, self.revision, self.base)

    @cached_property
    def base_files(self) -> Files:
        """The files of the version that it rests on, with the cases."""
        return files_of_version(self.base)

    @cached_property
    def rulebook(self) -> LoadedRulebook:
        """The rulebook under the name that it is stored by. RuleError if it does not compile."""
        return named_rulebook(rulebook_of_files(self.files))

    @cached_property
    def base_rulebook(self) -> LoadedRulebook:
        """The rulebook that it rests on."""
        return rulebook_of_files(self.base_files)

    @cached_property
    def organisation(self) -> tuple[LoadedRulebook, LoadedRulebook]:
        """The rules on the organisation: those of the version that it rests on, and its own."""
        made = rulebook_of_files(self.files)  # kept in this process, whatever its name
        return organisation_rules_in(self.base_rulebook), organisation_rules_in(made)

    @property
    def both_subjects(self) -> tuple[tuple[LoadedRulebook, LoadedRulebook], ...]:
        """The base and the candidate, once for each subject."""
        return (self.base_rulebook, self.rulebook), self.organisation

    @cached_property
    def text_sha256(self) -> str:
        """SHA-256 of the text that is stored."""
        return hash_text(self.rulebook.text)

    @property
    def changed_cases(self) -> dict[str, str | None]:
        """The case files that differ from those of the program; None for one that was removed."""
        program, ours = stored_cases(), {path: each for path, each in self.files.items() if path.startswith(OF_CASES)}
        own = {**dict.fromkeys(self.removed_cases()), **ours}
        return {path: text for path, text in sorted(own.items()) if program.get(path) != text}

    def removed_cases(self) -> list[str]:
        """Return the case files of the base that the draft removed."""
        return [path for path in self.base_files if path.startswith(OF_CASES) and path not in self.files]


def candidate_of(draft: RulebookDraft, revision: int | None = None, base: str = "") -> DraftAtRevision:
    """Return a draft as it is now, or as it was at a revision."""
    if revision is None:
        revision = draft.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    return DraftAtRevision(draft, revision, base or str(draft.base_id))


def named_rulebook(made: LoadedRulebook) -> LoadedRulebook:
    """Return a rulebook under a version that names these files alone.

    The plain version leaves out explanations, notes and the list of laws; where it already names other files, the
    version of all files does.
    """
    held = files_held_as(made.version)
    return made if held is None or dict(held) == dict(made.files) else version_of_all_files(made)


def files_held_as(version: str) -> Files | None:
    """Return the files that are known by a version; None if it is new."""
    text = RulebookVersion.objects.filter(pk=version).values_list("text", flat=True).first()
    if text is not None:
        held: Files = orjson.loads(text)["files"]
        return held
    program = base_rulebook()
    return program.files if program.version == version else None
