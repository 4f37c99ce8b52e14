"""A party becomes everybody's when a case that names it is open, and gives way when its cases are closed."""

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, Company, GovernmentBody, IdentityLead, Party, Role
from tests.institutions.imports.records import bring_in, of, words
from tests.rules.assessing.test_findings import assessed
from tests.rules.restricted_parties.building import NUMBER, OPEN_NAME, key_of, naming, officer_of, restricted, sent
from tests.rules.restricted_parties.test_files_of_others import come_in, options_for, tendered


def test_an_open_case_that_is_closed_later_leaves_its_number_to_others(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    opened = restricted(secrecy="none")
    assessed(opened)
    first = Party.objects.get(corporate_number=NUMBER)
    assessed(restricted(revision=2))
    answer = sent(key_of(digital_agency), "partnerships/", naming(name=OPEN_NAME, corporate_number=NUMBER))
    assert answer.status_code == 201
    assert answer.json()["parties"]["hikari"] != str(first.pk)
    assert officer_of(digital_agency).get(f"/companies/{first.pk}/").status_code == 404


def party_without_a_number() -> Party:
    """Return a company that an open case names without its number."""
    unnumbered = [{"key": "kuroi", "name": {"en": "Kuroi Optics Inc.", "ja": "黒井光学株式会社"}}]
    assessed(restricted(secrecy="none", companies=unnumbered))
    return Party.objects.get(name_en="Kuroi Optics Inc.")


def test_a_revision_that_closes_a_case_gives_no_number_to_a_party_that_others_name(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    first = party_without_a_number()
    assert sent(key_of(digital_agency), "partnerships/", naming(id=str(first.pk))).status_code == 201
    assessed(restricted(revision=2))  # with its number and LEI
    first.refresh_from_db()
    assert (first.corporate_number, first.lei) == (None, None)
    outside = officer_of(digital_agency)
    assert NUMBER not in outside.get(f"/companies/{first.pk}/").content.decode()
    assert NUMBER not in str(outside.get(f"/api/v1/companies/{first.pk}/").json())
    own = Party.objects.get(corporate_number=NUMBER)
    assert own.confined
    assert outside.get(f"/companies/{own.pk}/").status_code == 404
    assessed(restricted(revision=3, title={"en": "Hayabusa optics II"}))
    assert Party.objects.get(corporate_number=NUMBER) == own


def test_a_revision_that_closes_a_case_gives_no_number_to_a_party_that_an_import_names(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    """Everybody goes on finding it: what an import says of a party is for everybody to read."""
    first = party_without_a_number()
    exposure = {"kind": "exposure", "company": "c1", "country": "CN", "revenue_bp": 3100}
    record = of(companies=[{"key": "c1", "id": str(first.pk)}], statements=[exposure])
    assert words(bring_in(digital_agency, record)) == ["added"]
    assessed(restricted(revision=2))  # with its number and LEI
    outside = officer_of(digital_agency)
    page = outside.get(f"/companies/{first.pk}/")
    assert page.status_code == 200
    assert NUMBER not in page.content.decode()
    first.refresh_from_db()
    assert (first.corporate_number, first.lei) == (None, None)
    assert Party.objects.get(corporate_number=NUMBER).confined


def test_a_revision_that_closes_a_case_numbers_a_party_that_it_alone_names(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    first = party_without_a_number()
    assessed(restricted(revision=2))
    assert Party.objects.get(corporate_number=NUMBER) == first
    assert officer_of(digital_agency).get(f"/companies/{first.pk}/").status_code == 404


def test_opening_the_case_opens_the_party_and_the_match(
    two: tuple[Party, Party], meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    closed, _opened = two
    assessed(restricted(revision=2, secrecy="none"))
    outside = officer_of(digital_agency)
    assert outside.get(f"/companies/{closed.pk}/").status_code == 200
    assert officer_of(meti).get(f"/leads/{IdentityLead.objects.get().pk}/").status_code == 200


def test_a_party_that_an_open_case_of_the_entitled_names_is_everybodys(
    company: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    answer = sent(key_of(meti), "partnerships/", naming("METI", corporate_number=NUMBER))
    assert answer.json()["parties"]["hikari"] == str(company.pk)
    company.refresh_from_db()
    assert not company.confined
    other = sent(key_of(digital_agency), "partnerships/", naming(corporate_number=NUMBER))
    assert other.json()["parties"]["hikari"] == str(company.pk)


def test_a_party_that_a_file_of_the_entitled_names_is_everybodys(
    company: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    entitled = Account.objects.create_user("entitled", role=Role.OFFICER, body=meti, reads_secret=True)
    exposure = {"kind": "exposure", "company": "c1", "country": "CN", "revenue_bp": 3100}
    row = {"key": "c1", "name": OPEN_NAME, "corporate_number": NUMBER}
    assert words(bring_in(meti, of(companies=[row], statements=[exposure]), account=entitled)) == ["added"]
    is_everybodys(company, digital_agency)


def test_a_party_that_a_published_process_of_the_entitled_names_is_everybodys(
    company: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    """Processes that are new are stored together, but for those that name a party of restricted partnerships."""
    options = options_for("METI")
    _told, stored = come_in(officer_of(meti, right=True), "ocds", tendered(NUMBER), options=options)
    assert [(each["outcome"], each["errors"]) for each in stored] == [("added", [])]
    is_everybodys(company, digital_agency)


def is_everybodys(company: Party, other: GovernmentBody) -> None:
    """Assert that another body joins what it says of the number with the party, and finds it."""
    company.refresh_from_db()
    assert not company.confined
    answer = sent(key_of(other), "partnerships/", naming(corporate_number=NUMBER))
    assert answer.json()["parties"]["hikari"] == str(company.pk)
    assert officer_of(other).get(f"/companies/{company.pk}/").status_code == 200


def test_a_party_that_others_were_merged_into_gives_way_when_it_is_closed(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    assessed(restricted(secrecy="none"))
    root = Party.objects.get(corporate_number=NUMBER)
    register_partnership(check_document(naming(name=OPEN_NAME)), account=None, way="file")
    other = Company.objects.get(name_en="Shiro Optics Ltd.")
    Party.objects.filter(pk=other.pk).update(same_as=root)
    assessed(restricted(revision=2))
    root.refresh_from_db()
    other.refresh_from_db()
    assert (root.same_as_id, other.same_as_id) == (other.pk, None)
    assert officer_of(digital_agency).get(f"/companies/{other.pk}/").status_code == 200
