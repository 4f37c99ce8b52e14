"""Possible changes to a proposed partnership: end a tie, state a completed step, add a record.

A past event (a gift, a request, a bid) cannot be undone and is not listed. Whether a change would really clear a
finding is computed (`clearing`), so an entry here only says that a person could make the change.
"""

from collections.abc import Mapping
from typing import Final

Change = Mapping[str, int | bool | str]
TODAY: Final = "as_of"  # stands for the day of the assessment
NOTHING: Final = "nothing"  # stands for an empty list

ENDED: Final = frozenset(
    {
        "advisory_role",
        "appointment",
        "association_member",
        "control",
        "directorship",
        "duty",
        "employment",
        "engagement",
        "ex_officio_seat",
        "group",
        "preservation_order",
        "seat",
        "secondment",
        "shareholding",
    }
)

STATED: Final[Mapping[str, tuple[Change, ...]]] = {
    "advisory_role": ({"plenary_only": True, "disclosed": True},),
    "award": ({"separate_need": True},),
    "benefit": ({"reported": True, "reported_on": TODAY}, {"notified": True, "notified_on": TODAY}),
    "bid_restriction": ({"barred": True},),
    "clearance": ({"status": "granted", "granted_on": TODAY},),
    "directorship": ({"approved": True}, {"notified": True}),
    "export_item": ({"licence_on": TODAY},),
    "foreign_acquisition": ({"notified": True},),
    "infrastructure": ({"notified": True},),
    "job_offer": ({"notified": True, "notified_on": TODAY},),
    "measure": (
        {"criterion_published": True},
        {"reasons_given": True},
        {"hearing_held": True},
        {"remedy_notice": True},
        {"security_exception_recorded": True},
        {"condition_published": True},
    ),
    "preservation_order": ({"partner_agreed": True}, {"compensation_budgeted": True}),
    "re_employment": ({"notified": True, "notified_on": TODAY},),
    "relocation_request": ({"terms_agreed": True},),
    "secondment": ({"approved_exchange": True, "duties_separate": True},),
    "shareholding": ({"in_trust": True}, {"vehicle": "blind_trust"}),
    "subcontract": ({"approved": True},),
    "transaction": ({"notified": True},),
}

SELECTION: Final[tuple[Change, ...]] = (
    {"method": "open", "eligible_applicants": 2},
    {"advantage_published": True},
    {"award_notified_on": TODAY},
    {"contract_published": True},
    {"evaluation_published": True},
    {"market_survey_on": TODAY},
    {"mof_consulted": True},
    {"qualifications_narrowed": False},
    {"secrecy_approved": True},
)

PROPOSAL: Final[tuple[Change, ...]] = (
    {"results_open": True},
    {"research_only": True, "results_open": True},
    {"pre_commercial": True, "results_open": True},
    {"defence_use": False},
    {"restricts_countries": NOTHING},
)

RECORDED_OF_OFFICIALS: Final = ("recusal", "declaration")  # kinds that a person with a role can add, on the day
