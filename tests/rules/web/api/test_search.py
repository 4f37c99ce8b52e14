"""The one search over REST."""

import pytest

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from tests.documents import small
from tests.rules.web.api.conftest import Caller

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def test_each_kind_comes_with_its_first_results(caller: Caller) -> None:
    document = small(reference="METI-77", title={"en": "Hikari recycling", "ja": "ヒカリの再資源化"})
    submission = register_partnership(check_document(document), account=None, way="file")
    groups = caller.get("search/?q=hikari").json()["groups"]
    assert [each["kind"] for each in groups] == ["partnerships", "companies"]
    assert groups[0] == {
        "kind": "partnerships",
        "results": [
            {
                "key": str(submission.partnership.pk),
                "name": {"en": "Hikari recycling", "ja": "ヒカリの再資源化"},
                "known_by": "METI-77",
                "state": "submitted",
            }
        ],
        "more": False,
    }
    assert groups[1]["results"][0]["state"] is None


@pytest.mark.parametrize("query", ["", "?q=", "?q=%25", "?q=%00", "?name=x"])
def test_a_wrong_question_is_refused_by_name(caller: Caller, query: str) -> None:
    assert caller.get(f"search/{query}").status_code == 400
