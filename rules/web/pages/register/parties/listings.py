"""The official lists with a company on them, directly or through its owners."""

from typing import Any, Final
from uuid import UUID

from institutions.access.statements import SHARED
from institutions.kinds import KINDS
from institutions.models import table_of
from institutions.models.sql_lists import among
from institutions.parties.ownership.owners import OwnerShare
from rules.engine.language.statements import date_text
from rules.explaining.wording.shares import control_words, days_in_words, effective_words
from rules.explaining.wording.statement_values import statement_fields_in_words
from rules.web.pages.register.parties.party_page import PartyRequest
from rules.web.pages.register.parties.sources import shown_document

Json = dict[str, Any]  # Any: what a template shows
MOST: Final = 50


def listings_context(looked: PartyRequest, found: list[OwnerShare]) -> Json:
    """Return the listings on the day, of the company and of its owners found. One query, however many they are."""
    over = {UUID(each.party.key): each for each in found if each.party.kind == "company"}
    wanted = {*looked.ids, *over}
    of_these = among("company", wanted) | among("company__same_as", wanted)
    rows: Any = table_of("listing").objects.current()  # Any: tables are made at run time
    listed = rows.current_on(looked.on).filter(of_these, SHARED.q())
    read = list(listed.select_related("source", "company").order_by("pk")[: MOST + 1])
    shown = [shown_listing(each, looked, over) for each in read[:MOST]]
    shown.sort(key=lambda each: each["through"] is not None)
    return {"listings": shown, "listings_cut": len(read) > MOST}


def shown_listing(row: Any, looked: PartyRequest, over: dict[UUID, OwnerShare]) -> Json:  # Any: made at run time
    """Return one listing. `through` is the listed owner of this company; None if it is listed itself."""
    own = row.company_id in looked.ids
    owner = None if own else over.get(row.company.same_as_id or row.company_id)
    language = looked.language
    source = row.source
    as_of = source.retrieved_on.isoformat() if source and source.retrieved_on else ""
    return {
        "list": statement_fields_in_words(row, language),
        "label": KINDS["listing"].by_name["list"].label,
        "through": owner.party if owner else None,
        "effective": effective_words(owner, language) if owner else "",
        "control": control_words(owner) if owner else "",
        "publisher": source.publisher if source else "",
        "as_of": date_text(as_of, language) if as_of else "",
        "source": shown_document(source, language) if source else None,
        "days": days_in_words(row.from_on, row.until_on, language),
        "claim": row.confidence == "claim",
    }
