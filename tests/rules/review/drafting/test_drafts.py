"""Drafts: filled from the case, with gaps for people, accusing nobody, on record, and a Word file that opens."""

import json
import re
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Person, Role
from rules.engine.loading.loaded_rulebook import read_laws
from rules.engine.loading.rulebook_in_force import FOLDER as RULES
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.review.casework.named.answering import answer_hearing
from rules.review.drafting.sorts import Sort, reports
from rules.review.drafting.text import FOLDER, parts_of, read_lines
from tests.documents import example
from tests.policyengine.access.proposals import GIFT_YEN
from tests.policyengine.access.proposals import document as with_gift
from tests.rules.review.casework.building import (
    assess,
    decided,
    finding_of,
    registered,
    reviewer,
    soon,
    under_review,
    version,
    view_of,
)
from tests.rules.review.casework.building import officer as new_officer
from tests.rules.review.casework.naming import heard, named

ACCUSING = re.compile(
    "違反した|不正を|疑いがある|容疑|犯|guilty|violated|wrongdoing by|suspect|unlawful", re.IGNORECASE
)


@pytest.fixture(autouse=True)
def no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("institutions.jobs.dispatch.send", lambda *_args, **_kwargs: True)


@pytest.fixture
def officer(meti: GovernmentBody, digital_agency: GovernmentBody) -> Account:
    return new_officer(meti)


@pytest.fixture
def case(officer: Account) -> Partnership:
    return registered(account=officer)


def ask(account: Account, case: Partnership, **sent: Any) -> Any:
    client = Client()
    client.force_login(account)
    return client.post(f"/partnerships/{case.pk}/drafts/", {"language": "en", **sent})


def words(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(answer.content)).paragraphs)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("sort", [Sort.RECUSAL, Sort.ETHICS, Sort.COUNSEL])
def test_a_draft_names_the_case_its_facts_with_sources_and_the_law_and_leaves_gaps(
    officer: Account, case: Partnership, sort: Sort, language: str
) -> None:
    said = words(ask(officer, case, draft=sort, language=language, person="sato", **{"as": "word"}))
    for text in {
        "en": (
            "Hikari Magnetics",
            "EX-METI-001",
            "COI-01",
            "6.2%",
            "Source: Declaration of interests, fictional",
            "[… ",
        ),
        "ja": ("ヒカリ磁性株式会社", "EX-METI-001", "COI-01", "6.2%", "国家公務員法", "[… "),
    }[language]:
        assert text in said
    assert not ACCUSING.search(said)


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


def approached(reference: str = "EX-AMED") -> dict[str, Any]:
    """A former official of METI approached it for the partner, within two years of leaving."""
    document = example("hikari_magnetics")
    served = {"person": "ueda", "body": "METI", "grade": "division_director", "service": "regular"}
    document["reference"] = reference
    document["people"].append({"key": "ueda", "name": {"en": "Ueda Shin (fictional)", "ja": "上田 真（架空）"}})
    document["statements"] += [
        {"kind": "appointment", **served, "from": "2020-04-01", "until": "2025-03-31"},
        {"kind": "duty", "person": "ueda", "company": "hikari", "body": "METI", "function": "contract"}
        | {"from": "2020-04-01", "until": "2025-03-31"},
        {"kind": "re_employment", "person": "ueda", "company": "hikari", "on": "2025-06-01"},
        {"kind": "contact", "person": "ueda", "body": "METI", "on": "2026-04-02", "about": True} | {"asking": True},
    ]
    return document


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ja", ("再就職等監察官", "第106条の4第9項", "届け出る", "上田 真", "違反があったとの判断を示すものではない")),
        ("en", ("re-employment inspector", "106-4(9)", "Ueda Shin", "does not say that anything was breached")),
    ],
)
def test_a_report_tells_facts_to_whom_the_law_names_and_asks(
    officer: Account, language: str, expected: tuple[str, ...]
) -> None:
    case = registered(approached(), account=officer)
    said = words(ask(reviewer("first"), case, draft="report", language=language, **{"as": "word"}))
    for text in expected:
        assert text in said
    assert "COI-01" not in said
    assert not ACCUSING.search(said)


def test_there_is_no_report_where_the_law_knows_of_none(officer: Account, case: Partnership) -> None:
    answer = ask(officer, case, draft="report")
    assert answer.status_code == 422
    assert "lets or makes somebody report" in answer.content.decode()


def test_what_cannot_be_drawn_up_is_not_offered_and_the_page_says_why(officer: Account, case: Partnership) -> None:
    client = Client()
    client.force_login(officer)
    page = client.get(f"/partnerships/{case.pk}/drafts/").content.decode()
    assert 'value="ethics"' in page
    assert 'value="recusal"' in page
    assert 'value="report"' not in page
    assert "Report of facts to the authority that the law names: not possible." in page
    assert "lets or makes somebody report" in page


def test_without_an_official_whom_a_finding_names_no_order_is_offered(officer: Account) -> None:
    document = example("hikari_magnetics")
    document["officials"] = []
    client = Client()
    client.force_login(officer)
    page = client.get(f"/partnerships/{registered(document, account=officer).pk}/drafts/").content.decode()
    assert 'value="recusal"' not in page
    assert "there is nothing to order a recusal for" in page


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


def test_gifts_are_named_only_where_that_was_asked_for_and_then_it_is_noted(officer: Account) -> None:
    case = registered(with_gift(), account=officer)
    assert f"{GIFT_YEN:,}" not in words(ask(officer, case, draft="ethics", **{"as": "word"}))
    assert not AuditEvent.objects.filter(verb="sensitive_read").exists()
    assert f"{GIFT_YEN:,}" in words(ask(officer, case, draft="ethics", sensitive="yes", **{"as": "word"}))
    assert AuditEvent.objects.filter(verb="sensitive_read").count() == 1
    cut, full = AuditEvent.objects.filter(verb="draft_made").order_by("pk")
    assert cut.after
    assert full.after
    assert (cut.object, cut.after["sensitive"], full.after["sensitive"]) == ("draft:ethics", False, True)
    assert str(GIFT_YEN) not in json.dumps([cut.after, full.after])


@pytest.mark.parametrize(
    ("language", "mark", "every"),
    [("en", "Dismissed", "is dismissed. Tick"), ("ja", "問題なし", "選択してください")],
)
def test_a_dismissed_finding_is_in_a_draft_only_where_it_is_ticked(
    officer: Account, case: Partnership, language: str, mark: str, every: str
) -> None:
    judge = reviewer("judge")
    under_review(case, judge)
    codes = [each.match.finding.code for each in view_of(case).findings]
    assert {"COI-01", "COL-01"} <= set(codes)
    decided(case, "COL-01", judge)
    asked = {"draft": Sort.COUNSEL, "language": language, "as": "word"}
    said = words(ask(officer, case, **asked))
    assert "COI-01" in said
    assert "COL-01" not in said
    ticked = words(ask(officer, case, **asked, finding=[finding_of(case, "COL-01").match.finding_id]))
    assert "COL-01" in ticked
    for code in set(codes) - {"COL-01"}:
        for account in (judge, *more_judges(case, code)):
            decided(case, code, account)
    client = Client(headers={"accept-language": language})
    client.force_login(officer)
    refused = client.post(f"/partnerships/{case.pk}/drafts/", asked)
    assert refused.status_code == 422
    assert every in refused.content.decode()
    assert refused.content.decode().count(mark) >= len(codes)


def more_judges(case: Partnership, code: str) -> list[Account]:
    """A second person, where the finding is critical."""
    if finding_of(case, code).match.severity != "critical":
        return []
    from tests.rules.review.casework.building import ready

    second = reviewer("second-judge")
    ready(case, second)
    return [second]


def test_neither_an_auditor_nor_a_reviewer_who_submitted_the_case_makes_one(
    officer: Account, case: Partnership
) -> None:
    auditor = Account.objects.create_user("auditor", role=Role.AUDITOR)
    assert ask(auditor, case, draft="ethics").status_code == 403
    same = Person.objects.create()
    Account.objects.filter(pk=officer.pk).update(person=same)
    assert ask(reviewer("same-person", person=same), case, draft="ethics").status_code == 403
    assert not AuditEvent.objects.filter(verb="draft_made").exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"draft": "verdict"},
        {"draft": "ethics\0"},
        {"draft": "ethics", "language": "xx"},
        {"draft": "ethics", "finding": "9" * 40},
        {"draft": "ethics", "finding": "999999999"},
        {"draft": "recusal", "person": "nobody\0"},
    ],
)
def test_what_cannot_be_drafted_is_said_by_field(officer: Account, case: Partnership, sent: dict[str, str]) -> None:
    answer = ask(officer, case, **sent)
    assert answer.status_code == 422
    assert "No draft was made" in answer.content.decode()
    assert not AuditEvent.objects.filter(verb="draft_made").exists()


def test_the_page_shows_the_draft_escaped_with_its_gaps_marked(officer: Account) -> None:
    document = example("hikari_magnetics")
    document["title"] = {"en": "<b>Magnets</b>", "ja": "磁石"}
    page = ask(officer, registered(document, account=officer), draft="counsel").content.decode()
    assert "Title: &lt;b&gt;Magnets&lt;/b&gt;" in page
    assert "<mark>[… day]</mark>" in page


def test_a_draft_of_a_large_case_costs_no_more_queries(officer: Account, case: Partnership) -> None:
    document = example("hikari_magnetics")
    document["reference"] = "EX-LARGE"
    for number in range(20):
        document["people"].append({"key": f"p{number}", "name": {"en": f"Person {number} (fictional)"}})
        document["officials"].append({"person": f"p{number}", "role": "evaluator"})
        stake = {"kind": "shareholding", "holder": f"p{number}", "company": "hikari", "share_bp": 10}
        document["statements"].append({**stake, "from": "2021-04-01"})
    large = registered(document, account=officer)
    assess(case)  # the second says something new of Hikari Magnetics
    ask(officer, case, draft="ethics")  # what a process reads once
    costs = []
    for each in (case, large):
        with CaptureQueriesContext(connection) as queries:
            assert ask(officer, each, draft="ethics").status_code == 200
        costs.append(len(queries))
    assert len(view_of(large).findings) > len(view_of(case).findings) + 20
    assert costs[0] == costs[1]


def test_a_value_begins_no_line_of_its_own_and_breaks_no_file() -> None:
    context = {
        "title": "A\n# B\0\u2028C",
        "to": "ethics",
        "participants": ["\x0bX"],
        "findings": [],
        "laws": ["{{ x }}"],
    }
    parts = parts_of("consultation", "en", context)
    assert [each.text for each in parts if each.sort == "title"] == [
        "Consultation of the ethics supervisory officer (draft)"
    ]
    assert "Title: A # B C (reference )" in [each.text for each in parts]
    assert "{{ x }}" in [each.text for each in parts]


def test_a_word_file_has_styles_language_and_marked_gaps(officer: Account, case: Partnership) -> None:
    answer = ask(officer, case, draft="recusal", person="sato", language="ja", **{"as": "word"})
    file = Document(BytesIO(answer.content))
    styles = {paragraph.style.name for paragraph in file.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "List Bullet", "List Bullet 2"} <= styles
    assert 'w:lang w:val="ja-JP" w:eastAsia="ja-JP"' in file.styles["Normal"].element.xml
    runs = [run for paragraph in file.paragraphs for run in paragraph.runs]
    assert any(run.font.highlight_color for run in runs if run.text.startswith("[…"))
    assert not any(run.font.highlight_color for run in runs if "COI-01" in run.text)


def test_both_languages_have_the_same_texts_with_the_same_parts_and_values() -> None:
    files = {each.name for each in (FOLDER / "en").iterdir()}
    assert files == {each.name for each in (FOLDER / "ja").iterdir()}
    for name in files:
        english, japanese = ((FOLDER / language / name).read_text(encoding="utf-8") for language in ("en", "ja"))
        assert [each.sort for each in read_lines(english)] == [each.sort for each in read_lines(japanese)]
        used = [set(re.findall(r"\{\{ ([a-z_.]+)", text)) for text in (english, japanese)]
        assert used[0] == used[1]


def test_every_report_names_rules_and_a_law_of_the_rulebook() -> None:
    for report in reports():
        assert report.codes <= set(current_rulebook().rules)
        assert report.basis["law"] in read_laws(RULES)
