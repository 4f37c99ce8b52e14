"""A document that a restricted case names is another source for others who name it."""

from django.test import Client

from institutions.models import Account, GovernmentBody, Role, Source
from tests.rules.assessing.test_findings import assessed
from tests.rules.restricted_parties.building import OPEN_NAME, key_of, naming, officer_of, restricted, sent


def test_whoever_names_the_same_document_gets_a_source_of_their_own(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    paper = {"key": "paper", "title": "Register extract", "retrieved_on": "2026-06-01"}
    told = {**paper, "title_ja": "はやぶさ登記簿"}
    exposure = {"kind": "exposure", "country": "CN", "revenue_bp": 3100, "source": "paper"}
    given = {"sources": [told], "statements": [{**exposure, "company": "kuroi"}], "restricts_countries": ["CN"]}
    closed = assessed(restricted(**given))
    older = Source.objects.latest("pk").pk
    free = {**paper, "title": "Another extract"}
    content = {**naming(name=OPEN_NAME), "sources": [free, {**paper, "key": "same"}]}
    content["statements"] = [{**exposure, "company": "hikari"}, {**exposure, "company": "hikari", "source": "same"}]
    assert sent(key_of(digital_agency), "partnerships/", content).status_code == 201
    same = Source.objects.filter(title=paper["title"]).latest("pk")
    assert same.pk > older
    assert (same.title_ja, Source.objects.filter(title=paper["title"]).count()) == ("", 2)
    outside, inside = officer_of(digital_agency), officer_of(meti, right=True)
    assert outside.get(f"/sources/{same.pk}/").status_code == 200
    assert outside.get(f"/sources/{older}/").status_code == 404
    assert "はやぶさ" in inside.get(f"/sources/{older}/", headers={"accept-language": "ja"}).content.decode()
    again = assessed(restricted(reference="SECRET-8", **given))
    assert Source.objects.filter(title=paper["title"]).count() == 2
    for each in (closed, again):
        page = inside.get(f"/partnerships/{each.partnership_id}/graph/").content.decode()
        assert f"/sources/{older}/" in page
        assert f"/sources/{same.pk}/" not in page


def test_a_document_that_a_case_named_before_it_was_restricted_is_shown_to_those_with_the_right_alone(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    paper = {"key": "paper", "title": "Hayabusa extract", "retrieved_on": "2026-06-01"}
    exposure = {"kind": "exposure", "company": "kuroi", "country": "CN", "revenue_bp": 3100, "source": "paper"}
    given = {"sources": [paper], "statements": [exposure]}
    assessed(restricted(secrecy="none", **given))
    first = Source.objects.latest("pk").pk
    officers = [
        officer_of(digital_agency),
        officer_of(digital_agency, right=True),
        officer_of(meti),
        role_of(Role.ADMINISTRATOR),
        role_of(Role.AUDITOR),
    ]
    entitled = officer_of(meti, right=True)
    assert {each.get(f"/sources/{first}/").status_code for each in [*officers, entitled]} == {200}
    assessed(restricted(revision=2, **given))
    for each in officers:
        assert each.get(f"/sources/{first}/").status_code == 404
        assert "Hayabusa" not in each.get("/sources/").content.decode()
        assert "Hayabusa" not in each.get("/api/v1/sources/").content.decode()
    assert "Hayabusa" in entitled.get("/sources/").content.decode()
    assessed(restricted(revision=3, secrecy="none", **given))
    assert officers[0].get(f"/sources/{first}/").status_code == 200


def role_of(role: Role) -> Client:
    """Return a client of an account without a body."""
    client = Client()
    client.force_login(Account.objects.create_user(role, role=role))
    return client
