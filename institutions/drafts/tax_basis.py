"""The basis of amounts: with or without consumption tax (SUBMISSION.md, `tax`).

An amount has the basis that stands beside it, else the document's. `selection` has two words for one thing, since
`price_includes_tax` is older: they must agree.
"""

from collections.abc import Mapping
from typing import Any, Final

from institutions.drafts.errors import FieldErrors
from institutions.drafts.troubles.statements import TaxContradicted
from institutions.kinds import KINDS

BASIS: Final = {True: "included", False: "excluded"}  # the meaning of `price_includes_tax`


def check_tax(document: Mapping[str, object], troubles: FieldErrors) -> None:
    """Check that `tax` and `price_includes_tax` of the selection do not contradict each other."""
    selection = document.get("selection")
    if not isinstance(selection, dict):
        return
    tax, included = selection.get("tax"), selection.get("price_includes_tax")
    if isinstance(included, bool) and isinstance(tax, str) and tax in BASIS.values() and tax != BASIS[included]:
        troubles.add("/selection/tax", TaxContradicted(tax=tax, included="true" if included else "false"))


def with_tax(row: Mapping[str, Any], tax: str | None) -> Mapping[str, Any]:
    """Return a row of a statement with the document's basis where it has amounts and states no basis of its own."""
    own = "tax" not in KINDS[row["kind"]].by_name or row.get("tax")
    return row if tax is None or own else {**row, "tax": tax}
