"""An official's declaration for a case enters its document as the source of its statements, and is assessed."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Source, Submission
from rules.messages.notices.recipients import reviewers_of, submitters_of
from rules.models import Assessment, CaseState, Notice, NoticeKind, OfficialDeclaration, State
from rules.review.casework.errors import InvalidError, NotYoursError, StaleError
from rules.review.casework.people_concerned.declaring import sign_declaration
from rules.review.casework.people_concerned.standing import DeclarationStanding, officials_with_declarations
from tests.documents import small
from tests.rules.review.casework.building import assess, registered, under_review, view_of
from tests.rules.review.casework.naming import declare, named

pytestmark = pytest.mark.django_db
TIE = {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": 800, "listed": False}
KIN: dict[str, Any] = {
    "people": [{"key": "kin-1", "name": {"en": "Mori Kei (fictional)"}}],
    "statements": [
        {"kind": "kinship", "person": "sato", "relative": "kin-1", "by": "spouse"},
        {"kind": "directorship", "person": "kin-1", "company": "hikari", "post": "Director"},
    ],
}


def official_case(**changes: Any) -> dict[str, Any]:
    """Return a case whose decider has declared nothing."""
    given = {"officials": [{"person": "sato", "role": "decision_maker"}], "statements": []}
    return small(**{**given, **changes})


@pytest.fixture
def open_case(meti: GovernmentBody, officer: Account) -> Partnership:
    return registered(official_case(), account=officer)


@pytest.fixture
def sato(open_case: Partnership) -> Account:
    return named(open_case)


def current(case: Partnership) -> Submission:
    return Submission.objects.get(partnership=case, superseded_at=None)


def stands(case: Partnership) -> DeclarationStanding:
    (official,) = officials_with_declarations(current(case), timezone.localdate())
    return official.standing


def codes(case: Partnership) -> set[str]:
    return {each.match.finding.code for each in view_of(case).findings}


def test_nothing_to_declare_is_on_file_and_answers_the_rule_that_asks_for_it(
    open_case: Partnership, sato: Account
) -> None:
    assert "COI-18" in codes(open_case)
    assert stands(open_case).state == "missing"
    row = declare(open_case, sato)
    today = timezone.localdate(row.at).isoformat()
    declared, source = current(open_case).document["statements"][-1], current(open_case).document["sources"][-1]
    assert declared == {"kind": "declaration", "person": "sato", "on": today, "source": source["key"]}
    assert (row.says, row.number, len(row.sha256), row.submission.revision) == ("nothing", 1, 64, 2)
    told = Notice.objects.filter(kind=NoticeKind.OFFICIAL_DECLARED, matter=f"declaration:{row.pk}")
    assert {each.account_id for each in told} == submitters_of(open_case) | reviewers_of(open_case)
    assess(open_case)
    assert "COI-18" not in codes(open_case)
    assert stands(open_case).state == "current"


def test_ties_become_statements_with_the_declaration_as_source_and_are_assessed(
    open_case: Partnership, sato: Account
) -> None:
    declare(open_case, sato, statements=[TIE])
    key = current(open_case).document["sources"][-1]["key"]
    assert {**TIE, "source": key} in current(open_case).document["statements"]
    assert Assessment.objects.filter(partnership=open_case, state=State.QUEUED).count() == 1
    assess(open_case)
    assert "COI-01" in codes(open_case)


def test_the_id_of_a_person_of_another_body_is_unknown(
    open_case: Partnership, sato: Account, digital_agency: GovernmentBody
) -> None:
    people = [{"key": "umi", "name": {"en": "Umi Rei (fictional)"}}]
    theirs = small(reference="DA-1", submitted_by="DA", sponsor="DA", people=people, statements=[])
    person = registered(theirs).submissions.get().parties.get(key="umi").party_id
    refused = []
    for text in (str(person), "00000000-0000-4000-8000-000000000000"):
        tie = {"kind": "joint_research", "person": "sato", "other": text, "type": "joint"}
        with pytest.raises(InvalidError) as wrong:
            declare(open_case, sato, statements=[tie])
        refused.append(str(wrong.value.errors).replace(text, "ID"))
    assert refused[0] == refused[1]


def test_kin_are_named_with_what_they_hold_and_no_more(open_case: Partnership, sato: Account) -> None:
    declare(open_case, sato, **KIN)
    assess(open_case)
    assert "COI-14" in codes(open_case)
    for statements, field in (
        ([{"kind": "kinship", "person": "sato", "relative": "hikari"}], "statements/0/relative"),
        ([{"kind": "kinship", "person": "kin-1", "relative": "kin-1"}], "statements/0/person"),
        ([{"kind": "benefit", "person": "kin-1", "giver": "hikari"}], "statements/0/person"),
        ([{"kind": "shareholding", "holder": "kita", "company": "hikari"}], "statements/0/holder"),
        ([{"kind": "conduct", "person": "sato", "type": "leak"}], "statements/0/kind"),
        ([{**TIE, "source": "somebody"}], "statements/0/source"),
        ([{**TIE, "share_bp": 99_999}], "statements/0/share_bp"),
        ([{**TIE, "company": "nobody"}], "statements/0/company"),
        ([{**TIE, "from": "2026-02-31"}], "statements/0/from"),
        ([{**TIE, "company": "a\0b"}], "statements/0/company"),
        ("all of them", "statements"),
    ):
        with pytest.raises(InvalidError) as wrong:
            declare(open_case, sato, statements=statements, people=KIN["people"] if "kin-1" in str(statements) else [])
        assert field in wrong.value.errors, wrong.value.errors
    assert OfficialDeclaration.objects.count() == 1


def test_a_declaration_is_signed_and_says_one_thing(open_case: Partnership, sato: Account) -> None:
    for given, field in (
        ({"signature": " "}, "signature"),
        ({"signature": "S" * 201}, "signature"),
        ({"signature": "Sa\0to"}, "signature"),
        ({"signature": "Someone Else"}, "signature"),
        ({"signature": "Sato Haruka\u200b"}, "signature"),
        ({"says": "perhaps"}, "says"),
        ({"says": "ties"}, "statements"),
        ({"says": "nothing", "statements": [TIE]}, "says"),
    ):
        with pytest.raises(InvalidError) as wrong:
            declare(open_case, sato, **given)
        assert field in wrong.value.errors
    with pytest.raises(StaleError):
        declare(open_case, sato, revision=7)
    assert not OfficialDeclaration.objects.exists()
    assert current(open_case).revision == 1


def test_a_new_one_supersedes_what_the_old_one_stated_and_both_stay(open_case: Partnership, sato: Account) -> None:
    other = {"key": "other", "name": {"en": "Tsubaki Holdings (fictional)"}}
    declare(
        open_case,
        sato,
        **{**KIN, "companies": [other], "statements": [*KIN["statements"], {**TIE, "company": "other"}]},
    )
    assert len(current(open_case).document["companies"]) == 3
    declare(open_case, sato)
    document = current(open_case).document
    assert [each["kind"] for each in document["statements"]] == ["declaration"]
    assert (len(document["companies"]), len(document["people"]), len(document["sources"])) == (2, 1, 1)
    first, second = OfficialDeclaration.objects.all()
    assert (first.says, second.says) == ("ties", "nothing")
    assert len(first.content["statements"]) == 4
    with pytest.raises(TypeError):
        first.delete()


def test_a_company_that_the_case_knows_by_its_number_stands_for_itself(meti: GovernmentBody, officer: Account) -> None:
    numbered = {"key": "hikari", "name": {"en": "Hikari"}, "corporate_number": "7000012050002"}
    case = registered(official_case(companies=[numbered]), account=officer)
    again = {"key": "x", "name": {"en": "Hikari"}, "corporate_number": numbered["corporate_number"]}
    declare(case, named(case), companies=[again], statements=[{**TIE, "company": "x"}])
    assert current(case).document["companies"] == [numbered]
    assert current(case).document["statements"][0]["company"] == "hikari"


def test_it_is_asked_for_again_when_the_case_is_another_or_too_old_and_not_for_every_revision(
    open_case: Partnership, officer: Account, sato: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(open_case, sato, statements=[TIE])
    document = current(open_case).document

    def revised(**changes: Any) -> tuple[str, tuple[str, ...]]:
        content = {**document, "revision": current(open_case).revision + 1, **changes}
        register_partnership(check_document(content), account=officer, way="form")
        return stands(open_case).state, stands(open_case).reasons

    assert revised(value_yen=2_000_000) == ("current", ())
    both = [*document["participants"], {"company": "kita", "role": "subcontractor"}]
    state, (reason,) = revised(participants=both)
    assert (state, reason) == ("again", "A company is new in the case: Kita Materials Inc..")
    assert revised(statements=document["statements"][-1:])[1] == (
        "1 statement of the declaration is not in the present revision.",
    )
    assert revised()[0] == "current"
    later = timezone.localdate() + timedelta(days=400)
    (official,) = officials_with_declarations(current(open_case), later)
    assert official.standing.reasons == ("It is older than 12 months.",)


def test_it_leaves_the_review_where_it_was(open_case: Partnership, first: Account, sato: Account) -> None:
    under_review(open_case, first)
    declare(open_case, sato, statements=[TIE])
    view = view_of(open_case)
    assert (view.case.state, view.of_account(first.pk) is not None) == (CaseState.UNDER_REVIEW, True)


def test_only_an_official_of_the_case_declares_for_it(
    open_case: Partnership, officer: Account, first: Account, sato: Account, meti: GovernmentBody
) -> None:
    other = registered(
        official_case(
            reference="T-2",
            people=[{"key": "kato", "name": {"en": "Kato"}}],
            officials=[{"person": "kato", "role": "evaluator"}],
        )
    )
    for account, case in ((officer, open_case), (first, open_case), (sato, other)):
        with pytest.raises(NotYoursError):
            declare(case, account)
    Account.objects.filter(pk=officer.pk).update(person=sato.person_id)
    assert declare(open_case, Account.objects.get(pk=officer.pk)).account_id == officer.pk


def test_a_secret_case_is_declared_for_only_with_the_right_to_it(meti: GovernmentBody, officer: Account) -> None:
    case = registered(official_case(secrecy="defence"), account=officer)
    with pytest.raises(NotYoursError):
        declare(case, named(case))
    declare(case, named(case, name="cleared", reads_secret=True))


def test_the_event_names_it_by_row_and_hash(open_case: Partnership, sato: Account) -> None:
    row = declare(open_case, sato, statements=[TIE], signature="Haruka SATO (division director)")
    event = AuditEvent.objects.filter(verb="official_declared").get()
    assert event.after == {"number": 1, "sha256": row.sha256, "revision": 2}
    everything = str([(each.before, each.after) for each in AuditEvent.objects.all()])
    assert "division director" not in everything
    assert "shareholding" not in everything


def test_two_declarations_at_one_revision_are_not_both_stored(open_case: Partnership, sato: Account) -> None:
    given = {"revision": 1, "says": "nothing", "signature": "Sato Haruka"}
    sign_declaration(open_case, given, account=sato)
    with pytest.raises(StaleError):
        sign_declaration(open_case, given, account=sato)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_readers_of_either_language_read_what_the_source_is_whatever_the_signers_was(
    open_case: Partnership, sato: Account, language: str
) -> None:
    with translation.override(language):
        declare(open_case, sato, statements=[TIE])
    source = Source.objects.get(title__startswith="Declaration for the case, signed on ")
    assert source.title_ja.startswith("本件に関する利害関係の申告（令和")
    assert current(open_case).document["sources"][-1]["title_ja"] == source.title_ja
