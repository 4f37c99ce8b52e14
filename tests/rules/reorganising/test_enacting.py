"""Enactment: what the preview showed becomes dated statements of the register, in one transaction, or nothing does."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from institutions.access.keys import KeyHolder
from institutions.audit.verify import verify_audit
from institutions.drafts.errors import DraftInvalid
from institutions.drafts.reorganisation.applying import apply_draft
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.models import (
    Account,
    ApiKey,
    AuditEvent,
    BodySuccession,
    Enactment,
    GovernmentBody,
    Mandate,
    Party,
    Person,
    Role,
)
from institutions.parties.organisation.state import OrganisationHistory, read_organisation
from institutions.seeding.folder import read_folder
from institutions.seeding.store import store_seed
from rules.access.commissions import commissions_for
from rules.access.reorganisations import reorganisations_for
from rules.models import Commission, ProcessComparison, ProcessFile, ReorganisationDraft, StoredProcess
from rules.planning.drafting import begin_reorganisation, check_reorganisation
from rules.reorganising.enacting import enact, withdraw
from tests.rules.reorganising.drafted import DISSOLVED, ESA, LAW, day, document, seeded, today  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
RENAMED = {"act": "rename", "body": "METI", "name": {"en": "Ministry of Industry", "ja": "産業省"}, "code": "MOI"}


def enacted(*acts: Any, **more: Any) -> Enactment:
    return enact(document(*acts, **more), actor=None, approved_by=None)


def refused(*acts: Any, **more: Any) -> list[str]:
    with pytest.raises(DraftInvalid) as caught:
        enacted(*acts, **more)
    return [each.field for each in caught.value.errors]


@pytest.mark.parametrize("after", [0, 30])
def test_the_register_says_what_the_preview_showed(after: int) -> None:
    acts = (
        ESA,
        DISSOLVED,
        RENAMED,
        {"act": "rename", "body": "MEXT", "name": {"en": "Ministry of Learning", "ja": "学習省"}},
        {"act": "move", "body": "ANRE", "parent": "MOE"},
        {"act": "move_mandate", "from": "METI", "to": "esa", "domain": "cloud", "function": "promotes"},
        {"act": "grant_mandate", "body": "esa", "domain": "quantum", "function": "policy", "lead": "joint"},
        {"act": "create_post", "body": "esa", "post": {"en": "Commissioner", "ja": "長官"}, "appointed_by": "CABINET"},
    )
    given = document(*acts, on=after)
    shown = apply_draft(read_reorganisation(given), OrganisationHistory.read()).after
    made = enact(given, actor=None, approved_by=None)
    assert read_organisation(today() + timedelta(days=after)) == shown
    assert made.state == "enacted"
    assert made.is_planned(today()) == bool(after)
    eve = read_organisation(today() + timedelta(days=after - 1))
    assert "ESA" not in eve.bodies
    assert "NSS-ECON" in eve.bodies
    assert eve.bodies["METI"].ja == "経済産業省"
    assert verify_audit().troubles == ()


def test_days_of_several_acts_come_one_after_the_other() -> None:
    later = {**DISSOLVED, "on": day(10), "successor": "ESA"}
    enacted(ESA, later, on=5)
    days = [read_organisation(date.fromisoformat(day(at))).bodies for at in (4, 5, 10)]
    assert [{"ESA", "NSS-ECON"} & each.keys() for each in days] == [{"NSS-ECON"}, {"ESA", "NSS-ECON"}, {"ESA"}]
    events = AuditEvent.objects.filter(object__startswith="enactment:").order_by("pk")
    assert list(events.values_list("verb", flat=True)) == ["reorganised", "reorganised", "reorganisation_enacted"]


def test_every_statement_names_the_law() -> None:
    made = enacted(ESA, DISSOLVED)
    rows = Mandate.objects.current().filter(body__code="ESA")
    assert {row.source.title for row in rows if row.source} == {f"{LAW['law']} (ESA-1)"}
    assert {row.in_law for row in rows} == {True}
    assert BodySuccession.objects.get().source == made.source


def test_only_what_is_law_and_leaves_nothing_to_nobody_is_enacted() -> None:
    rows = GovernmentBody.objects.count(), Mandate.objects.count(), AuditEvent.objects.count()
    assert refused(ESA, basis={"law": None, "note": "draft"}) == ["/acts/0/basis"]
    assert refused({**ESA, "on": day(-1)}) == ["/acts/0/on"]
    assert refused({"act": "dissolve", "body": "NSS-ECON"}) == ["/acts", "/acts"]
    assert refused({"act": "dissolve", "body": "NOBODY"}) == ["/acts/0/body"]
    assert rows == (GovernmentBody.objects.count(), Mandate.objects.count(), AuditEvent.objects.count())
    enacted(ESA)
    assert refused({**ESA, "code": "ESB"}) == ["/reference"]


def test_an_administrator_enacts_with_a_second_person() -> None:
    planner, first, second = (
        Account.objects.create_user(name, role=role)
        for name, role in (("p", Role.OFFICER), ("a", Role.ADMINISTRATOR), ("b", Role.ADMINISTRATOR))
    )
    # Of two accounts without a person, or with one, nobody knows whether they are one person's.
    pairs = ((planner, first), (first, None), (first, first), (first, second))
    for actor, approved_by in pairs:
        with pytest.raises(DraftInvalid):
            enact(document(ESA), actor=actor, approved_by=approved_by)
    first.person = Person.objects.create(name_en="Administrator (fictional)")
    second.person = Person.objects.create(name_en="The same, found later (fictional)", same_as=first.person)
    for actor, approved_by in ((first, second), (first, Account(username="c", role=Role.ADMINISTRATOR))):
        with pytest.raises(DraftInvalid):
            enact(document(ESA), actor=actor, approved_by=approved_by)
    second.person = Person.objects.create(name_en="Another administrator (fictional)")
    made = enact(document(ESA), actor=first, approved_by=second)
    assert (made.enacted_by, made.approved_by) == (first, second)


def test_it_can_be_withdrawn_until_the_day() -> None:
    before = {at: read_organisation(today() + timedelta(days=at)) for at in (0, 30, 60)}
    for _ in range(2):  # the code is free again
        enacted(ESA, DISSOLVED, RENAMED, on=30)
        assert withdraw("ESA-1", actor=None, approved_by=None).state == "withdrawn"
        assert {at: read_organisation(today() + timedelta(days=at)) for at in before} == before
    assert verify_audit().troubles == ()
    with pytest.raises(DraftInvalid):
        withdraw("ESA-1", actor=None, approved_by=None)
    enacted(ESA)
    with pytest.raises(DraftInvalid) as caught:
        withdraw("ESA-1", actor=None, approved_by=None)
    assert [each.field for each in caught.value.errors] == ["/on"]


def test_what_another_one_rests_on_is_not_withdrawn() -> None:
    enacted(ESA, on=30)
    enacted({"act": "move", "body": "ESA", "parent": "CAS"}, on=40, reference="ESA-2")
    with pytest.raises(DraftInvalid, match="ESA-1 states was changed since"):
        withdraw("ESA-1", actor=None, approved_by=None)
    withdraw("ESA-2", actor=None, approved_by=None)
    body = Party.objects.get(code="ESA")
    account = Account.objects.create_user("early", body_id=body.pk)
    with pytest.raises(DraftInvalid, match="names ESA already"):
        withdraw("ESA-1", actor=None, approved_by=None)
    account.delete()
    withdraw("ESA-1", actor=None, approved_by=None)


def test_the_seed_files_take_nothing_back() -> None:
    enacted(ESA, DISSOLVED, RENAMED, {"act": "rename", "body": "MEXT", "name": {"en": "Learning", "ja": "学習省"}})
    now = read_organisation(today())
    seen = {each.key: (each.name_ja, each.dissolved_on) for each in GovernmentBody.objects.all()}
    counts = store_seed(read_folder())
    assert not any(each.counts.changed for each in counts)
    assert read_organisation(today()) == now
    assert {each.key: (each.name_ja, each.dissolved_on) for each in GovernmentBody.objects.all()} == seen
    assert seen["MEXT"][0] == "学習省"


def test_what_the_systems_of_a_body_stored_follows_it_with_its_keys() -> None:
    """A ministry under another code no longer found the drafts, commissions and screened files that it had."""
    old, other = (GovernmentBody.objects.get(code=code) for code in ("METI", "MEXT"))
    officer = Account.objects.create_user("officer", role=Role.OFFICER, body=old)
    holder = KeyHolder(
        ApiKey.objects.create(
            body=old, prefix="k", digest="0" * 64, scopes=["plan"], expires_at=datetime(2036, 1, 1, tzinfo=UTC)
        )
    )
    begin_reorganisation(holder, check_reorganisation(document(ESA, reference="SYS-1", basis=LAW)))
    commission = Commission.objects.create(body=old, name="Commission (fictional)", account=officer)
    made = {"form": "ocds", "body": old}
    comparison = ProcessComparison.objects.create(key="0" * 64, **made)
    file = ProcessFile.objects.create(comparison=comparison, name="a.json", sha256="0" * 64, **made)
    StoredProcess.objects.create(
        body=old,
        file=file,
        ocid="ocds-1",
        line=1,
        facts={},
        release={},
        answer={"findings": [], "outcomes": {}},
        rulebook="0" * 64,
    )
    enacted(RENAMED)
    new = GovernmentBody.objects.get(code="MOI")
    models: Any = (ApiKey, ReorganisationDraft, Commission, ProcessComparison, ProcessFile, StoredProcess)
    assert {model.__name__: [row.body.code for row in model.objects.all()] for model in models} == {
        model.__name__: ["MOI"] for model in models
    }
    officer.refresh_from_db()
    assert list(commissions_for(officer)) == [commission]
    assert [row.reference for row in reorganisations_for(KeyHolder(ApiKey.objects.get()))] == ["SYS-1"]
    # One of the same name in the other body stays apart: nobody's is overwritten.
    Commission.objects.create(body=other, name=commission.name, account=officer)
    enacted({"act": "dissolve", "body": "MOI", "successor": "MEXT"}, reference="ESA-2")
    assert {row.body.code for row in Commission.objects.all()} == {"MEXT", "MOI"}
    assert {row.body.code for row in StoredProcess.objects.all()} == {"MEXT"}
    assert new.code == "MOI"
    assert verify_audit().troubles == ()


def test_rights_follow_the_body_or_end_with_it() -> None:
    bodies = {code: GovernmentBody.objects.get(code=code) for code in ("NSS-ECON", "CAICM", "METI")}
    accounts = {code: Account.objects.create_user(code, body=body) for code, body in bodies.items()}
    for code, body in bodies.items():
        ApiKey.objects.create(
            body=body, prefix=code, digest="0" * 64, scopes=[], expires_at=datetime(2036, 1, 1, tzinfo=UTC)
        )
    ended = [
        {"act": "end_mandate", "body": "CAICM", "domain": row.domain, "function": row.function} if row.domain else
        {"act": "end_mandate", "body": "CAICM", "function": row.function}
        for row in Mandate.objects.current().filter(body=bodies["CAICM"])
    ]  # fmt: skip
    enacted(ESA, DISSOLVED, *ended, {"act": "dissolve", "body": "CAICM"})
    for account in accounts.values():
        account.refresh_from_db()
    assert [(each.body.code, each.is_active) for each in accounts.values() if each.body] == [
        ("ESA", True), ("CAICM", False), ("METI", True),
    ]  # fmt: skip
    keys = {each.prefix: (each.body.code, each.revoked_at is None) for each in ApiKey.objects.all()}
    assert keys == {"NSS-ECON": ("ESA", True), "CAICM": ("CAICM", False), "METI": ("METI", True)}
    assert verify_audit().troubles == ()
