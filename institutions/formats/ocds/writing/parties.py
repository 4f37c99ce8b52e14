"""The organisations of a release: each company and body that takes part, with its numbers, roles and shareholders."""

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
    """Collects the parties of one release by key of the document. A person is none of them."""

    by_key: Mapping[str, Party]
    rows: dict[str, Json] = field(default_factory=dict)

    def refer(self, key: str, role: str = "") -> Json | None:
        """A reference to a party, which gets this role; None for a person, or a key that stands for nobody."""
        party = self.by_key.get(key)
        if party is None or party.kind == PartyKind.PERSON:
            return None
        row = self.rows.setdefault(party.key, organization(party))
        if role and role not in row["roles"]:
            row["roles"].append(role)
        return {"id": party.key, "name": row["name"]}

    def refer_to_all(self, keys: "list[str]", role: str) -> list[Json]:
        """References to some companies."""
        return [found for key in dict.fromkeys(keys) if (found := self.refer(key, role))]

    def add_shareholder(self, company: str, holder: str, share_bp: int | None, voting_bp: int | None) -> None:
        """A company or body that owns a part of another. OCDS says of votes only whether there are any."""
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


def organization(party: Party) -> Json:
    """An organisation with its certain numbers; a body of the register with its code, where it has no number."""
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
