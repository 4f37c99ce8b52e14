"""Whom an erasure is about: the ids and names that they are known by, and what stands in their place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from institutions.models import Party, PartyName, Person

SHORTEST: Final = 2  # letters of a name that is looked for within texts: a single one would be found everywhere
LETTERS_OF_ID: Final = 8
PLACEHOLDERS: Final = {"en": "Erased person {}", "ja": "消去された人 {}", "kana": "ショウキョサレタヒト {}"}
LATIN: Final = re.compile(r"[\x20-\u024f]+")


def placeholder(person: UUID, language: str) -> str:
    """What a person is called afterwards: two who were erased can be told apart, and nothing else is said."""
    return PLACEHOLDERS.get(language, PLACEHOLDERS["en"]).format(person.hex[:LETTERS_OF_ID])


@dataclass(frozen=True, slots=True)
class Erased:
    """One person, under every id by which the register knows them, and the names to be taken out of texts."""

    person: UUID
    ids: frozenset[UUID]
    names: tuple[str, ...]  # the longest first, so that no part of one is left

    @property
    def keys(self) -> frozenset[str]:
        """Their ids as facts hold them."""
        return frozenset(str(each) for each in self.ids)

    def text(self, text: str) -> str:
        """A text without their names. In Latin letters whole words are looked for, whatever their case."""
        for name in self.names:
            said = placeholder(self.person, "en" if LATIN.fullmatch(name) else "ja")
            if LATIN.fullmatch(name):
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", said, text, flags=re.IGNORECASE)
            else:
                text = text.replace(name, said)
        return text

    def data(self, value: Any) -> Any:  # Any: plain data
        """Plain data with their names taken out of every text in it; keys stay."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {key: self.data(inner) for key, inner in value.items()}
        return [self.data(inner) for inner in value] if isinstance(value, list | tuple) else value

    def names_by_language(self, given: Mapping[str, str]) -> dict[str, str]:
        """Their names in the languages in which there are some."""
        return {language: placeholder(self.person, language) for language in given}


def erased(person: Person) -> Erased:
    """Everything that is known as this person: what was found to be one is erased as one."""
    root = person.same_as_id or person.pk
    parties = list(Party.objects.filter(pk=root) | Party.objects.filter(same_as=root))
    ids = frozenset(each.pk for each in parties)
    found = {text for each in parties for text in (each.name_en, each.name_ja, each.name_kana)}
    found |= set(PartyName.objects.filter(party__in=ids).values_list("text", flat=True))
    spellings = {each for text in found for each in (text, text.replace(" ", ""), text.replace("\u3000", ""))}
    own = {placeholder(root, language) for language in PLACEHOLDERS}
    kept = [each for each in spellings if len(each.replace(" ", "")) >= SHORTEST and each not in own]
    return Erased(root, ids, tuple(sorted(kept, key=lambda each: (-len(each), each))))
