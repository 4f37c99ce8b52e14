"""The reasons why owners of a company are not stated, from the latest imports."""

from collections.abc import Mapping
from typing import Any, Final

from institutions.kinds.base import Label
from institutions.models import UnstatedOwner
from rules.explaining.wording.origins import title_words
from rules.explaining.wording.words import text_in_language
from rules.web.pages.register.parties.party_page import PartyRequest
from rules.web.pages.register.parties.sources import RowOrigins, submissions_read_by

Json = dict[str, Any]  # Any: what a template shows
MOST: Final = 10
# The codes of unspecified parties of BODS 0.4 (codelist unspecifiedReason).
REASONS: Final[Mapping[str, Label]] = {
    "noBeneficialOwners": Label("there is no beneficial owner", "実質的支配者なし"),
    "subjectUnableToConfirmOrIdentifyBeneficialOwner": Label(
        "the company cannot confirm or identify its beneficial owner", "当該企業が実質的支配者を確認又は特定できない"
    ),
    "interestedPartyHasNotProvidedInformation": Label(
        "the owner has not provided information", "所有者が情報を提供していない"
    ),
    "subjectExemptFromDisclosure": Label("the company is exempt from disclosure", "当該企業は開示義務の対象外"),
    "interestedPartyExemptFromDisclosure": Label("the owner is exempt from disclosure", "所有者は開示義務の対象外"),
    "unknown": Label("unknown", "不明"),
    "informationUnknownToPublisher": Label("unknown to the publisher", "公表者において不明"),
}


def unstated_context(looked: PartyRequest) -> Json:
    """Return the reasons on record. Two queries. The publisher's own words need the right to read the import."""
    held = UnstatedOwner.objects.filter(company__in=looked.ids, imported__superseded_at__isnull=True)
    rows = list(held.order_by("pk")[:MOST])
    stated = submissions_read_by(looked.account, map(ImportedReason, rows))
    return {"unstated": [unstated_reason(each, stated, looked) for each in rows]}


class ImportedReason:
    """A reason in the form of a statement by an import."""

    submission_id: int | None = None

    def __init__(self, row: UnstatedOwner) -> None:
        self.imported_id: int | None = row.imported_id


def unstated_reason(row: UnstatedOwner, stated: RowOrigins, looked: PartyRequest) -> Json:
    """Return one reason in words, with the statement that gives it and the import that brought it."""
    return {
        "reason": text_in_language(REASONS.get(row.reason), looked.language) or row.reason,
        "description": row.description if row.imported_id in stated.imports else "",
        "statement": title_words(row.statement, looked.language),
        "source": stated.stated(ImportedReason(row), looked.language),
    }
