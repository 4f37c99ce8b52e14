"""The organisations of a release: participating companies and bodies with their numbers, roles and shareholders."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from institutions.formats.ocds.reading.identifiers import CORPORATE_NUMBER, LEI
from institutions.kinds.countries import COUNTRIES
from institutions.models import Party, PartyKind

Json = dict[str, Any]  # Any: an object of OCDS
WHOLE: Final = 10_000


@dataclass(slots=True)
class Organizations:
    """The parties of one release by key of the document, without people."""

    by_key: Mapping[str, Party]
    rows: dict[str, Json] = field(default_factory=dict)

    def refer(self, key: str, role: str = "") -> Json | None:
        """Return a reference to a party, adding the role to it; None for a person or an unknown key."""
        party = self.by_key.get(key)
        if party is None or party.kind == PartyKind.PERSON:
            return None
        row = self.rows.setdefault(party.key, ocds_organization(party))
        if role and role not in row["roles"]:
            row["roles"].append(role)
        return {"id": party.key, "name": row["name"]}

    def refer_to_all(self, keys: "list[str]", role: str) -> list[Json]:
        """Return references to some companies, without duplicates."""
        return [found for key in dict.fromkeys(keys) if (found := self.refer(key, role))]

    def add_shareholder(self, company: str, holder: str, share_bp: int | None, voting_bp: int | None) -> None:
        """Add a company or body that owns a part of another. Of votes OCDS says only whether there are any."""
        owned, owner = self.refer(company), self.refer(holder)
        if owned is None or owner is None:
            return
        shareholders = self.rows[owned["id"]].setdefault("shareholders", [])
        row: Json = {"id": str(len(shareholders) + 1), "shareholder": owner}
        if share_bp is not None:
            row["shareholding"] = share_bp / WHOLE
        if voting_bp is not None:
            row["votingRights"] = "ordinary" if voting_bp else "none"
        shareholders.append(row)


def ocds_organization(party: Party) -> Json:
    """Return an organisation with its certain numbers."""
    numbers = [
        {"scheme": scheme, "id": number}
        for scheme, number in ((CORPORATE_NUMBER, party.corporate_number), (LEI, party.lei))
        if number
    ]
    row: Json = {"id": party.key, "name": party.name_ja or party.name_en or party.name_kana, "roles": []}
    if numbers:
        row["identifier"] = {**numbers[0], "legalName": row["name"]}
    if numbers[1:]:
        row["additionalIdentifiers"] = numbers[1:]
    if party.country:
        label = COUNTRIES.get(party.country)
        row["address"] = {"countryName": label.en if label else party.country}
    return row
