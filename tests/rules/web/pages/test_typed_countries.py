"""Countries as people type them into the form: by name, in either language, or by code."""

import pytest
from django.test import Client

from institutions.kinds import KINDS, FieldSort
from institutions.kinds.countries import COUNTRIES as COUNTRY_LABELS
from institutions.kinds.document import DOCUMENT
from institutions.models import FormDraft, GovernmentBody
from rules.engine.language.statements import Language
from rules.web.pages.form.country_inputs import country_as_typed, country_choices
from rules.web.pages.form.posted_values import typed_value

COUNTRY = next(each for kind in KINDS.values() for each in kind.fields if each.sort is FieldSort.COUNTRY)
COUNTRIES = DOCUMENT.by_name["restricts_countries"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("China", "CN"),
        ("china", "CN"),
        ("中国", "CN"),
        ("cn", "CN"),
        ("ＣＮ", "CN"),
        ("Chinaa", "Chinaa"),
        ("XX", "XX"),
    ],
)
def test_a_country_is_typed_by_its_name_or_code_and_anything_else_stays_for_the_check(typed: str, stored: str) -> None:
    assert typed_value(COUNTRY, typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("China, South Africa", ["CN", "ZA"]),
        ("中国、US", ["CN", "US"]),
        ("CN US", ["CN", "US"]),
        ("CN, XX", ["CN", "XX"]),
        ("-", []),
    ],
)
def test_several_countries_are_typed_by_name_or_code(typed: str, stored: list[str]) -> None:
    assert typed_value(COUNTRIES, typed) == stored


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_country_is_shown_as_a_name_that_is_read_back_as_the_same(language: Language) -> None:
    for code in COUNTRY_LABELS:
        shown = country_as_typed(code, language)
        assert typed_value(COUNTRY, shown) == code
        assert typed_value(COUNTRIES, shown) == [code]
    assert {"en": "China", "ja": "中国"}[language] in country_choices(language)
    assert len(set(country_choices(language))) == len(COUNTRY_LABELS)
    assert country_as_typed("Chinaa", language) == "Chinaa"


def test_a_list_of_countries_is_shown_by_name(client: Client, meti: GovernmentBody) -> None:
    assert client.post("/propose/").status_code == 302
    draft = FormDraft.objects.get()
    draft.store({**draft.document, "restricts_countries": ["CN", "XX"]}, version=draft.version, step="proposal")
    page = client.get(f"/propose/{draft.pk}/proposal/").content.decode()
    assert 'name="/restricts_countries" value="China, XX"' in page
    assert '<datalist id="countries">' in page
