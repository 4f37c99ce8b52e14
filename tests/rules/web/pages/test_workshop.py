"""The pages of the workshop: an editor begins a draft, edits, checks, tries its cases, gives a number a new value."""

from dataclasses import replace

import pytest
from django.test import Client

from institutions.models import Account, Role
from rules.engine.compiled.compiled_form import Rulebook
from rules.engine.compiled.stored_form import with_version
from rules.engine.loading.loaded_rulebook import loaded_from_files
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import RulebookDraft
from rules.workshop.drafting import begin_draft, save_file, stored_file
from rules.workshop.files import files_of
from tests.policyengine.access.test_japanese_pages import commas_of, days_of

pytestmark = pytest.mark.django_db
COI_01 = next(path for path in current_rulebook().files if "COI-01" in path)
NUMBERS = "parameters/conflict_of_interest.yaml"


def other_form(form: Rulebook) -> Rulebook:
    """Return a form of another version: a comment in a file changes none."""
    return with_version(Rulebook("", form.rules, form.columns, form.parameters, "of another day"))


@pytest.fixture
def editor() -> Account:
    return Account.objects.create_user("editor", "a long pass phrase", role=Role.RULEBOOK_EDITOR)


@pytest.fixture
def page(editor: Account) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def draft(editor: Account) -> RulebookDraft:
    return begin_draft(editor, "Stricter holdings")


def test_an_editor_begins_a_draft_and_sees_it_in_both_languages(page: Client) -> None:
    answer = page.post("/workshop/", {"name": "Stricter holdings"})
    made = RulebookDraft.objects.get()
    assert answer.headers["Location"] == f"/workshop/{made.pk}/"
    assert "Every rule" not in page.get("/workshop/").content.decode()
    for language, said in (("en", "every rule and number compiles"), ("ja", "全てのルール及び基準値を読み込めます。")):
        shown = page.get(f"/workshop/{made.pk}/", headers={"Accept-Language": language}).content.decode()
        assert said in shown
        assert "COI-01" in shown
    again = page.post("/workshop/", {"name": "Stricter holdings"})
    assert again.status_code == 422
    assert "Another open draft has the name" in again.content.decode()


def test_a_text_is_checked_as_it_is_typed_and_can_be_saved_with_errors(page: Client, draft: RulebookDraft) -> None:
    text = files_of(draft)[COI_01].replace("stake.share_bp > 0", "stake.share_pb > 0")
    line = next(number for number, each in enumerate(text.splitlines(), 1) if "share_pb" in each)
    part = page.post(f"/workshop/{draft.pk}/check/{COI_01}", {"text": text}).content.decode()
    assert f'href="#line-{line}"' in part
    assert "Did you mean share_bp?" in part
    in_japanese = page.post(
        f"/workshop/{draft.pk}/check/{COI_01}", {"text": text}, headers={"Accept-Language": "ja"}
    ).content.decode()
    assert in_japanese.count("「stake.share_pb」はholds_stakeの項目ではありません。") == 2
    assert "is not a field" not in in_japanese
    saved = page.post(f"/workshop/{draft.pk}/files/{COI_01}", {"act": "save", "seen": "0", "text": text})
    assert saved.status_code == 302
    assert "Did you mean share_bp?" in page.get(f"/workshop/{draft.pk}/").content.decode()


def test_the_later_of_two_editors_sees_both_texts(page: Client, draft: RulebookDraft, editor: Account) -> None:
    text = files_of(draft)[COI_01]
    save_file(draft.pk, COI_01, text + "# of the other editor\n", seen=0, account=editor)
    answer = page.post(f"/workshop/{draft.pk}/files/{COI_01}", {"act": "save", "seen": "0", "text": text + "# mine\n"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "# of the other editor" in shown
    assert "# mine" in shown
    assert 'name="seen" value="1"' in shown


def test_the_cases_of_a_rule_are_run_on_the_text_as_typed(page: Client, draft: RulebookDraft) -> None:
    text = files_of(draft)[COI_01].replace("stake.share_bp > 0", "stake.share_bp > 9_999")
    shown = page.post(f"/workshop/{draft.pk}/files/{COI_01}", {"act": "cases", "seen": "0", "text": text})
    assert "the outcome is clear, not flagged" in shown.content.decode()
    assert stored_file(draft, COI_01).number == 0


def test_a_file_of_cases_leads_to_its_rule_and_one_of_numbers_to_none(page: Client, draft: RulebookDraft) -> None:
    shown = {
        path: page.get(f"/workshop/{draft.pk}/files/{path}").content.decode()
        for path in ("cases/COI-01.yaml", NUMBERS, "laws.yaml", COI_01)
    }
    assert [path for path, text in shown.items() if "The rule of these cases" in text] == ["cases/COI-01.yaml"]
    assert f'/files/{COI_01}">The rule of these cases' in shown["cases/COI-01.yaml"]
    assert [path for path, text in shown.items() if "Cases of this rule" in text] == [COI_01]


def test_a_number_gets_a_new_value_with_law_day_and_certainty(page: Client, draft: RulebookDraft) -> None:
    address = f"/workshop/{draft.pk}/numbers/eth_gift_report_yen/{NUMBERS}"
    assert "5000" in page.get(address).content.decode()
    japanese = page.get(address, headers={"Accept-Language": "ja"}).content.decode()
    assert "この値を超えるときに該当" in japanese
    assert "記載なし" not in japanese, "a value before the first law has no first day"
    given = {"seen": "0", "value": "3000", "from_on": "2027-04-01", "confidence": "seen"}
    lawless = page.post(address, given)
    assert lawless.status_code == 422
    assert "a value without basis" in lawless.content.decode()
    law = {"law": "national_public_service_ethics_act", "article": "6(1)"}
    assert page.post(address, {**given, **law, "law": "no_such_law"}).status_code == 422
    assert page.post(address, {**given, **law}).status_code == 302
    text = stored_file(draft, NUMBERS).text or ""
    assert "until: 2027-03-31" in text
    line = "    - {from: 2027-04-01, value: 3000, basis: {law: national_public_service_ethics_act, "
    assert line in text
    before = files_of(draft, until=0)[NUMBERS]
    assert len(set(before.splitlines()) - set(text.splitlines())) < 12, "only the block of the number is written anew"


def test_a_draft_whose_base_is_no_longer_in_force_moves_with_its_conflicts_named(
    page: Client, draft: RulebookDraft, editor: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = files_of(draft)
    save_file(draft.pk, COI_01, files[COI_01] + "# ours\n", seen=0, account=editor)
    save_file(draft.pk, NUMBERS, files[NUMBERS] + "# ours alone\n", seen=0, account=editor)
    now = current_rulebook()
    newer = loaded_from_files({**now.files, COI_01: files[COI_01] + "# theirs\n"}, now.body_codes)
    newer = replace(newer, form=other_form(newer.form))
    for module in ("rules.workshop.rebasing", "rules.workshop.drafting"):
        monkeypatch.setattr(f"{module}.current_rulebook", lambda: newer)
    assert "Move the draft to the rulebook in force" in page.get(f"/workshop/{draft.pk}/").content.decode()
    shown = page.get(f"/workshop/{draft.pk}/base/").content.decode()
    assert "# theirs" in shown
    assert NUMBERS not in shown
    refused = page.post(f"/workshop/{draft.pk}/base/", {})
    assert refused.status_code == 422
    assert COI_01 in refused.content.decode()
    assert page.post(f"/workshop/{draft.pk}/base/", {COI_01: "take"}).status_code == 302
    draft.refresh_from_db()
    assert draft.base_id == newer.version
    assert (stored_file(draft, COI_01).text or "").endswith("# theirs\n")
    assert (stored_file(draft, NUMBERS).text or "").endswith("# ours alone\n")


def test_japanese_pages_write_days_and_commas_as_japanese_does(page: Client, draft: RulebookDraft) -> None:
    wrong = files_of(draft)[COI_01].replace("stake.share_bp > 0", "stake.share_pb > 0")
    japanese = {"Accept-Language": "ja"}
    shown = [
        page.get(f"/workshop/{draft.pk}/{address}", headers=japanese).content.decode()
        for address in ("", f"files/{COI_01}", f"numbers/eth_gift_report_yen/{NUMBERS}", "base/")
    ]
    shown.append(page.get("/workshop/", headers=japanese).content.decode())
    given = {"act": "cases", "seen": "0", "text": wrong}
    shown.append(page.post(f"/workshop/{draft.pk}/files/{COI_01}", given, headers=japanese).content.decode())
    assert [days_of(each) + commas_of(each) for each in shown] == [[]] * len(shown)


def test_a_first_day_that_is_none_is_answered_and_not_counted_with(page: Client, draft: RulebookDraft) -> None:
    address = f"/workshop/{draft.pk}/numbers/eth_gift_report_yen/{NUMBERS}"
    for day in ("2026-13-40", "2026-06-2x"):
        given = {"value": "6000", "from_on": day, "confidence": "ours", "seen": "0"}
        assert page.post(address, given).status_code == 422
