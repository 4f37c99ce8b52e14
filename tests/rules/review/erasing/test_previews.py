"""A preview of an erasure is a job: its page shows the progress, then the list, and the erasure holds to it."""

from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from institutions.audit.verify import verify_audit
from institutions.jobs.claiming import ClaimLostError
from institutions.models import (
    Account,
    AuditEvent,
    DocumentParty,
    Erasure,
    FormDraft,
    GovernmentBody,
    Partnership,
    Party,
    Role,
)
from rules.models import ErasurePreview, HeldCase, LegalHold, PreviewState
from rules.review.casework.records import CASEWORK, CaseRecordTable
from rules.review.erasing import preview_job
from rules.review.erasing.assessments import CannotEraseError
from rules.review.erasing.erase import erase_person
from rules.review.erasing.other_texts import TextTable, text_tables
from rules.review.erasing.place_words import column_in_words, table_in_words
from rules.review.erasing.preview_job import claim_preview, preview_here, run_preview, sweep_previews
from rules.review.erasing.register import SOURCE_TEXTS
from rules.review.erasing.scope import heading_of
from rules.review.erasing.tasks import preview_erasure
from tests.documents import small
from tests.rules.review.casework.building import registered, reviewer
from tests.rules.review.erasing.erased_case import named, sato
from tests.rules.review.erasing.seeing import seen_now
from tests.rules.review.erasing.test_remaining import after_retention, document, latin_surname, over

__all__ = ["after_retention", "over"]
pytestmark = pytest.mark.usefixtures("no_broker")
PAGE = "/person-data/erasure/"


def asking(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def searched(client: Client) -> Any:
    """Return the page of a search for the official, once a worker has made it."""
    answer = client.post(PAGE, {"person": str(sato().pk)})
    assert answer.status_code == 302
    preview_erasure(answer["Location"].split("/")[-2])
    return client.get(answer["Location"])


def listed_on(answer: Any) -> list[tuple[str, str, str]]:
    """Return the sort of entry, its id and the reason of each line of the page."""
    return list(answer.context["places"])


def test_the_page_lists_what_the_command_prints_and_leaves_an_event(
    over: Partnership, administrator: Account, after_retention: None
) -> None:
    out = StringIO()
    call_command("erase_person", str(sato().pk), reason="Asked for.", by=administrator.username, stdout=out)
    printed = [line.strip() for line in out.getvalue().splitlines() if line.startswith("  ") and ": " in line]
    for account in (administrator, reviewer("counsel"), Account.objects.create_user("auditor", role=Role.AUDITOR)):
        client = asking(account)
        form = client.get(PAGE, {"person": str(sato().pk)}).content.decode()
        assert f'value="{sato().pk}"' in form
        answer = searched(client)
        rows = [line.partition(" ")[2].partition(":")[0] for line in printed]
        assert [row for _where, row, _why in listed_on(answer)] == rows
        text = answer.content.decode()
        assert answer.context["found"].heading in out.getvalue()
        assert f"would remain in {len(rows)} entries" in text
        for table in ("institutions_", "rules_", "statement_en", "asked_of"):
            assert table not in text, "a page speaks of entries, not of tables and columns"
        assert not [name for name in named(document()) if name in text]
        event = AuditEvent.objects.filter(verb="erasure_previewed").latest("pk")
        assert (event.object, event.actor) == (f"party:{sato().pk}", f"account:{account.pk}")
    japanese = client.get(answer.request["PATH_INFO"], headers={"accept-language": "ja"}).content.decode()
    assert "消去後も氏名又はその一部が残る記載" in japanese


def test_the_request_searches_nothing_and_its_page_shows_how_far_the_worker_is(
    over: Partnership, administrator: Account, after_retention: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    Account.objects.filter(pk=administrator.pk).update(reads_secret=True)
    client = asking(administrator)
    with monkeypatch.context() as closed:
        closed.setattr("rules.review.erasing.preview_job.erasure_scope", lambda _person: pytest.fail("searched"))
        place = client.post(PAGE, {"person": str(sato().pk)})["Location"]
        assert "The search is waiting for a worker." in client.get(place).content.decode()
    claim = claim_preview(ErasurePreview.objects.get().pk)
    assert claim
    monkeypatch.setattr(preview_job, "EVERY", 1)
    seen = []
    update = type(claim).update

    def noted(self: Any, **columns: Any) -> None:
        update(self, **columns)
        seen.append(client.get(f"{place}state/").content.decode())

    monkeypatch.setattr(type(claim), "update", noted)
    run_preview(claim)
    assert "<progress" in seen[1]
    Account.objects.filter(pk=administrator.pk).update(reads_secret=False)
    ErasurePreview.objects.update(state=PreviewState.RUNNING)
    assert "<progress" not in client.get(f"{place}state/").content.decode(), "restricted rows are counted too"
    ErasurePreview.objects.update(state=PreviewState.DONE)
    assert "The register is being searched." in seen[-1]
    done = ErasurePreview.objects.get()
    assert (done.state, done.searched) == (PreviewState.DONE, len(seen) - 1)
    assert f"{done.rows} / {done.rows}" in " ".join(seen[-1].split())
    assert "hx-get" not in client.get(f"{place}state/").content.decode()


def test_the_page_is_for_those_who_erase_or_prepare_and_never_about_themselves(
    over: Partnership, meti: GovernmentBody, administrator: Account
) -> None:
    for role in (Role.OFFICER, Role.MINISTRY_CLIENT, Role.RULEBOOK_EDITOR):
        client = asking(Account.objects.create_user(role, role=role, body=meti))
        assert [client.get(PAGE).status_code, client.post(PAGE, {"person": str(sato().pk)}).status_code] == [403, 403]
    client = asking(administrator)
    for given in ("nobody", "", str(uuid4()), "\0"):
        answer = client.post(PAGE, {"person": given})
        assert (answer.status_code, "No person in the register" in answer.content.decode()) == (422, True)
    herself = asking(Account.objects.create_user("sato", role=Role.AUDITOR, person=sato()))
    assert herself.post(PAGE, {"person": str(sato().pk)}).status_code == 422
    assert not AuditEvent.objects.filter(verb="erasure_previewed").exists()
    place = client.post(PAGE, {"person": str(sato().pk)})["Location"]
    other = asking(Account.objects.create_user("auditor", role=Role.AUDITOR))
    assert [other.get(place).status_code, other.get(f"{place}state/").status_code] == [404, 404]


def test_an_account_has_one_search_of_a_person_and_few_at_once(over: Partnership, administrator: Account) -> None:
    client = asking(administrator)
    first, again = (client.post(PAGE, {"person": str(sato().pk)})["Location"] for _ in range(2))
    assert first == again
    assert AuditEvent.objects.filter(verb="erasure_previewed").count() == 1
    ErasurePreview.objects.update(state=PreviewState.ERROR)
    made = small(
        reference="OTHER-1",
        people=[{"key": f"p{n}", "name": {"en": f"Fictional Person {n}"}} for n in range(4)],
        officials=[{"person": f"p{n}", "role": "evaluator"} for n in range(4)],
        statements=[],
    )
    registered(made)
    people = Party.objects.filter(name_en__startswith="Fictional Person")
    codes = [client.post(PAGE, {"person": str(each.pk)}).status_code for each in people]
    assert codes == [302, 302, 302, 422]


def test_a_search_that_lost_its_worker_waits_again_and_is_set_aside_after_the_second(
    over: Partnership, administrator: Account
) -> None:
    client = asking(administrator)
    place = client.post(PAGE, {"person": str(sato().pk)})["Location"]
    preview = ErasurePreview.objects.get()
    late = claim_preview(preview.pk)
    assert late
    for _ in range(2):
        ErasurePreview.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        sweep_previews(timezone.now())
        claim_preview(preview.pk)
    preview.refresh_from_db()
    assert preview.state == PreviewState.SET_ASIDE
    assert "Two workers ended in the middle of this search." in client.get(place).content.decode()
    with pytest.raises(ClaimLostError):
        late.update(searched=1)
    assert run_preview(late).state == PreviewState.SET_ASIDE, "what comes back late stores nothing"


def test_an_error_is_told_and_raised(
    over: Partnership, administrator: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = asking(administrator)
    place = client.post(PAGE, {"person": str(sato().pk)})["Location"]

    def broken(_person: Any) -> None:
        message = "it broke"
        raise RuntimeError(message)

    monkeypatch.setattr("rules.review.erasing.preview_job.erasure_scope", broken)
    with pytest.raises(RuntimeError, match="it broke"):
        preview_erasure(place.split("/")[-2])
    shown = client.get(place, headers={"accept-language": "ja"}).content.decode()
    assert "検索に失敗しました" in shown
    assert "プログラムのエラーが発生しました（RuntimeError: it broke）" in shown


def test_a_search_is_kept_for_thirty_days(over: Partnership, administrator: Account) -> None:
    preview_here(sato(), administrator)
    sweep_previews(timezone.now() + timedelta(days=29))
    assert ErasurePreview.objects.exists()
    sweep_previews(timezone.now() + timedelta(days=31))
    assert not ErasurePreview.objects.exists()


def test_an_erasure_needs_a_preview_of_the_data_as_it_is(
    over: Partnership, administrator: Account, after_retention: None
) -> None:
    command = {"reason": "Asked for.", "by": administrator.username}
    with pytest.raises(CommandError, match="Nobody was shown what would remain"):
        call_command("erase_person", str(sato().pk), **command, yes=True, stdout=StringIO())
    preview_here(sato(), administrator)
    before = seen_now(sato())
    surname = next(name for name in named(document()) if name.isascii()).split()[0]
    FormDraft.objects.create(owner=administrator, document={"title": {"en": f"Report on {surname}"}})
    with pytest.raises(CommandError, match="What would remain is no longer what the list showed"):
        call_command("erase_person", str(sato().pk), **command, yes=True, stdout=StringIO())
    with pytest.raises(CannotEraseError, match="no longer what the list showed"):
        erase_person(sato(), reason="Asked for.", account=administrator, seen=before)
    assert not Erasure.objects.exists()
    out = StringIO()
    call_command("erase_person", str(sato().pk), **command, stdout=out)
    assert "Nothing was erased." in out.getvalue()
    call_command("erase_person", str(sato().pk), **command, yes=True, stdout=out)
    assert Erasure.objects.count() == 1
    assert verify_audit().troubles == ()


def test_another_accounts_preview_is_not_that_of_whoever_answers_for_the_erasure(
    over: Partnership, administrator: Account, after_retention: None
) -> None:
    preview_here(sato(), Account.objects.create_user("auditor", role=Role.AUDITOR))
    with pytest.raises(CommandError, match="Nobody was shown what would remain"):
        call_command("erase_person", str(sato().pk), reason="Asked for.", by="keeper", yes=True, stdout=StringIO())


def test_restricted_partnerships_are_listed_only_for_those_with_the_right(
    over: Partnership, administrator: Account, after_retention: None
) -> None:
    client = asking(administrator)
    hold = LegalHold.objects.create(reason=f"{latin_surname()} is asked for.", account=administrator)
    HeldCase.objects.create(hold=hold, partnership=over)
    lifted = {"lifted_at": timezone.now(), "lifted_by": reviewer("lifting"), "lifted_because": "It is over."}
    LegalHold.objects.filter(pk=hold.pk).update(**lifted)
    page = searched(client)
    open_ = listed_on(page)
    assert {"Legal hold", "Party", "Act on a case", "Finding"} <= {where for where, _, _ in open_}
    place = page.request["PATH_INFO"]
    Partnership.objects.filter(pk=over.pk).update(secret=True)
    assert client.get(place).status_code == 404  # only this partnership names her
    assert client.post(PAGE, {"person": str(sato().pk)}).status_code == 422
    other = Party.objects.get(pk=sato().pk)
    DocumentParty.objects.create(
        submission=registered(small(reference="OTHER-1", people=[], statements=[])).submissions.get(),
        key="known",
        party=other,
    )
    for answer in (client.get(place), searched(client)):
        assert answer.status_code == 200
        assert over.reference not in answer.content.decode()
        of_the_case = {"Act on a case", "Finding", "Legal hold", "Submitted document"}
        assert not of_the_case & {where for where, _, _ in listed_on(answer)}
    Account.objects.filter(pk=administrator.pk).update(reads_secret=True)
    assert set(open_) <= set(listed_on(searched(client)))
    assert set(open_) <= set(listed_on(client.get(place)))


def test_a_search_for_somebody_whom_only_a_restricted_partnership_names_is_an_event_of_the_restricted_chain(
    over: Partnership, administrator: Account
) -> None:
    client = asking(administrator)
    searched(client)
    Account.objects.filter(pk=administrator.pk).update(reads_secret=True)
    Partnership.objects.filter(pk=over.pk).update(secret=True)
    assert searched(client).status_code == 200
    events = AuditEvent.objects.filter(verb="erasure_previewed").order_by("pk")
    assert [each.chain.name for each in events] == ["rest", "restricted"]


def test_every_place_that_is_searched_has_words_in_both_languages() -> None:
    tables: list[tuple[type[Model], CaseRecordTable | TextTable]] = list(CASEWORK.items())
    tables += [(each.rows.model, each) for each in text_tables(frozenset())]
    named = {(model._meta.db_table, column) for model, each in tables for column in columns_of(each)}
    named |= {("institutions_source", column) for column in SOURCE_TEXTS}
    named |= {("institutions_submission", "document"), ("institutions_formdraft", "document")}
    for language in ("en", "ja"):
        with override(language):
            words = [(table_in_words(table), column_in_words(table, column)) for table, column in named]
            assert all(all(each) for each in words)
    assert {table for table, _column in named} >= {"institutions_import", "institutions_contactdetails"}


def columns_of(declared: CaseRecordTable | TextTable) -> tuple[str, ...]:
    """Return the columns with text of a declared table."""
    return declared.texts if isinstance(declared, CaseRecordTable) else declared.columns


@pytest.mark.parametrize(("number", "words"), [(1, "in 1 entry"), (2, "in 2 entries")])
def test_one_place_and_several_have_their_own_words(number: int, words: str) -> None:
    assert heading_of(number, "en").endswith(words)
    assert f"{number}件" in heading_of(number, "ja")


@pytest.mark.parametrize("relation", ["partnership", "copied_from"])
def test_a_draft_with_the_content_of_a_restricted_partnership_is_listed_for_those_with_the_right(
    over: Partnership, administrator: Account, after_retention: None, relation: str
) -> None:
    surname = named(document())[0].split()[0]
    DocumentParty.objects.create(
        submission=registered(small(reference="OTHER-1", people=[], statements=[])).submissions.get(),
        key="known",
        party=Party.objects.get(pk=sato().pk),
    )
    opening = {"title": {"en": f"With {surname}"}, "secrecy": "none"}
    draft = FormDraft.objects.create(owner=administrator, document=opening, **{relation: over})
    client = asking(administrator)
    assert str(draft.pk) in {row for _where, row, _why in listed_on(searched(client))}
    Partnership.objects.filter(pk=over.pk).update(secret=True)
    assert str(draft.pk) not in {row for _where, row, _why in listed_on(searched(client))}
    Account.objects.filter(pk=administrator.pk).update(reads_secret=True)
    assert str(draft.pk) in {row for _where, row, _why in listed_on(searched(client))}
