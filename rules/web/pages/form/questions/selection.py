"""The fields of the selection by method and scheme: a negotiated contract is not asked for a period of notice."""

from collections.abc import Mapping
from typing import Final

from institutions.kinds.base import Label
from institutions.kinds.document import CONTRACTS
from institutions.kinds.words import METHODS
from rules.web.pages.form.questions.declared import WITH_BIDS

WITHOUT_BIDS: Final = frozenset({"negotiated", "small_value", "none"})
# The methods that a field is asked for; the fields that are not named here are asked for with every method.
METHODS_OF: Final[Mapping[str, frozenset[str]]] = {
    "legal_ground": WITHOUT_BIDS | {"designated"},
    "opened_on": WITH_BIDS,
    "closed_on": WITH_BIDS,
    "notice_days": WITH_BIDS,
    "eligible_applicants": WITH_BIDS,
    "qualified_firms": frozenset({"designated"}),
    "qualifications_narrowed": frozenset({"open", "selective", "designated"}),
    "market_survey_on": WITHOUT_BIDS,
    "reserve_price_yen": WITH_BIDS | {"negotiated", "small_value"},
    "reserve_basis": WITH_BIDS | {"negotiated", "small_value"},
    "evaluation_published": WITH_BIDS,
    "advantage_published": WITHOUT_BIDS,
    "secrecy_approved": WITHOUT_BIDS,
    "mof_consulted": WITHOUT_BIDS,
    "proposer": frozenset({"unsolicited_proposal"}),
}
OF_A_CONTRACT: Final = (
    "lots_total_yen",
    "later_lot",
    "reserve_price_yen",
    "reserve_basis",
    "price_includes_tax",
    "mof_consulted",
)
# Joint research may be a negotiated contract too, which rests on a ground.
OF_PROCUREMENT: Final = (
    "legal_ground",
    "notice_days",
    "urgent",
    "qualified_firms",
    "market_survey_on",
    "tax",
    "contract_published",
    "advantage_published",
    "secrecy_approved",
    "award_notified_on",
)
# Asked for with these schemes alone: a grant has no reserve price, and the law on procurement is not about it.
SCHEMES_OF: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(OF_A_CONTRACT, CONTRACTS),
    **dict.fromkeys(OF_PROCUREMENT, CONTRACTS | {"joint_research"}),
}
# The methods by which a partner is chosen where nothing is procured, in the words of that.
METHODS_WITHOUT_PROCUREMENT: Final[Mapping[str, Label]] = {
    "open": Label("Open call for applications", "公募"),
    "selective": Label("Call to some, after a check of who qualifies", "対象者を限定した募集"),
    "unsolicited_proposal": METHODS["unsolicited_proposal"],
    "none": METHODS["none"],
}
PAID_FOR: Final = Label("What does the money pay for?", "支出の対象")
# The labels of a call for applications: nothing is contracted, tendered or knocked down.
LABELS_WITHOUT_PROCUREMENT: Final[Mapping[str, Label]] = {
    "method": Label("How the partner is chosen", "相手方の選び方"),
    "object": PAID_FOR,
    "opened_on": Label("Call opened on", "募集開始日"),
    "closed_on": Label("Call closed on", "応募締切日"),
    "awarded_on": Label("Partner decided on", "相手方の決定日"),
}
# A negotiated contract is knocked down to nobody, and neither is one of which the method is not chosen yet.
DECIDED_ON: Final = LABELS_WITHOUT_PROCUREMENT["awarded_on"]
# Asked for only where the document states them: another field of the same page asks the same (here `tax`).
REPLACED: Final = frozenset({"price_includes_tax"})
