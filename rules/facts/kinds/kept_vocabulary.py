"""The vocabulary as plain data, kept for each format of results: a replay reads it instead of today's.

The text of a finding needs the types of the fields that it shows, and the labels of kinds, fields and words. A later
program may have other labels, other fields, or no longer the kind; results that it stores then have another format.
`python -m tests.rules.facts.keep_vocabulary` writes the file of the present one.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from institutions.kinds.base import Label
from rules.facts.kinds.base import Fact, FactType, FieldType
from rules.facts.kinds.labels import LABELS, Labels, labels_in_use
from rules.facts.kinds.vocabulary import PARTNERSHIP, VOCABULARIES, KnownTypes, types_in_use

Json = dict[str, Any]  # Any: plain data
FOLDER: Final = Path(__file__).with_name("kept")
ONE_KEY: Final = ("own", "stated", "own_words", "any_field")
TWO_KEYS: Final = ("of_type", "stated_words", "words_of_fields")


@dataclass(frozen=True, slots=True)
class KeptVocabulary:
    """The types of facts by subject, and the labels."""

    by_subject: Mapping[str, Mapping[str, FactType]]
    labels: Labels

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Let texts be written with this vocabulary instead of today's."""
        every = {name: kind for kinds in self.by_subject.values() for name, kind in kinds.items()}
        types = types_in_use.set(KnownTypes(self.by_subject[PARTNERSHIP], every))
        words = labels_in_use.set(self.labels)
        try:
            yield
        finally:
            labels_in_use.reset(words)
            types_in_use.reset(types)


def vocabulary_json() -> Json:
    """Return today's vocabulary as plain data."""
    types = {
        subject: {name: type_json(kind) for name, kind in sorted(kinds.items())}
        for subject, kinds in VOCABULARIES.items()
    }
    one = {name: {key: pair(each) for key, each in getattr(LABELS, name).items()} for name in ONE_KEY}
    two = {name: [[*keys, *pair(each)] for keys, each in sorted(getattr(LABELS, name).items())] for name in TWO_KEYS}
    return {"types": types, "labels": one | two}


def pair(label: Label) -> list[str]:
    """Return a label as plain data."""
    return [label.en, label.ja]


def type_json(kind: FactType) -> Json:
    """Return a type of facts as plain data."""
    fields = [
        {"name": name, **{key: value for key, value in asdict(each).items() if value}}
        for name, each in kind.fields.items()
    ]
    return {"label": list(kind.cls.label), "fields": fields}


def vocabulary_from_json(data: Json) -> KeptVocabulary:
    """Return the vocabulary that `vocabulary_json` wrote."""
    types = {
        subject: {name: type_from_json(name, each) for name, each in kinds.items()}
        for subject, kinds in data["types"].items()
    }
    labels: dict[str, Any] = {  # Any: tables with one key or two
        **{name: {key: Label(*each) for key, each in data["labels"][name].items()} for name in ONE_KEY},
        **{name: {(key, other): Label(*each) for key, other, *each in data["labels"][name]} for name in TWO_KEYS},
    }
    return KeptVocabulary(types, Labels(**labels))


def type_from_json(name: str, data: Json) -> FactType:
    """Return a type of facts; its class is a name and a label alone, since facts of snapshots are plain data."""
    fields = {
        own: FieldType(**{**each, "words": tuple(each.get("words", ()))})
        for own, each in map(name_apart, data["fields"])
    }
    cls: type[Fact] = type(name, (Fact,), {"label": tuple(data["label"])})
    cls.type = name
    return FactType(name, cls, fields, "")


def name_apart(data: Json) -> tuple[str, Json]:
    """Return the name of a field, and the rest."""
    return data["name"], {key: value for key, value in data.items() if key != "name"}


def vocabulary_file(last: int) -> Path:
    """Return the file of the formats of results up to the last one that it is for."""
    return FOLDER / f"vocabulary_{last}.json"


@cache
def kept_vocabulary(last: int) -> KeptVocabulary:
    """Return the vocabulary that is kept for the formats up to a last one."""
    return vocabulary_from_json(json.loads(vocabulary_file(last).read_text(encoding="utf-8")))
