"""Stored rulebooks with a form that another compiler might have made."""

import json

from institutions.values.hashing import canonical_json, hash_text
from rules.engine.compiled import stored_form
from rules.engine.compiled.compiled_form import Rulebook
from rules.engine.loading.loaded_rulebook import LoadedRulebook


def with_other_keys(book: LoadedRulebook) -> str:
    """Return the stored text of a rulebook by a compiler with other names for the computed keys of findings."""
    form = book.form
    text = stored_form.rulebook_to_json(Rulebook("", form.rules, form.columns, form.parameters, form.texts))
    for column in form.columns:
        if column.type == "finding":
            text = text.replace(column.key, f"other_{column.key}")
    return canonical_json({**json.loads(book.text), "form": {**json.loads(text), "version": hash_text(text)}})
