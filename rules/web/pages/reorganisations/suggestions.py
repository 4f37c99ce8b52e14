"""Names for an act: the bodies of the day and those of the draft, and the mandates and posts of a body on that day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from institutions.kinds.mandates import EVERY_DOMAIN_LABEL, FUNCTIONS
from institutions.kinds.words import DOMAINS
from institutions.parties.organisation.state import HeldFunction, Organisation, OrganisedPost, read_organisation
from rules.engine.language.statements import Language
from rules.explaining.wording.words import text_in_language
from rules.web.pages.reorganisations.documents import day_of

Context = dict[str, Any]  # Any: a template's context holds whatever the template shows


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The organisation on the day of a draft, before its acts, and the bodies that the draft founds or renames."""

    organisation: Organisation
    founded: tuple[Mapping[str, Any], ...]
    language: Language

    @classmethod
    def of(cls, document: Mapping[str, Any], language: Language) -> "Suggestions":
        """Read the organisation of the day of a document; of today if it has no day that can be read."""
        acts = [each for each in document.get("acts") or () if each.get("act") in ("found", "rename")]
        return cls(read_organisation(day_of(document) or today()), tuple(acts), language)

    def bodies(self) -> list[Context]:
        """Return the bodies by code with their names, those of the draft first."""
        drafted = [
            {"value": each.get("key") or each["code"], "label": text_in_language(each.get("name"), self.language)}
            for each in self.founded
            if each.get("key") or each.get("code")
        ]
        there = [{"value": key, "label": self.name(key)} for key in self.organisation.bodies]
        return [*drafted, *sorted(there, key=lambda each: each["value"])]

    def posts(self) -> dict[str, list[str]]:
        """Return the names of posts by language, each once."""
        return {
            "en": sorted({each.en for each in self.organisation.posts if each.en}),
            "ja": sorted({each.ja for each in self.organisation.posts if each.ja}),
        }

    def name(self, key: str) -> str:
        """Return the name of a body on the day; the key of one that there is not."""
        body = self.organisation.bodies.get(key)
        return text_in_language({"en": body.en, "ja": body.ja}, self.language) if body else key

    def mandates_of(self, key: str) -> list[HeldFunction]:
        """Return the mandates of a body."""
        return [each for each in self.organisation.mandates if each.body == key]

    def posts_of(self, key: str) -> list[OrganisedPost]:
        """Return the posts of a body."""
        return [each for each in self.organisation.posts if each.body == key]

    def held(self, key: str) -> Context | None:
        """Return what a body has on the day in words; None for a body that there is not."""
        if key not in self.organisation.bodies:
            return None
        return {
            "name": self.name(key),
            "mandates": [mandate_words(each, self.language) for each in self.mandates_of(key)],
            "posts": [post_words(each, self.language) for each in self.posts_of(key)],
            "under": [self.name(each.key) for each in self.organisation.bodies.values() if each.parent == key],
        }


def today() -> date:
    """Return today."""
    return timezone.localdate()


def mandate_words(held: HeldFunction, language: Language) -> str:
    """Return a mandate in words: its function and its domain."""
    return function_and_domain(held.function, held.domain, language)


def function_and_domain(function: str, domain: str | None, language: Language) -> str:
    """Return a function with its domain in words; every domain where none is named."""
    named = text_in_language(DOMAINS.get(domain) if domain else EVERY_DOMAIN_LABEL, language) or domain
    return f"{text_in_language(FUNCTIONS.get(function), language) or function} · {named}"


def post_words(post: OrganisedPost, language: Language) -> str:
    """Return the name of a post."""
    return text_in_language({"en": post.en, "ja": post.ja}, language)


def first_body(act: Mapping[str, Any], names: Iterable[str] = ("body", "from")) -> str:
    """Return the body that an act takes something from; empty if it names none."""
    return next((str(act[name]) for name in names if isinstance(act.get(name), str)), "")
