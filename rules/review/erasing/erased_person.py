"""The person of an erasure: the ids and names that they are known by, and the placeholders for these."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from institutions.models import DocumentParty, Party, PartyName, Person
from institutions.values.hashing import canonical_json
from rules.review.erasing.addresses import ADDRESS, address_without

SHORTEST: Final = 2  # letters of a name that is looked for within texts: a single one would be found everywhere
LETTERS_OF_ID: Final = 8
PLACEHOLDERS: Final = {"en": "Erased person {}", "ja": "消去された人 {}", "kana": "ショウキョサレタヒト {}"}
LATIN: Final = re.compile(r"[\x20-\u024f]+")


def erased_name(person: UUID, language: str) -> str:
    """Return the new name of an erased person. It distinguishes erased people and reveals nothing else."""
    return PLACEHOLDERS.get(language, PLACEHOLDERS["en"]).format(person.hex[:LETTERS_OF_ID])


@dataclass(frozen=True, slots=True)
class ErasedPerson:
    """One person, under every id by which the register knows them, and the names to be removed from texts."""

    person: UUID
    ids: frozenset[UUID]
    names: tuple[str, ...]  # the longest first, so that no part of one is left

    @property
    def short_id(self) -> str:
        """The part of the person's id that placeholders show."""
        return self.person.hex[:LETTERS_OF_ID]

    @property
    def keys(self) -> frozenset[str]:
        """The ids in the form of facts."""
        return frozenset(str(each) for each in self.ids)

    def is_in(self, value: Any) -> bool:  # Any: plain data
        """Return whether plain data has one of the ids."""
        text = canonical_json(value)
        return any(key in text for key in self.keys)

    def text(self, text: str) -> str:
        """Remove their names from a text. In Latin letters only whole words count, in any case.

        An address that contains a name becomes one that leads nowhere.
        """
        text = ADDRESS.sub(lambda found: address_without(found[0], self.names, f"erased-{self.short_id}"), text)
        for name in self.names:
            said = erased_name(self.person, "en" if LATIN.fullmatch(name) else "ja")
            if LATIN.fullmatch(name):
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", said, text, flags=re.IGNORECASE)
            else:
                text = text.replace(name, said)
        return text

    def data(self, value: Any) -> Any:  # Any: plain data
        """Remove their names from every text of plain data; keys stay."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {key: self.data(inner) for key, inner in value.items()}
        return [self.data(inner) for inner in value] if isinstance(value, list | tuple) else value

    def names_by_language(self, given: Mapping[str, str]) -> dict[str, str]:
        """Return placeholders in the languages of the given names."""
        return {language: erased_name(self.person, language) for language in given}


def names_in_documents(ids: frozenset[UUID]) -> Iterator[str]:
    """Yield the names that stored documents have of a person: under retention they keep what the register has lost."""
    for row in DocumentParty.objects.filter(party__in=ids).select_related("submission").iterator(50):
        for each in row.submission.document.get("people") or ():
            if row.key in (each.get("key"), each.get("id")) and isinstance(each.get("name"), dict):
                yield from (name for name in each["name"].values() if isinstance(name, str))


def parties_of(person: Person) -> QuerySet[Party]:
    """Return the parties that were found to be this person."""
    root = person.same_as_id or person.pk
    return Party.objects.filter(pk=root) | Party.objects.filter(same_as=root)


def known_ids(person: Person) -> frozenset[UUID]:
    """Return every id by which the register knows a person."""
    return frozenset(parties_of(person).values_list("pk", flat=True))


def erased_person(person: Person) -> ErasedPerson:
    """Collect everything known of this person: parties found to be one are erased as one."""
    root = person.same_as_id or person.pk
    parties = list(parties_of(person))
    ids = frozenset(each.pk for each in parties)
    found = {text for each in parties for text in (each.name_en, each.name_ja, each.name_kana)}
    found |= set(PartyName.objects.filter(party__in=ids).values_list("text", flat=True))
    found |= set(names_in_documents(ids))
    spellings = {each for text in found for each in (text, text.replace(" ", ""), text.replace("\u3000", ""))}
    own = {erased_name(root, language) for language in PLACEHOLDERS}
    kept = [each for each in spellings if len(each.replace(" ", "")) >= SHORTEST and each not in own]
    return ErasedPerson(root, ids, tuple(sorted(kept, key=lambda each: (-len(each), each))))
