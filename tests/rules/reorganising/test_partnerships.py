"""Partnerships and obligations of a draft: what appears, who answers, who may read it, and that nothing is stored."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command

from institutions.access.callers import ALL_BODIES, EVERYBODY, reader_of_bodies
from institutions.access.events import events_for
from institutions.access.key_making import make_key
from institutions.access.keys import KeyHolder
from institutions.codes.wording import code_words
from institutions.drafts.check import check_document
from institutions.drafts.errors import DraftInvalid
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.drafts.store import Registration, register_partnership
from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Role
from institutions.parties.organisation.state import OrganisationHistory
from rules.models import Asking, CaseSummary, NotedChange
from rules.planning.drafting import begin_reorganisation, check_reorganisation
from rules.planning.effects import effect_of, in_numbers
from rules.reorganising.effect import take_effect
from rules.reorganising.enacting import enact
from rules.reorganising.preview import whole_preview
from tests.documents import small
from tests.people import person_named
from tests.rules.reorganising.drafted import DISSOLVED, ESA, document, seeded, today  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded", "no_broker")]
BARRED = {
    "kind": "listing",
    "company": "hikari",
    "list": "exclusion_from_tender",
    "body": "CAO",
    "ground": "suspension",
    "from": "2026-06-01",
    "until": "2028-06-30",
}
TO_CAO = {"act": "dissolve", "body": "NSS-ECON", "successor": "CAO"}
Json = dict[str, Any]


def registered(reference: str, sponsor: str, **changes: Any) -> Registration:
    given = small(
        reference=reference,
        sponsor=sponsor,
        **{"submitted_by": sponsor, "domain": "cloud", "statements": [BARRED], **changes},
    )
    return register_partnership(check_document(given), account=None, way="file")


def preview(*acts: Json, reader: Any = ALL_BODIES, **more: Any) -> Json:
    return whole_preview(read_reorganisation(document(*acts, **more)), OrganisationHistory.read(), reader=reader)


def test_findings_of_partnerships_change_with_the_body_that_answers() -> None:
    mine, other = registered("P-1", "NSS-ECON").partnership, registered("P-2", "METI").partnership
    shown = preview(TO_CAO, on=30)["partnerships"]
    assert shown["screened"] == 2
    severity = {"partnership": str(mine.pk), "code": "COL-19", "severity": "critical", "was": "medium"}
    assert shown["changed"] == [severity], "the exclusion by CAO binds its own partnership"
    assert str(other.pk) not in json.dumps(shown)
    numbers = {"appear": 0, "gone": 0, "changed": 1}
    assert (shown["by_body"], shown["by_domain"]) == (
        [{"body": "NSS-ECON", **numbers}],
        [{"domain": "cloud", **numbers}],
    )


def test_findings_of_partnerships_are_counted_by_sponsor_and_domain_as_a_reader_may_read_them() -> None:
    for number, (domain, secrecy) in enumerate((("cloud", "none"), ("cyber", "none"), ("cyber", "defence")), start=1):
        registered(f"P-{number}", "NSS-ECON", domain=domain, secrecy=secrecy)
    numbers = {"appear": 0, "gone": 0, "changed": 1}
    body = GovernmentBody.objects.get(code="NSS-ECON")
    for reader, cyber in ((ALL_BODIES, 2), (reader_of_bodies([body.pk], kin=True), 1)):
        shown = preview(TO_CAO, on=30, reader=reader)["partnerships"]
        assert shown["by_body"] == [{"body": "NSS-ECON", **numbers, "changed": 1 + cyber}]
        assert shown["by_domain"] == [{"domain": "cloud", **numbers}, {"domain": "cyber", **numbers, "changed": cyber}]


def test_only_partnerships_that_asked_for_what_the_draft_touches_are_derived() -> None:
    for number, sponsor in enumerate(("NSS-ECON", "METI", "MEXT"), start=1):
        registered(f"P-{number}", sponsor, statements=[])
    call_command("assess", "--all", "--wait")
    assert Asking.objects.count() == 3
    shown = preview({"act": "dissolve", "body": "NSS-ECON", "successor": "MOE"}, on=30)["partnerships"]
    assert (shown["screened"], shown["derived"]) == (3, 1)


def test_a_reader_learns_of_no_partnership_that_they_may_not_read() -> None:
    registered("P-1", "NSS-ECON", secrecy="defence")
    registered("P-2", "NSS-ECON")
    body = GovernmentBody.objects.get(code="NSS-ECON")
    seen = {
        name: preview(TO_CAO, reader=reader, on=30)
        for name, reader in (
            ("all", ALL_BODIES),
            ("body", reader_of_bodies([body.pk], kin=True)),
            ("everybody", EVERYBODY),
        )
    }
    assert {name: each["partnerships"]["screened"] for name, each in seen.items()} == {
        "all": 2, "body": 1, "everybody": 0,
    }  # fmt: skip
    assert {name: len(each["obligations"]) for name, each in seen.items()} == {"all": 2, "body": 1, "everybody": 0}


def test_obligations_name_the_body_before_and_after() -> None:
    mine = registered("P-1", "NSS-ECON").partnership
    registered("P-2", "METI")
    assert preview(ESA, DISSOLVED, on=30)["obligations"] == [
        {"partnership": str(mine.pk), "what": "case", "due_on": None, "from": "NSS-ECON", "to": "ESA"}
    ]
    left = preview({"act": "dissolve", "body": "NSS-ECON"}, on=30)
    assert {"kind": "partnership", "body": "NSS-ECON", "partnership": str(mine.pk)} in left["orphans"]
    assert [each["to"] for each in left["obligations"]] == [None]


def test_partnerships_of_one_domain_go_where_a_split_says() -> None:
    cloud, energy = registered("P-1", "METI"), registered("P-2", "METI", domain="energy")
    split = {"act": "split", "body": "METI", "into": [{"body": "DA", "partnerships": [{"domain": "cloud"}]}]}
    assert [(each["partnership"], each["to"]) for each in preview(split)["obligations"]] == [
        (str(cloud.partnership.pk), "DA")
    ]
    enact(document(split), actor=None, approved_by=None)
    later = registered("P-3", "METI", domain="cloud")
    found = dict(Partnership.objects.values_list("reference", "submitted_by__code"))
    assert found == {"P-1": "DA", "P-2": "METI", "P-3": "METI"}, "who names METI after the split means METI"
    summaries = dict(CaseSummary.objects.values_list("partnership__reference", "sponsor__code"))
    assert summaries == {"P-1": "DA", "P-2": "METI", "P-3": "METI"}
    assert energy.partnership.pk != later.partnership.pk


def test_a_preview_leaves_nothing_behind() -> None:
    registered("P-1", "NSS-ECON")
    counts = AuditEvent.objects.count(), NotedChange.objects.count(), GovernmentBody.objects.count()
    preview(ESA, DISSOLVED)
    assert counts == (AuditEvent.objects.count(), NotedChange.objects.count(), GovernmentBody.objects.count())


def test_a_case_moves_on_the_day_with_its_event_and_is_asked_for_anew() -> None:
    mine = registered("P-1", "NSS-ECON").partnership
    enact(document(ESA, DISSOLVED, on=30), actor=None, approved_by=None)
    assert take_effect(today() + timedelta(days=29)) == 0
    mine.refresh_from_db()
    assert mine.submitted_by.code == "NSS-ECON"
    assert take_effect(today() + timedelta(days=30)) == 1
    mine.refresh_from_db()
    assert mine.submitted_by.code == "ESA"
    event = AuditEvent.objects.get(verb="case_moved")
    assert (event.object, event.after) == (f"partnership:{mine.pk}", {"from": "NSS-ECON", "to": "ESA"})
    assert take_effect(today() + timedelta(days=31)) == 0


def test_a_key_that_reads_no_partnerships_gets_numbers_of_them() -> None:
    mine = registered("P-1", "NSS-ECON").partnership
    body = GovernmentBody.objects.get(code="NSS-ECON")
    for scopes, named in ((["plan"], False), (["plan", "read"], True)):
        system = KeyHolder(make_key(body, scopes=scopes)[0])
        draft, _new = begin_reorganisation(system, check_reorganisation(document(TO_CAO, on=30)))
        shown = effect_of(draft, system)
        assert (str(mine.pk) in json.dumps(shown)) is named, scopes
        assert ("counts" in shown["partnerships"]) is not named
        assert [each["changed"] for each in shown["partnerships"]["by_body"]] == [1]
        assert len(shown["obligations"]) == 1


def test_numbers_say_of_how_many_partnerships_nothing_could_be_told() -> None:
    cases = {"screened": 2, "derived": 2, "on_record": 0, "appear": [], "gone": [], "changed": [], "failed": ["one"]}
    cases |= {"by_body": [], "by_domain": []}
    shown = in_numbers({"partnerships": cases, "obligations": [], "orphans": [], "reviewers": [], "duties": []})
    assert shown["partnerships"]["failed"] == 1


def test_the_refusal_of_a_shared_reference_names_none_of_a_restricted_partnership() -> None:
    for body in ("NSS-ECON", "CAO"):
        registered("P-OPEN", body)
    assert "P-OPEN" in refusal(TO_CAO)
    Partnership.objects.filter(submitted_by__code="CAO").update(secret=True)
    assert "P-OPEN" not in refusal(TO_CAO)
    assert "not everybody may read it" in refusal(TO_CAO)
    assert "P-OPEN" in refusal(TO_CAO, operator=True)


def test_the_refusal_to_leave_partnerships_to_nobody_counts_no_restricted_one() -> None:
    left = {"act": "dissolve", "body": "NSS-ECON"}
    for number in (1, 2):
        registered(f"P-{number}", "NSS-ECON")
    assert "2 partnerships" in refusal(left)
    assert "Restricted" not in refusal(left)
    Partnership.objects.filter(reference="P-2").update(secret=True)
    assert "1 partnership" in refusal(left)
    assert "Restricted partnerships of NSS-ECON" in refusal(left)
    Partnership.objects.update(secret=True)
    assert "2 partnerships" not in refusal(left)
    assert "2 partnerships" in refusal(left, operator=True)


def refusal(*acts: Json, operator: bool = False) -> str:
    """Return what is said against an enactment that an administrator, or the operator, asks for."""
    made = [
        Account.objects.get_or_create(
            username=name, defaults={"role": Role.ADMINISTRATOR, "person": person_named(name)}
        )
        for name in ("Sato Haruka", "Mori Akira")
    ]
    asked, second = (None, None) if operator else [each for each, _new in made]
    with pytest.raises(DraftInvalid) as wrong:
        enact(document(*acts, on=30), actor=asked, approved_by=second)
    return " ".join(code_words(each.said) for each in wrong.value.errors)


def test_the_event_of_the_day_counts_restricted_partnerships_for_those_with_the_right_alone() -> None:
    """One number of all told an auditor how many restricted ones a body has: the others have events to be read."""
    for number, secrecy in enumerate(("none", "none", "defence"), start=1):
        registered(f"P-{number}", "NSS-ECON", secrecy=secrecy)
    enact(document(ESA, DISSOLVED, on=30), actor=None, approved_by=None)
    assert take_effect(today() + timedelta(days=30)) == 1
    told = [numbers_read_by(reads_secret=right) for right in (False, True)]
    assert told == [[2], [1, 2]]


def numbers_read_by(*, reads_secret: bool) -> list[int]:
    """Return the numbers of moved partnerships in the events that an auditor may read."""
    auditor = Account.objects.create_user(f"auditor-{reads_secret}", role=Role.AUDITOR, reads_secret=reads_secret)
    events = events_for(auditor).filter(verb="reorganisation_reached")
    return sorted(event.after["partnerships"] for event in events if event.after)
