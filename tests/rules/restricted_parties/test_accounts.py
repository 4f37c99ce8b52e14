"""An account of a person whom restricted partnerships alone name is to others an account as any other."""

import re

from django.test import Client

from institutions.audit.verify import verify_audit
from institutions.models import Account, AccountRequest, GovernmentBody, Party, Role
from tests.policyengine.access.answers import lasting
from tests.rules.assessing.test_findings import assessed
from tests.rules.restricted_parties.building import API, FREE_ID, naming


def signed_in(name: str, role: str, *, right: bool = False) -> Client:
    client = Client()
    client.force_login(Account.objects.create_user(name, role=role, reads_secret=right))
    return client


def linked(client: Client, name: str, person: str, body: GovernmentBody) -> tuple[int, str]:
    """Make an account of a person; return the answer without what differs from one account to the next."""
    sent = {"username": name, "role": "named", "is_active": "on", "person": person, "body": str(body.pk)}
    answer = client.post("/accounts/new/", sent)
    return answer.status_code, lasting(answer.content.decode().replace(name, "").replace(person, ""))


def page_of(client: Client, address: str, *without: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    text = (answer.getvalue() if answer.streaming else answer.content).decode()
    for each in without:
        text = text.replace(each, "")
    return lasting(text)


def test_administrators_and_auditors_without_the_right_are_told_the_same_of_it(
    person: Party, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    assessed({**naming(name={"en": "Shiro"}), "people": [{"key": "j", "name": {"en": "Shiro Ai"}}]})
    other = Party.objects.get(name_en="Shiro Ai")
    entitled = signed_in("entitled", Role.ADMINISTRATOR, right=True)
    blind = signed_in("blind", Role.ADMINISTRATOR)
    for name, each in (("closed", person), ("opened", other)):
        assert linked(entitled, name, str(each.pk), meti)[0] == 302
    asked = {each.account.username: each for each in AccountRequest.objects.select_related("account")}
    told = {}
    for row in blind.get("/accounts/requests/").context["waiting"]:
        name = row["request"].account.username
        told[name] = str(row["changes"]).replace(name, "")
    assert told["closed"].replace(str(person.pk), "") == told["opened"].replace(str(other.pk), "")
    pages = [
        re.sub(rf"/accounts/{row.account_id}/", "", page_of(blind, f"/accounts/{row.account_id}/", name))
        for name, row in sorted(asked.items())
    ]
    assert pages[0] == pages[1]
    assert linked(blind, "second", str(person.pk), meti) == linked(blind, "third", str(other.pk), meti)
    assert linked(blind, "fourth", FREE_ID, meti)[0] == 422
    both = page_of(entitled, "/accounts/requests/")
    assert "Kuroi Jun" in both
    assert "Shiro Ai" in both
    for right in (False, True):
        auditor = signed_in(f"auditor {right}", Role.AUDITOR, right=right)
        for address in ("/audit/events.csv", f"{API}/audit/export/jsonl/"):
            answer = auditor.get(address)
            text = answer.getvalue().decode()
            assert str(other.pk) in text
            assert (str(person.pk) in text) == right, address
    assert not verify_audit().troubles
