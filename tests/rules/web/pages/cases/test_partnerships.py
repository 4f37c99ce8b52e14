"""The list and the page of a partnership, for those who may see it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from institutions.drafts.check import check_document
from institutions.drafts.name_searches import search_waiting
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.assessing.waiting import finish_here
from rules.engine.language.statements import Language
from rules.explaining.wording.findings import parameter_row
from rules.explaining.wording.words import nothing_flagged
from rules.models import Assessment, Outcome, State
from rules.models.outcome_reading import outcomes_of
from rules.web.pages.register.downloads import FORMAT_WORDS
from tests.documents import example, small
from tests.rules.web.pages.conftest import signed_in

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")
TAGS = re.compile(r"<[^>]*>")

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def registered(document: dict[str, object], *, finish: bool = True) -> Partnership:
    """Return the document, registered and, unless it shall wait, assessed."""
    partnership = register_partnership(check_document(document), account=None, way="file").partnership
    if finish:
        finish_here(partnership.assessments.get(state=State.QUEUED))
    return partnership


def words(client: Client, path: str, language: str = "en") -> str:
    """Return the visible text of a page."""
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return " ".join(TAGS.sub(" ", answer.content.decode()).split())


def test_the_list_has_state_and_worst_finding(client: Client) -> None:
    registered(example("hikari_magnetics"))
    registered(small(), finish=False)
    page = words(client, "/partnerships/")
    assert "EX-METI-001" in page
    assert "Critical" in page
    assert "Queued" in page


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "No finding; {} not assessable"), ("ja", "指摘なし（評価不能{}件）")],
)
def test_not_flagged_never_looks_like_could_not_tell(client: Client, language: str, said: str) -> None:
    partnership = registered(example("open_call"))
    found = [each.outcome for each in outcomes_of(Assessment.objects.get()).values()]
    assert Outcome.FLAGGED not in found
    wanted = said.format(found.count(Outcome.NOT_ASSESSABLE))
    assert wanted in words(client, "/partnerships/", language)
    assert wanted in words(client, f"/partnerships/{partnership.pk}/", language)


@pytest.mark.parametrize(("unknown", "said"), [(0, "No finding"), (1, "No finding; 1 not assessable")])
def test_no_finding_is_said_alone_only_where_every_rule_could_be_assessed(unknown: int, said: str) -> None:
    assert nothing_flagged(unknown) == said


def test_a_partnership_with_a_finding_shows_its_worst_at_the_head_of_its_page(client: Client) -> None:
    partnership = registered(example("hikari_magnetics"))
    assert "Worst finding Critical" in words(client, f"/partnerships/{partnership.pk}/")


def test_before_an_assessment_is_finished_nothing_is_said_of_findings(client: Client) -> None:
    registered(small(), finish=False)
    assert "No finding" not in words(client, "/partnerships/")


def test_the_list_takes_the_same_number_of_queries_for_one_and_for_many(client: Client) -> None:
    registered(example("hikari_magnetics"))
    client.get("/partnerships/")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get("/partnerships/")
        return len(captured)

    before = queries()
    for number in range(12):
        registered(small(reference=f"T-{number}"), finish=number < 3)
    assert queries() == before


def test_the_page_takes_the_same_number_of_queries_for_few_and_for_many_statements(client: Client) -> None:
    few = registered({**example("hikari_magnetics"), "reference": "FEW-001"})
    document = example("hikari_magnetics")
    document["statements"] += [
        {"kind": "benefit", "giver": "hikari", "person": "sato", "value_yen": each} for each in range(40)
    ]
    many = registered(document)
    client.get("/partnerships/")
    numbers: list[int] = []
    for partnership in (few, many):
        reader = signed_in(Account.objects.create_user(f"a{len(numbers)}", role=Role.AUDITOR))
        reader.get(f"/partnerships/{partnership.pk}/")  # that gifts are read is noted the first time
        with CaptureQueriesContext(connection) as captured:
            reader.get(f"/partnerships/{partnership.pk}/")
        numbers.append(len(captured))
    # The snapshot is read only where a rule has something to say of it, the note only where there is one.
    assert abs(numbers[0] - numbers[1]) <= 2


@pytest.mark.parametrize(
    ("query", "found"), [("?q=magnet", True), ("?q=EX-METI", True), ("?q=cloud", False), ("?assessment=done", True),
                         ("?assessment=queued", False)]
)  # fmt: skip
def test_the_list_is_filtered(client: Client, query: str, found: bool) -> None:
    registered(example("hikari_magnetics"))
    page = words(client, f"/partnerships/{query}")
    assert ("EX-METI-001" in page) is found
    assert ("No partnership matches." in page) is not found


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["Sato Haruka holds 6.2%", "Critical", "Share 6.2%", "Declaration of interests, fictional",
                "retrieved 1 June 2026", "Conflict-of-interest standard",
                "If this were on record: Holding (in trust: yes).",
                "The person recuses themselves", "20 June 2026", "Submission EX-METI-001"]),
        ("ja", ["佐藤 遥はヒカリ磁性株式会社の持分6.2%を有し", "重大", "学会の利益相反に関する基準",
                "次の記録があれば解消する：持分（信託中：はい）。", "令和8年6月20日", "提出文書EX-METI-001"]),
    ],
)  # fmt: skip
def test_a_finding_shows_statement_evidence_law_and_remedy(client: Client, language: str, said: list[str]) -> None:
    partnership = registered(example("hikari_magnetics"))
    page = words(client, f"/partnerships/{partnership.pk}/", language)
    for text in said:
        assert text in page
    assert not UUID.search(page), "an id tells a reader nothing"


@pytest.mark.parametrize(
    ("language", "meaning", "about"),
    [
        ("en", "Limit: central: goods",
         " (Agreement, Annexes; not read; to be checked by counsel; review was due by 28 February 2026)"),
        ("ja", "基準額：中央政府機関・物品等",
         "（協定 附属書。条文未確認。法務担当者による確認が必要。見直し期限（令和8年2月28日）を経過）"),
    ],
)  # fmt: skip
def test_a_number_that_a_finding_used_says_how_sure_it_is_and_when_it_is_reviewed(
    language: Language, meaning: str, about: str
) -> None:
    entry = {
        "meaning": {"en": "Limit", "ja": "基準額"},
        "index": "central_goods",
        "value": 5,
        "unit": "yen",
        "law": "some_agreement",
        "name": {"en": "Agreement", "ja": "協定"},
        "article": "Annexes",
        "confidence": "memory",
        "review_on": "2026-02-28",
    }
    with override(language):
        row = parameter_row(entry, language, "2026-06-20")
    assert (row["meaning"], row["about"], row["note"]) == (meaning, about, "")


def test_a_number_that_a_finding_used_shows_the_note_about_it(client: Client) -> None:
    partnership = registered(example("hikari_magnetics"))
    page = words(client, f"/partnerships/{partnership.pk}/")
    assert "A standard of academic societies (5 % of the shares), not law." in page


@pytest.mark.parametrize(("language", "mark"), [("en", "Claim, not a fact"), ("ja", "主張（事実として未確認）")])
def test_a_claim_is_marked_where_it_is_evidence(client: Client, language: str, mark: str) -> None:
    document = example("hikari_magnetics")
    plain = registered(document)
    assert mark not in words(client, f"/partnerships/{plain.pk}/", language)
    held = next(each for each in document["statements"] if each["kind"] == "shareholding")
    held["confidence"] = "claim"
    claimed = registered({**document, "reference": "EX-METI-002"})
    assert mark in words(client, f"/partnerships/{claimed.pk}/", language)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_could_not_be_assessed_is_said_in_words_without_ids(client: Client, language: str) -> None:
    document = example("hikari_magnetics")
    document["statements"] = [each for each in document["statements"] if each["kind"] != "declaration"]
    del document["leads"]
    partnership = registered(document)
    page = words(client, f"/partnerships/{partnership.pk}/", language)
    declaration = {
        "en": "Declaration of interests (on: 12 months before 20 June 2026 or later, person: Sato Haruka)",
        "ja": "利益相反の申告（日付：令和8年6月20日の12か月前以後、人物：佐藤 遥）",
    }
    assert declaration[language] in page
    assert not UUID.search(page)
    assert not re.search(r"\w+_\w+\(|this\.|parameter\.", page)


@pytest.mark.parametrize("path", ["/partnerships/", "/partnerships/{}/", "/assessments/{}/clearing/"])
def test_a_japanese_page_has_no_english_word_but_in_titles_and_names_of_formats(
    client: Client, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in ("has_libraries", "has_font"):  # what a machine without them is told names packages
        monkeypatch.setattr(f"rules.web.report.requirements.{part}", lambda *_: True)
    document = example("hikari_magnetics")
    partnership = registered(document)
    pk = Assessment.objects.get().pk if path.startswith("/assessments") else partnership.pk
    sources = " ".join(f"{each['title']} {each.get('publisher', '')}" for each in document["sources"])
    page = re.sub(r"\b[0-9a-f]+-?[0-9a-f-]{7,}\b", "", words(client, path.format(pk), "ja").partition("officer")[2])
    formats = " ".join(label for label, _ in FORMAT_WORDS.values())
    other_language = "Report in English"  # a link, marked as English
    assert set(re.findall("[a-z]{3,}", page)) <= set(re.findall("[a-z]{3,}", f"{sources} {formats} {other_language}"))


def test_a_waiting_page_asks_again_and_says_what_is_true_without_javascript_too(client: Client) -> None:
    partnership = registered(small(), finish=False)
    answer = client.get(f"/partnerships/{partnership.pk}/").content.decode()
    assert f'hx-get="/partnerships/{partnership.pk}/assessment/"' in answer
    assert "reload it if it does not appear by itself" in answer
    assert "<noscript>" not in answer
    part = client.get(f"/partnerships/{partnership.pk}/assessment/").content.decode()
    assert "hx-trigger" in part
    assert "<html" not in part
    finish_here(Assessment.objects.get())
    part = client.get(f"/partnerships/{partnership.pk}/assessment/").content.decode()
    assert re.findall('hx-trigger="([^"]+)"', part) == ["every 10s"], "names are still compared"
    assert 'aria-busy="false"' in part
    search_waiting()
    assert "hx-trigger" not in client.get(f"/partnerships/{partnership.pk}/assessment/").content.decode()


@pytest.mark.parametrize("state", [State.ERROR, State.SET_ASIDE])
def test_a_failed_assessment_is_not_taken_for_no_finding(client: Client, state: State) -> None:
    partnership = registered(small(), finish=False)
    Assessment.objects.update(state=state, error="the evaluators disagree", finished_at="2026-06-20T00:00:00+09:00")
    page = words(client, f"/partnerships/{partnership.pk}/")
    assert "The assessment has failed" in page
    assert "says nothing about the partnership" in page


def test_the_findings_before_stay_while_a_new_assessment_waits(client: Client) -> None:
    partnership = registered(example("hikari_magnetics"))
    registered({**example("hikari_magnetics"), "revision": 2, "value_yen": 5}, finish=False)
    page = words(client, f"/partnerships/{partnership.pk}/")
    assert "These are the findings of the previous assessment." in page
    assert "revision 2" in page


def test_another_bodys_partnership_is_as_if_it_were_not_there(client: Client, digital_agency: GovernmentBody) -> None:
    partnership = registered(example("digital_agency_cloud"))
    assert "EX-DA" not in words(client, "/partnerships/")
    for path in ("", "assessment/"):
        answer = client.get(f"/partnerships/{partnership.pk}/{path}")
        assert answer.status_code == 404
        assert "There is no such page" in answer.content.decode()
    own = signed_in(Account.objects.create_user("da", role=Role.OFFICER, body=digital_agency))
    assert own.get(f"/partnerships/{partnership.pk}/").status_code == 200


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.REVIEWER, Role.RULEBOOK_EDITOR, Role.ADMINISTRATOR])
def test_those_who_read_everything_see_it_and_are_offered_no_proposal(role: Role) -> None:
    partnership = registered(example("digital_agency_cloud"))
    client = signed_in(Account.objects.create_user("reader", role=role))
    assert client.get(f"/partnerships/{partnership.pk}/").status_code == 200
    assert "Propose a partnership" not in words(client, "/partnerships/")


def test_nobody_reads_without_signing_in() -> None:
    partnership = registered(small())
    for path in ("/", "/partnerships/", f"/partnerships/{partnership.pk}/", "/rulebook/", "/propose/"):
        answer = Client().get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")
