"""The version of the rulebook that the editors of this installation adopted, and its loading."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import orjson
from django.db.models import QuerySet
from django.db.models.functions import Now

from institutions.values.hashing import canonical_json, hash_json
from rules.engine.compiled import stored_form
from rules.engine.compiled.compiled_form import Rulebook
from rules.engine.loading.loaded_rulebook import LoadedRulebook, loaded_from_files
from rules.models import AdoptionState, RulebookAdoption, RulebookVersion

KEPT: Final = 3  # versions that a process has ready: the one in force, those of work that began before
_ready: dict[str, LoadedRulebook] = {}


def due_adoptions() -> QuerySet[RulebookAdoption]:
    """Return the adoptions whose moment has come by the clock of the database, the one in force first."""
    return RulebookAdoption.objects.filter(state=AdoptionState.APPROVED, in_force_at__lte=Now()).order_by("-number")


def adoption_in_force() -> RulebookAdoption | None:
    """Return the adoption that is in force; None where it is the program's own rulebook. One query."""
    return due_adoptions().first()


def version_in_force() -> str | None:
    """Return the adopted version that is in force; None without any. One query."""
    return due_adoptions().values_list("version", flat=True).first()


def adopted_rulebook(version: str, body_codes: Callable[[], frozenset[str]]) -> LoadedRulebook:
    """Return an adopted version, compiled by this program once a process. RuleError if it cannot read its files.

    Where a later program compiles the same files to another form, the result has a version of its own: the results of
    this program are never stored under the version of another one.
    """
    if version not in _ready:
        while len(_ready) >= KEPT:
            _ready.pop(next(iter(_ready)))
        text = RulebookVersion.objects.values_list("text", flat=True).get(pk=version)
        _ready[version] = compiled_again(text, body_codes())
    return _ready[version]


def compiled_again(text: str, body_codes: frozenset[str]) -> LoadedRulebook:
    """Return the rulebook of a stored text as this program compiles it, under the stored version if it is the same."""
    data = orjson.loads(text)
    loaded = loaded_from_files(data["files"], body_codes)
    stored = stored_form.rulebook_from_json(canonical_json(data["form"]))
    if deciding(loaded.form) != deciding(stored):
        return loaded
    named = loaded.compiled.in_form(stored)
    return replace(loaded, compiled=named, form=named)


def deciding(form: Rulebook) -> tuple[object, ...]:
    """Return everything of a form that decides: all but the hash of its texts, which an adoption may extend."""
    return form.rules, form.columns, form.parameters


def version_of_all_files(rulebook: LoadedRulebook) -> LoadedRulebook:
    """Return a rulebook under a version that changes with every letter of its files, also of those that decide nothing.

    Only for files that differ from those stored under their plain version, in an explanation or the name of a law.
    """
    plain = rulebook.form
    texts = hash_json([plain.texts, dict(rulebook.files)])
    form = stored_form.with_version(Rulebook("", plain.rules, plain.columns, plain.parameters, texts))
    named = rulebook.compiled.in_form(form)
    return replace(rulebook, compiled=named, form=named)
