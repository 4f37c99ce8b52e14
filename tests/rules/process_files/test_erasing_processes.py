"""An erasure takes a person's name out of published processes and the files that they came in."""

import pytest

from institutions.models import Account, GovernmentBody, Role
from rules.models import StoredProcess
from rules.review.erasing.erase import erase_person
from rules.review.erasing.preview_job import preview_here
from tests.people import person_named
from tests.rules.process_files.conftest import award, bid, lines, process, screened, sent

pytestmark = pytest.mark.django_db
NAME = "Watanabe Hanako"


def test_an_erasure_takes_the_name_out_of_release_answer_and_facts(body: GovernmentBody) -> None:
    supplier = {"id": "W", "name": NAME}
    release = process(bid("W", 1000), bid("L", 1000), awards=[award("W", id="1")], ocid="ocds-test01-1", title=NAME)
    release["awards"][0]["suppliers"] = [supplier]
    screened(sent(body, lines(release), name=f"{NAME}.jsonl"))
    person = person_named(NAME)
    administrator = Account.objects.create_user("admin", "a long pass phrase", role=Role.ADMINISTRATOR)
    seen = preview_here(person, administrator).fingerprint
    erase_person(person, reason="She asked for it on 2 November.", account=administrator, seen=seen)
    row = StoredProcess.objects.select_related("file").get()
    for said in (row.release, row.facts, row.answer, row.file.name):
        assert NAME not in str(said)
