"""A measure that another submission stated about a company of this case: it may bear on it, and nobody said it does."""

import pytest

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, Company, Role
from tests.documents import example
from tests.rules.review.casework.building import finding_of, registered
from tests.rules.web.pages.casework import shown
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.mark.parametrize("domain", [None, "magnets", "semiconductors"])
def test_its_company_says_so_and_the_page_does_not_say_more(domain: str | None) -> None:
    document = example("hikari_magnetics")
    stated = [each for each in document["statements"] if each["kind"] == "measure"]
    elsewhere = [{**each, "domain": domain} if domain else each for each in stated]
    register_partnership(
        check_document({**document, "reference": "OTHER-1", "statements": elsewhere}), account=None, way="file"
    )
    hikari = {"key": "hikari", "id": str(Company.objects.get(name_en__startswith="Hikari").pk)}
    case = registered(
        {
            **document,
            "statements": [each for each in document["statements"] if each not in stated],
            "companies": [hikari if each["key"] == "hikari" else each for each in document["companies"]],
        }
    )
    evidence = finding_of(case, "COL-01").match.evidence
    assert [each["bears_on_case"] for each in evidence if each["fact"] == "measure"] == [True]
    reader = signed_in(Account.objects.create_user("auditor", role=Role.AUDITOR))
    for language, said in (
        ("en", "may bear on this partnership by its company, or by its body and domain"),
        ("ja", "企業又は実施機関及び分野からみて本件に関わり得るもの"),
    ):
        page = shown(reader, f"/partnerships/{case.pk}/", headers={"Accept-Language": language})
        assert said.casefold() in page.casefold()
        assert "bears on this partnership" not in page
