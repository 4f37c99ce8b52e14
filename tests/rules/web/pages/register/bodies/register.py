"""A few fictional bodies with a past, for the tests of their pages."""

from datetime import date
from typing import Any

from institutions.models import BodyParent, GovernmentBody, Mandate, PartyName, Source
from institutions.parties.identities.name_keys import store_keys
from institutions.parties.names import fold_name


def gazette() -> Source:
    """Return the document that all of it rests on."""
    return Source.objects.get_or_create(
        key="fictional_gazette",
        defaults={
            "title": "Fictional gazette",
            "title_ja": "架空官報",
            "publisher": "Fictional printing office",
            "url": "https://example.jp/gazette",
            "retrieved_on": date(2026, 6, 1),
        },
    )[0]


def office(code: str, founded: str | None = "2001-01-06", **rest: Any) -> GovernmentBody:
    """Return a body of Japan with a name in each language from its first day."""
    day = date.fromisoformat(founded) if founded else None
    values = {"name_en": f"{code} Office", "name_ja": f"{code}庁", "country": "JP", "type": "ministry", **rest}
    body = GovernmentBody.objects.create(code=code, founded_on=day, **values)
    name(body, values["name_en"], values["name_ja"], from_on=day)
    return body


def name(body: GovernmentBody, en: str, ja: str, **days: Any) -> None:
    """Give a body a name in both languages."""
    for language, text in (("en", en), ("ja", ja)):
        stored = PartyName.objects.create(
            party=body,
            language=language,
            text=text,
            folded=fold_name(text),
            source=gazette(),
            confidence="seen",
            **days,
        )
        store_keys([stored])


def under(body: GovernmentBody, parent: GovernmentBody, **rest: Any) -> None:
    """Place a body under another."""
    BodyParent.objects.create(body=body, parent=parent, source=gazette(), **{"confidence": "seen", **rest})


def mandate(body: GovernmentBody, function: str, **rest: Any) -> None:
    """Give a body a mandate."""
    basis = {"basis_en": f"Fictional {function} act, art. 1", "basis_ja": f"架空法（{function}）第1条"}
    Mandate.objects.create(body=body, function=function, source=gazette(), **{"confidence": "seen", **basis, **rest})
