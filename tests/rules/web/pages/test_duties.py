"""The first page names what a rulebook editor, an auditor and an administrator can do, in a fixed number of queries."""

import html
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from institutions.access.key_making import make_key
from institutions.accounts.requests import make_account
from institutions.models import Account, GovernmentBody, Import, Partnership, Role
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.catalogue.reviews import AHEAD, reviews_due
from rules.models import AuditSample, Heartbeat
from rules.review.casework.act_table import Act
from rules.web.pages.ways import WAYS
from tests.people import person_named
from tests.rules.review.casework.building import (
    acknowledge_all,
    do,
    registered,
    reviewer,
    under_review,
    without_findings,
)
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db
MOST_QUERIES = 24


def account(name: str, role: Role) -> Account:
    """Return an account of a role, linked to a person of its own."""
    return Account.objects.create_user(name, role=role, person=person_named(name))


def text_of(client: Client) -> str:
    """Return the content of the first page, without its tags."""
    page = client.get("/").content.decode()
    return " ".join(re.sub(r"<[^>]*>", " ", page.partition("<main")[2]).split())


def queries_of(client: Client) -> int:
    """Count the queries of the first page."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/").status_code == 200
    return len(captured)


def test_a_rule_is_due_from_ninety_days_before_the_first_day_that_its_files_give() -> None:
    rulebook = current_rulebook()
    late = reviews_due(rulebook, date(2099, 1, 1))
    assert late
    assert all(each.overdue for each in late)
    first = late[0]
    assert reviews_due(rulebook, first.on - AHEAD - timedelta(days=1)) == []
    assert reviews_due(rulebook, first.on - AHEAD)[0].entry.rule.code == first.entry.rule.code
    assert not reviews_due(rulebook, first.on)[0].overdue
    assert [each.on for each in late] == sorted(each.on for each in late)


def test_an_editor_sees_the_rules_to_review(db: None) -> None:
    client = signed_in(account("editor", Role.RULEBOOK_EDITOR))
    due = reviews_due(current_rulebook(), timezone.localdate())
    text = text_of(client)
    assert "Rules to review" in text
    assert [each.entry.rule.code for each in due if each.entry.rule.code not in text] == []
    if not due:
        assert "No rule has to be reviewed within the next 90 days." in text


def test_an_auditor_sees_samples_with_cases_without_a_note_and_the_state_of_the_trail(meti: GovernmentBody) -> None:
    client, first = signed_in(account("auditor", Role.AUDITOR)), reviewer("first")
    text = text_of(client)
    assert "No sample needs a review. Draw one to review cleared cases." in text
    assert "Last verification · not verified yet: run manage.py verify_audit" in text
    before = queries_of(client)
    for number in range(2):
        partnership = registered({**without_findings(), "reference": f"C-{number}"})
        under_review(partnership, first)
        acknowledge_all(partnership, first)
        do(partnership, Act.CLEAR, first)
    client.post("/audit/samples/", {"size": "2", "strata": "none"})
    sample = AuditSample.objects.get()
    assert f"Sample {sample.pk} · 2 cases without a note" in text_of(client)
    assert queries_of(client) <= before + 4  # the words of the cases that were cleared lately
    hidden = sample.cases.get(position=2).move.case.partnership
    Partnership.objects.filter(pk=hidden.pk).update(secret=True)
    assert f"Sample {sample.pk} · 1 case without a note" in text_of(client), (
        "one that is restricted since does not count"
    )
    Partnership.objects.filter(pk=hidden.pk).update(secret=False)
    for position in ("1", "2"):
        client.post(f"/audit/samples/{sample.pk}/", {"position": position, "note": "Nothing to add."})
    assert f"Sample {sample.pk}" not in text_of(client)


def test_an_administrator_sees_the_requests_of_others_keys_that_end_and_queues_that_wait(meti: GovernmentBody) -> None:
    one, other = account("first", Role.ADMINISTRATOR), account("second", Role.ADMINISTRATOR)
    client = signed_in(one)
    text = text_of(client)
    assert "No request waits for you, and no key ends within 30 days." in text
    assert "Assessments · no work is waiting" in text
    assert "Scheduled tasks have not run lately." in text
    assert "Work is waiting too long." not in text
    before = queries_of(client)
    Heartbeat.objects.update_or_create(name="sweep", defaults={"at": timezone.now()})
    assert "Scheduled tasks have not run lately." not in text_of(client)
    for number in range(3):
        make_account(Account(username=f"reviewer-{number}", role=Role.REVIEWER), by=other)
        make_account(Account(username=f"auditor-{number}", role=Role.AUDITOR), by=one)
        make_key(meti, scopes=["read"], lifetime=timedelta(days=20))
        make_key(meti, scopes=["read"], lifetime=timedelta(days=40))
        Import.objects.create(
            body=meti, format="companies", file_name="f.csv", sha256="", size=0, told_at=timezone.now(), options={}
        )
    Import.objects.update(created_at=timezone.now() - timedelta(hours=1))
    text = text_of(client)
    assert "3 requests wait for you" in text, "not those that the reader asked for"
    assert "3 keys end within 30 days" in text
    assert "Imports · waiting since" in text
    assert "Work is waiting too long." in text
    assert queries_of(client) == before


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("role", WAYS)
def test_everybody_is_offered_what_they_can_do_while_nothing_waits(
    meti: GovernmentBody, role: Role, language: str
) -> None:
    body = meti if role in (Role.OFFICER, Role.MINISTRY_CLIENT) else None
    client = signed_in(Account.objects.create_user("reader", role=role, body=body))
    client.cookies["django_language"] = language
    page = client.get("/").content.decode().partition("<main")[2]
    with override(language):
        for address, text, note in WAYS[role]:
            assert f'<a href="{reverse(address)}">{text}</a>' in page
            assert str(note) in html.unescape(page)
            assert client.get(reverse(address)).status_code == 200, address


@pytest.mark.parametrize("role", [Role.RULEBOOK_EDITOR, Role.AUDITOR, Role.ADMINISTRATOR, Role.REVIEWER])
def test_the_first_page_takes_few_queries(role: Role) -> None:
    assert queries_of(signed_in(account("reader", role))) <= MOST_QUERIES


def test_an_officer_finds_the_interface_for_systems_in_the_menu(meti: GovernmentBody) -> None:
    officer = Account.objects.create_user("officer", role=Role.OFFICER, body=meti)
    page = signed_in(officer).get(reverse("dashboard")).content.decode()
    assert '<a href="/api/v1/docs/"' in page
    assert "/keys/" not in page, "an administrator makes keys"


NO_CASES = {"en": "No cases are waiting for you.", "ja": "対応が必要な案件はありません。"}
OF_ROLE: dict[Role, dict[str, tuple[str, ...]]] = {
    Role.AUDITOR: {"en": ("Samples to review", "Last verification"), "ja": ("確認が必要な標本", "直近の検証")},
    Role.RULEBOOK_EDITOR: {"en": ("Rules to review",), "ja": ("見直しが必要なルール",)},
    Role.ADMINISTRATOR: {"en": ("Accounts and keys", "Background work"), "ja": ("アカウントとキー", "自動処理")},
}


@pytest.mark.parametrize("address", ["home", "dashboard"])
@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("role", OF_ROLE)
def test_a_role_without_cases_is_told_of_its_own_work_and_of_no_cases(role: Role, language: str, address: str) -> None:
    client = signed_in(account("reader", role))
    client.cookies["language"] = language
    page = client.get(reverse(address), HTTP_ACCEPT_LANGUAGE=language).content.decode()
    assert NO_CASES[language] not in page
    assert [each for each in OF_ROLE[role][language] if each not in page] == []


def test_an_officer_is_still_told_that_no_case_waits(meti: GovernmentBody) -> None:
    officer = Account.objects.create_user("officer", role=Role.OFFICER, body=meti, person=person_named("officer"))
    assert NO_CASES["en"] in signed_in(officer).get(reverse("dashboard")).content.decode()


def test_an_auditor_with_a_case_to_look_at_is_told_of_samples_and_trail_too(meti: GovernmentBody) -> None:
    first, partnership = reviewer("first"), registered(without_findings())
    under_review(partnership, first)
    acknowledge_all(partnership, first)
    do(partnership, Act.CLEAR, first)
    client = signed_in(account("auditor", Role.AUDITOR))
    page = client.get(reverse("dashboard")).content.decode()
    work = page.partition('id="waits">')[2].partition("</section>")[0]
    assert "Your work" in work
    assert "?todo=" in work
    assert [each for each in OF_ROLE[Role.AUDITOR]["en"] if each not in work] == []
