"""The form of a split: everything that the body has on the day, each with the body where it goes.

What is left empty stays. The parts of the act are made from it: one for each body that gets something.
"""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from institutions.kinds.words import DOMAINS
from institutions.parties.organisation.state import HeldFunction, OrganisedPost
from rules.engine.language.statements import Language
from rules.web.pages.reorganisations.inputs import YES, Act, Context, clean
from rules.web.pages.reorganisations.suggestions import Suggestions, mandate_words, post_words


def rows_of_split(body: str, act: Mapping[str, Any], known: Suggestions, language: Language) -> list[Context]:
    """Return the rows of a body: its mandates, its posts, and the partnerships of each domain, with where each goes."""
    parts = [each for each in act.get("into") or () if isinstance(each, Mapping)]
    rows = [
        row("mandate", place, mandate_words(each, language), receiver_of_mandate(each, parts))
        for place, each in enumerate(known.mandates_of(body))
    ]
    rows += [
        row("post", place, post_words(each, language), receiver_of_post(each, parts))
        for place, each in enumerate(known.posts_of(body))
    ]
    rows += [
        row("partnerships", place, DOMAINS[domain].of(language), receiver_of_partnerships(domain, parts))
        for place, domain in enumerate(DOMAINS)
    ]
    return rows


def row(sort: str, place: int, words: str, goes_to: str) -> Context:
    """Return one row."""
    return {"sort": sort, "name": f"{sort}-{place}", "label": words, "value": goes_to}


def receiver_of_mandate(held: HeldFunction, parts: list[Mapping[str, Any]]) -> str:
    """Return the body to which a mandate goes; empty if it stays."""
    wanted = (held.function, held.domain or None)
    return receiver(parts, "mandates", lambda each: (each.get("function"), each.get("domain")) == wanted)


def receiver_of_post(post: OrganisedPost, parts: list[Mapping[str, Any]]) -> str:
    """Return the body to which a post goes."""
    names = {post.en, post.ja} - {""}
    return receiver(
        parts, "posts", lambda each: bool(names & set(each.values() if isinstance(each, Mapping) else [each]))
    )


def receiver_of_partnerships(domain: str, parts: list[Mapping[str, Any]]) -> str:
    """Return the body to which the partnerships of a domain go."""
    return receiver(parts, "partnerships", lambda each: each.get("domain") == domain)


def receiver(parts: list[Mapping[str, Any]], name: str, fits: Any) -> str:  # Any: a test of one entry
    """Return the body of the first part with an entry that fits."""
    return next((str(part.get("body") or "") for part in parts if any(fits(each) for each in part.get(name) or ())), "")


def split_of(body: str, posted: QueryDict, known: Suggestions) -> Act:
    """Return the act that the rows give."""
    parts: dict[str, dict[str, Any]] = {}  # Any: a part of the document

    def give(goes_to: str, name: str, entry: Mapping[str, Any]) -> None:
        if goes_to:
            parts.setdefault(goes_to, {"body": goes_to}).setdefault(name, []).append(dict(entry))

    for place, held in enumerate(known.mandates_of(body)):
        domain = {"domain": held.domain} if held.domain else {}
        give(clean(posted.get(f"mandate-{place}", "")), "mandates", {**domain, "function": held.function})
    for place, post in enumerate(known.posts_of(body)):
        names = {language: name for language, name in (("en", post.en), ("ja", post.ja)) if name}
        give(clean(posted.get(f"post-{place}", "")), "posts", names)
    for place, domain_word in enumerate(DOMAINS):
        give(clean(posted.get(f"partnerships-{place}", "")), "partnerships", {"domain": domain_word})
    act: Act = {"act": "split", "body": body, "into": list(parts.values())}
    return act | ({"dissolves": True} if posted.get("dissolves") == YES else {})
