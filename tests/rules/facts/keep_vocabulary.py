"""Keep the present vocabulary for the replays of results: `python -m tests.rules.facts.keep_vocabulary`.

A kind, a field or a label that is new is added to the file of the newest format. One that was changed or removed is
refused: results that were stored with the earlier one need it. Raise `FORMAT` in rules/assessing/stored_format.py then,
add it to `VOCABULARIES_KEPT`, and run this again.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

from institutions.kinds.base import Label
from institutions.values.hashing import canonical_json
from rules.facts.kinds.kept_vocabulary import KeptVocabulary, vocabulary_file, vocabulary_from_json, vocabulary_json

Json = dict[str, Any]  # Any: plain data


def changed_entries(before: Json, now: Json) -> Iterator[str]:
    """Name what results that were stored before would be written with otherwise now."""
    old, new = vocabulary_from_json(before), vocabulary_from_json(now)
    for subject, kinds in old.by_subject.items():
        for name, kind in kinds.items():
            present = new.by_subject.get(subject, {}).get(name)
            if present is None or present.cls.label != kind.cls.label:
                yield name
                continue
            for field, known in kind.fields.items():
                there = present.fields.get(field)
                if there is None or (there.sort, there.unit) != (known.sort, known.unit):
                    yield f"{name}.{field}"
                    continue
                pairs = [(label_of(old, field, name), label_of(new, field, name))]
                pairs += [(old.labels.of_word(field, word), new.labels.of_word(field, word)) for word in known.words]
                if any(one != other for one, other in pairs):
                    yield f"{name}.{field}"


def label_of(kept: KeptVocabulary, field: str, kind: str) -> Label | None:
    """Return the label of a field; None for one that no reader sees."""
    try:
        return kept.labels.of_field(field, kind)
    except KeyError:
        return None


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DEBUG", "true")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyengine.settings")
    django.setup()
    from rules.assessing.stored_format import FORMAT

    file, present = vocabulary_file(FORMAT), vocabulary_json()
    changed = list(changed_entries(json.loads(file.read_text(encoding="utf-8")), present)) if file.exists() else []
    if changed:
        sys.exit(f"Changed or removed since it was kept: {', '.join(changed)}. See the head of this file.")
    file.write_text(canonical_json(present) + "\n", encoding="utf-8")
