"""Questions about what governments did to a partner, and about its business abroad."""

from typing import Final

from institutions.kinds.base import Label
from rules.web.pages.form.questions.declared import CONTRACTS, Prefilled, Question

OF_RECORD: Final = (
    Question(
        key="measures",
        text=Label(
            "Has your body supported, listed or excluded a partner or competitor?",
            "当機関は、相手方又は競争者に対して、支援、指定、排除等の措置を行いましたか。",
        ),
        why=Label(
            "Protection before a selection, or exclusion of others, may be challenged.",
            "選定前の保護や他者の排除は、争われることがあります。",
        ),
        kind="measure",
        asks=("body", "company", "type", "nature", "on", "criterion_published", "reasons_given"),
        prefilled={"body": Prefilled.SPONSOR, "company": Prefilled.PARTNER},
    ),
    Question(
        key="requests",
        text=Label("Was anything asked of a partner abroad?", "相手方に対し、国外の事業について何かを求めましたか。"),
        why=Label(
            "A request to leave a country may lead to claims under treaties.",
            "国外からの移転の要請は、条約に基づく請求につながることがあります。",
        ),
        kind="relocation_request",
        asks=("body", "company", "from_country", "on", "proposed_by_company"),
        prefilled={"body": Prefilled.SPONSOR, "company": Prefilled.PARTNER},
    ),
    Question(
        key="exposures",
        text=Label(
            "Does the business of a partner depend on another country?", "相手方の事業は、特定の国に依存していますか。"
        ),
        why=Label("Measures of that country may hit the partnership.", "その国の措置が連携に影響することがあります。"),
        kind="exposure",
        asks=("company", "country", "revenue_bp", "plants"),
        prefilled={"company": Prefilled.PARTNER},
    ),
    Question(
        key="investments",
        text=Label("Has a partner invested abroad?", "相手方は国外に投資していますか。"),
        why=Label("A treaty may protect the investment.", "投資協定により保護されることがあります。"),
        kind="investment",
        asks=("investor", "country", "form"),
        prefilled={"investor": Prefilled.PARTNER},
    ),
    Question(
        key="listings",
        text=Label(
            "Is a partner on a list of sanctions or exclusions?",
            "相手方は、制裁や指名停止等のリストに掲載されていますか。",
        ),
        why=Label("Some lists bar a contract.", "契約が認められないリストがあります。"),
        kind="listing",
        asks=("company", "list", "from", "until"),
        prefilled={"company": Prefilled.PARTNER},
    ),
    Question(
        key="foreign_investors",
        text=Label("Does a foreign investor buy shares of a partner?", "外国投資家が相手方の株式を取得しますか。"),
        why=Label("A purchase in some sectors has to be notified first.", "業種によっては事前の届出が必要です。"),
        kind="foreign_acquisition",
        asks=("investor", "company", "share_bp", "designated_sector", "notified", "on"),
        prefilled={"company": Prefilled.PARTNER},
    ),
    Question(
        key="exports",
        text=Label("Are items under export control used?", "輸出管理の対象品目を扱いますか。"),
        why=Label("A licence may be needed, also of another country.", "国内外の許可が必要となることがあります。"),
        kind="export_item",
        asks=("company", "item", "destination", "licence_on"),
        prefilled={"company": Prefilled.PARTNER},
    ),
    Question(
        key="infrastructure",
        text=Label("Does it touch essential infrastructure?", "特定社会基盤事業に関わりますか。"),
        why=Label(
            "A critical facility has to be notified before it is installed.",
            "特定重要設備の導入には事前の届出が必要です。",
        ),
        kind="infrastructure",
        asks=("company", "sector", "designated", "installs_critical_facility", "outsources_maintenance", "notified"),
        prefilled={"company": Prefilled.PARTNER},
        schemes=CONTRACTS,
    ),
    Question(
        key="clauses",
        text=Label("Does the contract share risks?", "契約でリスク分担を定めますか。"),
        why=Label("A risk that nobody bears ends in a dispute.", "負担者の定まらないリスクは紛争を招きます。"),
        kind="clause",
        asks=("risk", "allocated_to", "cap_yen"),
        schemes=CONTRACTS,
    ),
    Question(
        key="disputes",
        text=Label("Has a partner brought a claim?", "相手方は訴え等を提起していますか。"),
        why=Label(
            "An open dispute may stand in the way of a free decision.",
            "係属中の紛争は、公正な判断を妨げることがあります。",
        ),
        kind="dispute",
        asks=("claimant", "respondent", "forum", "opened_on"),
        prefilled={"claimant": Prefilled.PARTNER, "respondent": Prefilled.SPONSOR},
    ),
)
