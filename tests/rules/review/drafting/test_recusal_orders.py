"""Orders of recusal: what they say of the official, of the findings and of the hearing."""

import pytest
from django.test import Client

from institutions.models import Account, Partnership
from rules.review.casework.people_concerned.answering import answer_hearing
from tests.documents import example
from tests.rules.review.casework.building import (
    registered,
    reviewer,
    soon,
    under_review,
    version,
)
from tests.rules.review.casework.naming import heard, named
from tests.rules.review.drafting.asking import ask, words


def test_an_order_of_recusal_speaks_of_the_findings_that_name_the_official_alone(
    officer: Account, case: Partnership
) -> None:
    said = words(ask(officer, case, draft="recusal", person="sato", **{"as": "word"}))
    assert "Sato Haruka" in said
    assert "Duties in this case as Decision maker" in said
    assert "COI-01" in said
    assert "COL-01" not in said
    client = Client()
    client.force_login(officer)
    client.post(f"/partnerships/{case.pk}/case/", {"act": "record_recusal", "person": "sato", "version": version(case)})
    assert ask(officer, case, draft="recusal", person="sato").status_code == 422


def test_without_an_official_whom_a_finding_names_no_order_is_offered(officer: Account) -> None:
    document = example("hikari_magnetics")
    document["officials"] = []
    client = Client()
    client.force_login(officer)
    page = client.get(f"/partnerships/{registered(document, account=officer).pk}/drafts/").content.decode()
    assert 'value="recusal"' not in page
    assert "there is nobody to order a recusal for" in page


@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_order_of_recusal_says_what_the_official_has_answered(
    officer: Account, case: Partnership, language: str
) -> None:
    first, sato = reviewer("first"), named(case)
    under_review(case, first)
    sent = {"draft": "recusal", "language": language, "person": "sato", "as": "word"}
    gap = {"en": "[… what the official said", "ja": "[… 本人から聴取した意見"}[language]
    assert gap in words(ask(officer, case, **sent))
    hearing = heard(case, "COI-01", first, how="asked", answer_by=soon().isoformat(), waiver="", note="")
    asked = words(ask(officer, case, **sent))
    assert gap not in asked
    assert {"en": "no answer is on record", "ja": "回答の記録はない"}[language] in asked
    answer_hearing(
        hearing,
        {
            "text": "I sold them.\nAll of them.",
            "corrections": [{"place": 0, "text": "Sold in May", "document": "Slip 3"}],
        },
        account=sato,
    )
    said = words(ask(officer, case, **sent))
    assert "I sold them. All of them." in said
    assert "Sold in May" in said
    assert gap not in said


def test_of_whoever_was_heard_otherwise_the_note_and_the_day_stand_there(officer: Account, case: Partnership) -> None:
    first = reviewer("first")
    under_review(case, first)
    heard(case, "COI-01", first, how="otherwise", heard_on="2026-06-20", waiver="", note="Minutes 7 (fictional).")
    said = words(ask(officer, case, draft="recusal", person="sato", **{"as": "word"}))
    assert "About COI-01, heard on 20 June 2026: Minutes 7 (fictional)." in said
