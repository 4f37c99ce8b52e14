"""A wrong value in the query of an address: 400 everywhere, with the parameter, the trouble and the remedy."""

import html
import re
from pathlib import Path

import pytest
from django.test import Client

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.models import Account, Company, GovernmentBody, Person, Role
from rules.messages.webhooks.managing import make_webhook
from rules.models import RulebookDraft, RulebookVersion, Screening
from rules.review.erasing.preview_job import preview_here
from tests.documents import example
from tests.institutions.lists.editions import ORION, VEGA, bring, edition_file
from tests.rules.web.pages.cases.test_partnerships import registered
from tests.rules.web.pages.conftest import signed_in

DAY, WORD, PAGE, ID, NUMBER = "day", "word", "page", "id", "number"
SAYS = {  # what a reader is told of a value, in both languages
    DAY: ("is not a date. Write year, month and day", "日付ではありません"),
    WORD: ("Write one of:", "次のいずれかを指定してください"),
    PAGE: ("This table has no page", "ページ番号ではありません"),
    ID: ("is not an id.", "IDではありません"),
    NUMBER: ("is not a whole number from 1 to", "整数ではありません"),
}
NO_PARTY = ("No party that you may see", "IDに該当する者はいません")
NO_SPONSOR = ("No partnership that you may see has a sponsor", "このコードの実施機関のものはありません")
NO_CHOICE = ("is not a valid value", "この項目にない値です")
NO_BODY = ("No government body has the code", "の政府機関はなく")
NO_RULE = ("No rule has the code", "という番号のルールはありません")
NO_CHARACTER = ("has a character that no text has", "文字として使えない文字")
NO_FINDING = ("does not have this finding", "この指摘事項はありません")
# Who asks, the address, the parameter and its wrong value, and what is said of it.
PAGES = [
    ("officer", "/companies/COMPANY/", "on=abc", DAY),
    ("officer", "/companies/COMPANY/", "on=2026-02-30", DAY),
    ("officer", "/companies/COMPANY/", "names=x", PAGE),
    ("officer", "/companies/COMPANY/owners/", "on=20260620", DAY),
    ("officer", "/companies/COMPANY/owners/", "page=x", PAGE),
    ("officer", "/companies/COMPANY/holdings/", "on=tomorrow", DAY),
    ("officer", "/companies/COMPANY/connections/", "on=abc", DAY),
    (
        "officer",
        "/companies/COMPANY/connections/",
        "to=nobody%20at%20all",
        NO_PARTY,
    ),
    (
        "officer",
        "/companies/COMPANY/connections/",
        "to=%00",
        NO_PARTY,
    ),
    ("officer", "/bodies/", "on=abc", DAY),
    ("officer", "/bodies/", "step=99", NUMBER),
    ("officer", "/bodies/METI/", "on=abc", DAY),
    ("officer", "/companies/", "page=0", PAGE),
    ("officer", "/companies/", "order=best", WORD),
    ("officer", "/people/", "q=sato&order=best", WORD),
    ("officer", "/people/", "page=-1", PAGE),
    ("officer", "/sources/", "page=2.5", PAGE),
    ("administrator", "/person-data/erasure/", "person=x", ID),
    ("administrator", "/person-data/erasure/PREVIEW/", "places=x", PAGE),
    ("administrator", "/person-data/erasure/PREVIEW/state/", "places=0", PAGE),
    ("administrator", "/retention/", "on=abc", DAY),
    ("administrator", "/retention/", "page=x", PAGE),
    ("officer", "/leads/", "state=later", WORD),
    ("officer", "/leads/", "page=x", PAGE),
    ("officer", "/lists/LIST/", "every=perhaps", WORD),
    ("officer", "/lists/LIST/", "page=x", PAGE),
    ("officer", "/exports/", "on=abc", DAY),
    ("officer", "/exports/", "format=docx", WORD),
    ("officer", "/exports/", "encoding=utf-16", WORD),
    ("officer", "/exports/", "partnership=x", ID),
    ("officer", "/exports/", "portable=perhaps", WORD),
    ("officer", "/exports/", "what=shares", ("is not a list that can be exported", "出力できる一覧ではありません")),
    ("officer", "/exports/file/", "format=json&on=abc", DAY),
    ("officer", "/exports/file/", "format=docx", WORD),
    ("officer", "/exports/file/", "format=json&partnership=x", ID),
    ("officer", "/partnerships/PARTNERSHIP/", "open=first", NUMBER),
    ("officer", "/partnerships/PARTNERSHIP/assessment/", "open=1,0", NUMBER),
    ("officer", "/partnerships/", "order=best", WORD),
    ("officer", "/partnerships/", "severity=grave", ("is not a valid value", "この項目にない値です")),
    ("officer", "/partnerships/", "domain=toys", NO_CHOICE),
    ("officer", "/partnerships/", "sponsor=NOBODY", NO_BODY),
    ("officer", "/partnerships/", "rule=COI-999", NO_CHOICE),
    ("officer", "/partnerships/", "lacks=gaps", NO_CHOICE),
    ("officer", "/partnerships/", "page=x", PAGE),
    ("officer", "/findings/", "severity=grave", NO_CHOICE),
    ("officer", "/findings/", "rule=COI-999", NO_CHOICE),
    ("officer", "/findings/", "sponsor=NOBODY", NO_BODY),
    ("officer", "/findings/file/", "format=csv&sponsor=NOBODY", NO_BODY),
    ("officer", "/findings/", "page=x", PAGE),
    ("officer", "/findings/", "order=best", WORD),
    ("officer", "/partnerships/file/", "format=docx", WORD),
    ("officer", "/findings/file/", "format=docx", WORD),
    ("officer", "/findings/file/", "format=csv&month=2026-13", ("is not a valid value", "この項目にない値です")),
    ("officer", "/leads/", "order=best", WORD),
    ("officer", "/sources/", "order=best", WORD),
    ("officer", "/imports/", "order=best", WORD),
    ("officer", "/partnerships/file/", "", ("Missing. Write one of: xlsx, csv.", "xlsx、csv")),
    ("officer", "/partnerships/file/", "format=csv&severity=grave", ("is not a valid value", "この項目にない値です")),
    ("officer", "/companies/file/", "format=json", WORD),
    ("officer", "/people/file/", "format=json", WORD),
    (
        "officer",
        "/dashboard/",
        "sponsor=NOBODY",
        NO_SPONSOR,
    ),
    ("officer", "/dashboard/file/", "format=docx", WORD),
    ("officer", "/dashboard/file/", "", ("Missing. Write one of: csv, xlsx.", "csv、xlsx")),
    (
        "officer",
        "/dashboard/file/",
        "format=csv&sponsor=NOBODY",
        NO_SPONSOR,
    ),
    (
        "officer",
        "/partnerships/PARTNERSHIP/graph/",
        "finding=x",
        NO_FINDING,
    ),
    ("officer", "/partnerships/PARTNERSHIP/graph/", "party=x", ("has no such party", "当事者")),
    ("officer", "/partnerships/PARTNERSHIP/graph/", "size=7", WORD),
    ("officer", "/partnerships/PARTNERSHIP/graph/", "others=-3", PAGE),
    ("officer", "/partnerships/PARTNERSHIP/timeline/", "page=x", PAGE),
    ("officer", "/partnerships/PARTNERSHIP/calendar/", "days=x", PAGE),
    ("officer", "/partnerships/PARTNERSHIP/case/", "queue=lost", WORD),
    ("officer", "/partnerships/PARTNERSHIP/papers/", "finding=first", NUMBER),
    ("officer", "/partnerships/PARTNERSHIP/report.pdf", "language=fr", WORD),
    ("officer", "/notices/", "kind=letter", WORD),
    ("officer", "/notices/", "show=read", WORD),
    ("officer", "/rulebook/", "family=unknown", WORD),
    ("auditor", "/reorganisations/", "page=x", PAGE),
    ("auditor", "/reorganisations/compare/", "draft=x", ID),
    ("auditor", "/audit/", "from=abc", DAY),
    ("auditor", "/audit/", "until=abc", DAY),
    ("auditor", "/audit/", "actor=nobody", ("No account has this user name", "このユーザー名のアカウントはありません")),
    ("auditor", "/audit/", "verb=zzz", WORD),
    ("auditor", "/audit/", "place=x", ("This position is not from a page of the audit trail", "監査")),
    ("auditor", "/audit/events.csv", "from=abc", DAY),
    ("auditor", "/audit/events.xlsx", "verb=zzz", WORD),
    ("auditor", "/audit/decisions/", "from=abc", DAY),
    ("auditor", "/audit/decisions/list/", "what=nothing", WORD),
    ("auditor", "/audit/decisions/list/", "", ("Missing. Write one of: decided", "decided、")),
    ("auditor", "/audit/decisions/list/", "what=decided&by=month", WORD),
    ("auditor", "/audit/decisions/list/", "what=decided&by=ministry&key=x", ID),
    ("auditor", "/audit/decisions/list/", "what=decided&by=reviewer&key=x", NUMBER),
    (
        "auditor",
        "/audit/decisions/list/",
        "what=decided&by=reviewer",
        ("This value is missing. Open the page from a number", "数値"),
    ),
    ("auditor", "/audit/decisions/list/", "what=decided&from=abc", DAY),
    ("auditor", "/audit/decisions/list/", "what=decided&page=x", PAGE),
    ("auditor", "/audit/samples/", "page=x", PAGE),
    ("officer", "/screenings/", "page=x", PAGE),
    ("officer", "/processes/", "page=x", PAGE),
    ("officer", "/processes/", "severity=grave", WORD),
    ("officer", "/processes/", "rule=COL-99", WORD),
    ("officer", "/processes/", "outcome=lost", WORD),
    ("officer", "/processes/", "file=x", ID),
    ("officer", "/processes/", "body=NOBODY", NO_CHOICE),
    ("officer", "/lists/LIST/", "q=a%00", NO_CHARACTER),
    ("officer", "/processes/", "missing=nothing", NO_CHOICE),
    ("officer", "/processes/", "missing=a%00", NO_CHARACTER),
    ("officer", "/processes/", "q=a%00", NO_CHARACTER),
    ("officer", "/processes/file/", "format=docx", WORD),
    ("officer", "/processes/files/", "page=x", PAGE),
    ("officer", "/missing-data/", "of=people", WORD),
    ("officer", "/missing-data/", "body=NOBODY", NO_CHOICE),
    ("officer", "/missing-data/", "body=a%00", NO_CHARACTER),
    ("officer", "/missing-data/", "page=x", PAGE),
    ("auditor", "/workshop/", "page=x", PAGE),
    ("auditor", "/workshop/RULEDRAFT/organisation/", "on=abc", DAY),
    ("officer", "/screenings/SCREENING/", "page=x", PAGE),
    ("administrator", "/accounts/", "page=x", PAGE),
    ("administrator", "/webhooks/", "page=x", PAGE),
    ("administrator", "/webhooks/WEBHOOK/", "state=lost", WORD),
    ("administrator", "/webhooks/WEBHOOK/", "page=x", PAGE),
]
REST = [
    ("companies/COMPANY/owners/", "on=abc", DAY),
    ("companies/", "country=XX", WORD),
    ("companies/", "page_size=x", ("page_size is a whole number from 1 to 500.",) * 2),
    ("companies/", "cursor=x", ("This cursor is not from this list.",) * 2),
    ("bodies/", "on=2026-6-1", DAY),
    ("bodies/", "kind=club", WORD),
    ("bodies/METI/", "on=abc", DAY),
    ("organisation/", "on=abc", DAY),
    ("organisation/", "since=abc", DAY),
    ("connections/", "a=COMPANY&b=nobody", ("No party that you may see has this id or code.",) * 2),
    ("connections/", "a=COMPANY&b=METI&on=abc", DAY),
    ("candidates/", "name=Hikari&kind=club", WORD),
    ("lists/", "list=mine", WORD),
    ("lists/LIST/entries/", "on=abc", DAY),
    ("exports/json/", "on=abc", DAY),
    ("exports/json/", "partnership=x", ID),
    ("exports/json/", "portable=perhaps", WORD),
    ("exports/json/", "what=shares", ("is not a list that can be exported", "出力できる一覧ではありません")),
    ("exports/csv/", "what=companies&encoding=utf-16", WORD),
    ("processes/", "severity=grave", WORD),
    ("processes/", "file=x", ID),
    ("processes/", "body=NOBODY", NO_CHOICE),
    ("processes/", "q=a%00", NO_CHARACTER),
    ("processes/export/csv/", "outcome=lost", WORD),
    ("processes/export/csv/", "q=a%00", NO_CHARACTER),
    ("missing-data/", "body=a%00", NO_CHARACTER),
    ("missing-data/", "of=people", WORD),
    ("missing-data/", "of=partnerships&body=NOBODY", NO_CHOICE),
    ("findings/", "family=XYZ", WORD),
    ("findings/", "code=coi-01", NO_RULE),
    ("findings/", "code=COI-999", NO_RULE),
    ("partnerships/", "sponsor=meti", NO_BODY),
    ("partnerships/", "submitted_by=NOBODY", NO_BODY),
    ("findings/", "code=COI-01%00", NO_CHARACTER),
    ("partnerships/", "sponsor=%00", NO_CHARACTER),
    ("partnerships/", "submitted_by=METI%00", NO_CHARACTER),
    ("partnerships/", "reference=%00", NO_CHARACTER),
    ("work/", "sponsor=NOBODY", ("No government body has the code",) * 2),
    ("work/", "lacks=COI-999", ("is not a valid value. Remove it, or choose one from the list.",) * 2),
    ("findings/", "severity=grave", WORD),
    ("findings/", "partnership=x", ID),
    ("partnerships/", "state=lost", WORD),
    ("reorganisations/", "state=lost", WORD),
    ("partnerships/", "domain=toys", WORD),
    ("partnerships/", "domain=100%25s", WORD),
    ("findings/", "partnership=%25d", ID),
    ("leads/", "state=later", WORD),
    ("webhooks/WEBHOOK/deliveries/", "state=lost", WORD),
    ("work/", "severity=grave", ("is not a valid value. Remove it, or choose one from the list.",) * 2),
    ("dashboard/", "sponsor=NOBODY", ("No partnership that you may see has this sponsor.",) * 2),
    ("partnerships/PARTNERSHIP/report.pdf", "language=fr", WORD),
]
LANGUAGES = ("en", "ja")


@pytest.fixture
def ids(meti: GovernmentBody, digital_agency: GovernmentBody, tmp_path: Path) -> dict[str, str]:
    """Return the ids that the addresses of the table name."""
    partnership = registered(example("hikari_magnetics"))
    edition = bring(edition_file(tmp_path, ORION, VEGA), meti).taken
    assert edition
    administrator = Account.objects.create_user("keeper of hooks", "x", role=Role.ADMINISTRATOR)
    webhook, _secret = make_webhook(meti, "https://hooks.example.org/", ["case.changed"], by=administrator)
    return {
        "COMPANY": str(Company.objects.order_by("name_en")[0].pk),
        "PARTNERSHIP": str(partnership.pk),
        "LIST": str(edition.official_list_id),
        "WEBHOOK": str(webhook.pk),
        "RULEDRAFT": str(rulebook_draft().pk),
        "SCREENING": str(Screening.objects.create(rulebook="0", seed="0", one_in=1).pk),
    }


def rulebook_draft() -> RulebookDraft:
    """Return a draft of a rulebook."""
    base = RulebookVersion.objects.create(version="0", text="{}")
    return RulebookDraft.objects.create(name="Draft", base=base, account=Account.objects.create_user("drafter"))


def erasure_preview() -> str:
    """Return what the administrator was shown of the erasure of a person."""
    administrator = Account.objects.get(username="some administrator")
    return str(preview_here(Person.objects.order_by("pk")[0], administrator).pk)


def filled(address: str, ids: dict[str, str]) -> str:
    """Return an address with the ids of this register."""
    return re.sub("[A-Z]{4,}", lambda found: ids.get(found[0], found[0]), address)


def name_of(query: str) -> str:
    """Return the parameter that is wrong: the last one."""
    return query.rpartition("&")[2].partition("=")[0]


@pytest.fixture
def clients(meti: GovernmentBody) -> dict[str, Client]:
    """Return the clients of the callers."""
    return {
        role: signed_in(
            Account.objects.create_user(f"some {role}", "x", role=Role(role), body=meti if role == "officer" else None)
        )
        for role in ("officer", "auditor", "administrator")
    }


def test_every_page_refuses_what_cannot_be(ids: dict[str, str], clients: dict[str, Client]) -> None:
    wrong = []
    ids["PREVIEW"] = erasure_preview()
    for role, path, query, says in PAGES:
        said = SAYS[says] if isinstance(says, str) else says
        for language, words in zip(LANGUAGES, said, strict=True):
            address = filled(f"{path}?{query}", ids)
            answer = clients[role].get(address, headers={"Accept-Language": language})
            page = "" if answer.streaming else html.unescape(answer.content.decode(errors="replace"))
            if answer.status_code != 400 or words not in page:
                wrong.append((role, address, language, answer.status_code))
    assert wrong == []


def test_rest_refuses_what_cannot_be(ids: dict[str, str], meti: GovernmentBody) -> None:
    (_row, key), client, wrong = make_key(meti, scopes=SCOPES), Client(), []
    for path, query, says in REST:
        said = SAYS[says] if isinstance(says, str) else says
        for language, words in zip(LANGUAGES, said, strict=True):
            address = filled(f"/api/v1/{path}?{query}", ids)
            answer = client.get(address, headers={"Accept-Language": language, "Authorization": f"Bearer {key}"})
            errors = answer.json()["errors"] if answer["Content-Type"] == "application/problem+json" else []
            told = [words in each["message"] for each in errors if each["field"] == name_of(query)]
            if (answer.status_code, told) != (400, [True]):
                wrong.append((address, language, answer.status_code, errors))
    assert wrong == []


def test_of_a_day_that_is_still_to_come_a_page_says_that_it_cannot_know(
    ids: dict[str, str], clients: dict[str, Client], meti: GovernmentBody
) -> None:
    key = make_key(meti, scopes=SCOPES)[1]
    for path in ("/companies/COMPANY/", "/companies/COMPANY/connections/", "/bodies/", "/bodies/METI/"):
        for day, said in (("9999-12-31", True), ("2026-01-05", False), ("0001-01-01", False)):
            answer = clients["officer"].get(filled(f"{path}?on={day}", ids))
            assert answer.status_code == 200, (path, day)
            assert ("This day is in the future." in answer.content.decode()) == said, (path, day)
    for path in ("companies/COMPANY/owners/", "bodies/METI/", "organisation/", "lists/LIST/entries/", "exports/json/"):
        for day in ("9999-12-31", "0001-01-01"):
            address = filled(f"/api/v1/{path}?on={day}", ids)
            assert Client().get(address, headers={"Authorization": f"Bearer {key}"}).status_code == 200, (path, day)
