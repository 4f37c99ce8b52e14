"""The part of a published contract that is shown beside its answers: day, party and amount of its awards."""

from collections.abc import Mapping
from typing import Any

from rules.processes.collusion.process_document import bidders_of, reason_withheld
from rules.processes.published_process import PublishedProcess, list_in, number_in, object_in, text_in

Json = dict[str, Any]  # Any: plain data
CORPORATE_NUMBER = "JP-JCN"


def facts_of_process(process: PublishedProcess) -> Json:
    """Return what is fixed of a published contract: the day, party and amount are those of its awards in force."""
    awards = [each.content for each in process.active_awards]
    suppliers = [
        name
        for award in process.active_awards
        for each in award.suppliers or ()
        if (name := text_in(each, "name") or text_in(each, "id"))
    ]
    amounts = [number_in(object_in(each, "value"), "amount") for each in awards]
    days = [day[:10] for each in awards if (day := text_in(each, "date"))]
    known = [int(each) for each in amounts if each is not None]
    return {
        "id": process.ocid,
        "day": max(days, default=None),
        "title": text_in(process.tender, "title") or process.ocid,
        "supplier": "、".join(dict.fromkeys(suppliers)),
        "person": any(is_person(process.release, award.suppliers) for award in process.active_awards),
        "amount_yen": sum(known) if known and len(known) == len(amounts) else None,
        "method": process.method_details or text_in(process.tender, "procurementMethod"),
        "bidders": bidders_of(process),
        "withheld": reason_withheld(process),
    }


def parties_of_process(process: PublishedProcess) -> list[Json]:
    """Return names and corporate numbers of those who were awarded a contract or bid for it."""
    numbers: dict[str, str] = {}
    for each in list_in(process.release, "parties") or ():
        identifier, key = object_in(each, "identifier"), text_in(each, "id")
        if key and text_in(identifier, "scheme") == CORPORATE_NUMBER and (number := text_in(identifier, "id")):
            numbers[key] = number
    found: dict[str, Json] = {}
    for each in (
        *(one for award in process.active_awards for one in award.suppliers or ()),
        *(one for bid in process.submitted for one in bid.tenderers or ()),
    ):
        key, name = text_in(each, "id"), text_in(each, "name")
        if said := name or key:
            found.setdefault(key or said, {"name": said, "number": numbers.get(key or "")})
    return list(found.values())


def is_person(release: Mapping[str, Any], suppliers: list[object] | None) -> bool:  # Any: a release
    """Return whether a supplier may be a single person: without a corporate number and without a legal form."""
    numbered = {
        text_in(each, "id")
        for each in list_in(release, "parties") or ()
        if text_in(object_in(each, "identifier"), "scheme") == CORPORATE_NUMBER
    }
    return any(
        text_in(each, "id") not in numbered and not has_legal_form(text_in(each, "name") or "")
        for each in suppliers or ()
    )


# The words of a name that no single person has: companies, associations, public bodies. Where none is found the name is
# withheld in public, since a company can be named later and a person cannot be taken back.
FORMS = (
    "株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "法人", "組合", "協会", "財団", "社団", "大学", "公社",
    "機構", "連合会", "共同企業体", "ＪＶ", "JV", "㈱", "㈲", "(株)", "（株）", "(有)", "（有）",
    "Inc", "Ltd", "LLC", "Corp", "Co.", "K.K.", "GmbH", "Association", "University", "Consortium", "Company",
)  # fmt: skip


def has_legal_form(name: str) -> bool:
    """Return whether a name has the words of an organisation."""
    return any(each in name for each in FORMS)
