"""Documents of a restricted case and of open ones that name its parties, and callers with and without the right."""

from typing import Any

from django.test import Client

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.models import Account, GovernmentBody, Party, Role
from tests.documents import small

API = "/api/v1"
NUMBER, LEI = "3301000101234", "KUROIXX0000000000018"
FREE_NUMBER, FREE_LEI, FREE_ID = "7901000100007", "ABSENTX0000000000058", "00000000-0000-4000-8000-000000000000"
NAMES = ("Kuroi", "黒井")
OPEN_NAME = {"en": "Shiro Optics Ltd.", "ja": "白光学株式会社"}


def restricted(**changes: Any) -> dict[str, Any]:
    """Return a restricted case of METI that names a numbered company and a person."""
    return small(
        **{
            "reference": "SECRET-7",
            "title": {"en": "Hayabusa optics"},
            "secrecy": "defence",
            "participants": [{"company": "kuroi", "role": "lead_partner"}],
            "officials": [{"person": "jun", "role": "decision_maker"}],
            "companies": [
                {
                    "key": "kuroi",
                    "name": {"en": "Kuroi Optics Inc.", "ja": "黒井光学株式会社"},
                    "corporate_number": NUMBER,
                    "lei": LEI,
                }
            ],
            "people": [{"key": "jun", "name": {"en": "Kuroi Jun"}}],
            "statements": [
                {"kind": "exposure", "company": "kuroi", "country": "CN", "revenue_bp": 3100},
                {"kind": "shareholding", "holder": "jun", "company": "kuroi", "share_bp": 620},
            ],
            "assess_as_of": "2026-06-20",
            **changes,
        }
    )


def naming(body: str = "DA", **company: Any) -> dict[str, Any]:
    """Return an open case whose only company is given like this."""
    return small(
        reference="OPEN-1",
        submitted_by=body,
        sponsor=body,
        companies=[{"key": "hikari", **company}],
        people=[],
        statements=[{"kind": "exposure", "company": "hikari", "country": "CN", "revenue_bp": 3100}],
        assess_as_of="2026-06-20",
    )


def key_of(body: GovernmentBody, *scopes: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {make_key(body, scopes=scopes or SCOPES)[1]}"})


def officer_of(body: GovernmentBody, *, right: bool = False) -> Client:
    client = Client()
    account = Account.objects.create_user(f"{body.code}-{right}", role=Role.OFFICER, body=body, reads_secret=right)
    client.force_login(account)
    return client


def sent(client: Client, address: str, content: Any) -> Any:
    return client.post(f"{API}/{address}", content, content_type="application/json")


def kept_out(client: Client, body: GovernmentBody) -> list[tuple[Client, str]]:
    """Return everybody who may not read the case: another body, and the same body without the right."""
    return [(client, "DA"), (key_of(body, "register", "precheck", "read"), "METI")]


def traces(text: str, *ids: Party) -> list[str]:
    return [each for each in (*NAMES, *(str(party.pk) for party in ids)) if each in text]


def listed_by(client: Client) -> None:
    """State in another body's open case that the company with the number is on the Entity List."""
    listing = {"kind": "listing", "company": "hikari", "list": "us_entity_list", "from": "2026-01-10"}
    document = naming(name=OPEN_NAME, corporate_number=NUMBER)
    sent(client, "partnerships/", {**document, "statements": [*document["statements"], listing]})
