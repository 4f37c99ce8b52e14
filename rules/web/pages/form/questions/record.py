"""Questions about what governments did to a partner, and about its business abroad."""

from typing import Final

from institutions.kinds.base import Label
from institutions.kinds.document import CONTRACTS
from rules.web.pages.form.questions.declared import NOT_STATED, Answers, Prefilled, Question

HOME: Final = "JP"  # the country in which investments are protected against our own measures

OF_RECORD: Final = (
    Question(
        key="measures",
        text=Label(
            "Was a company that offers this excluded, refused, listed or given an order?",
            "本件に関わる企業（相手方、応札者、競争者）に対し、排除、拒否、リスト掲載又は命令が行われましたか。",
        ),
        why=Label(
            "The company may go to court, complain or claim damages, and treaties protect foreign owners.",
            "当該企業は、訴訟、苦情申立て又は損害賠償請求を行うことができ、外国の株主等は条約により保護されます。",
        ),
        kind="measure",
        asks=(
            "body",
            "company",
            "type",
            "nature",
            "on",
            "known_on",
            "criterion_published",
            "reasons_given",
            "hearing_held",
            "remedy_notice",
            "damage_yen",
        ),
        prefilled={"body": Prefilled.SPONSOR},
        among={"type": (NOT_STATED, "exclusion", "refusal", "listing", "order")},
    ),
    Question(
        key="supports",
        text=Label(
            "Has your body supported, protected or designated a partner before?",
            "当機関は、これまでに相手方を補助、保護又は指定しましたか。",
        ),
        why=Label(
            "A selection that follows protection may be challenged as decided beforehand.",
            "保護した企業をその後選定した場合、選定が予定されていたものとして争われることがあります。",
        ),
        kind="measure",
        asks=("body", "company", "type", "nature", "on"),
        prefilled={"body": Prefilled.SPONSOR, "company": Prefilled.PARTNER},
        among={"type": ("subsidy", "protection", "designation")},
    ),
    Question(
        key="guidance",
        text=Label(
            "Has your body asked a company for something outside of a formal decision?",
            "当機関は、企業に対して行政指導を行いましたか。",
        ),
        why=Label(
            "A disadvantage for a company that does not follow such guidance is unlawful.",
            "行政指導に従わないことを理由とする不利益な取扱いは、禁じられています。",
        ),
        kind="measure",
        asks=("body", "company", "on", "consequence", "condition_published", "disadvantage_followed"),
        prefilled={"body": Prefilled.SPONSOR, "company": Prefilled.PARTNER},
        given={"type": "guidance"},
    ),
    Question(
        key="trade_measures",
        text=Label(
            "Does a general measure in this field limit trade, or treat foreign suppliers differently?",
            "この分野に、貿易を制限し、又は外国の供給者を区別して取り扱う一般的な措置はありますか。",
        ),
        why=Label(
            "Another State may bring a complaint under trade agreements.",
            "他国が貿易協定に基づき申立てを行うことがあります。",
        ),
        kind="measure",
        asks=(
            "body",
            "domain",
            "type",
            "on",
            "trade_effect",
            "discriminates_by",
            "restricts_country",
            "security_exception_recorded",
        ),
        prefilled={"body": Prefilled.SPONSOR, "domain": Prefilled.DOMAIN},
        holds=("domain",),
        without=("company",),
    ),
    Question(
        key="requests",
        text=Label("Was anything asked of a partner abroad?", "相手方に対し、国外の事業について何かを求めましたか。"),
        why=Label(
            "A request to leave a country may lead to claims under treaties.",
            "国外からの移転の要請は、条約に基づく請求につながることがあります。",
        ),
        kind="relocation_request",
        asks=("body", "company", "from_country", "on", "proposed_by_company", "terms_agreed"),
        prefilled={"body": Prefilled.SPONSOR, "company": Prefilled.PARTNER},
    ),
    Question(
        key="exposures",
        text=Label(
            "Does the business of a partner depend on another country?", "相手方の事業は、特定の国に依存していますか。"
        ),
        why=Label("Measures of that country may hit the partnership.", "その国の措置が連携に影響することがあります。"),
        kind="exposure",
        asks=("company", "country", "revenue_bp", "plants", "licences", "supply_contracts"),
        prefilled={"company": Prefilled.PARTNER},
    ),
    Question(
        key="investments",
        text=Label(
            "Does a foreign company or State hold an investment in Japan that this touches?",
            "本件が影響を及ぼす、外国企業又は外国政府の日本国内への投資はありますか。",
        ),
        why=Label(
            "A treaty may give such an investor a claim against the State.",
            "投資協定により、当該投資家が国に対して請求を行うことがあります。",
        ),
        kind="investment",
        asks=("investor", "company", "form"),
        given={"country": HOME},
        countries=("investor",),
    ),
    Question(
        key="listings",
        text=Label(
            "Is a partner or an owner of it on an export-control or sanctions list, here or abroad?",
            "相手方又はその株主等は、国内外の輸出管理や制裁のリストに掲載されていますか。",
        ),
        why=Label(
            "Supplies to a listed company may be cut off, or need a licence.",
            "掲載された企業への供給は、停止され、又は許可を要することがあります。",
        ),
        kind="listing",
        asks=("company", "list", "from", "until"),
        prefilled={"company": Prefilled.PARTNER},
        among={
            "list": (
                NOT_STATED,
                "us_entity_list",
                "meti_end_user",
                "cn_control_list",
                "cn_watch_list",
                "cn_unreliable_entity",
                "other",
            )
        },
    ),
    Question(
        key="tender_bans",
        text=Label(
            "Is a partner excluded from tenders, or is there an order or judgment for bid rigging against it?",
            "相手方は、指名停止等により参加を制限され、又は談合により排除措置命令若しくは判決を受けましたか。",
        ),
        why=Label(
            "An exclusion may bar the contract, and an order is a reason to look at the prices.",
            "参加制限は契約の妨げとなることがあり、命令等がある場合は価格を確認する必要があります。",
        ),
        kind="listing",
        asks=("company", "list", "ground", "from", "until"),
        prefilled={"company": Prefilled.PARTNER},
        among={"list": ("exclusion_from_tender", "cease_and_desist", "court_judgment")},
    ),
    Question(
        key="foreign_investors",
        text=Label("Does a foreign investor buy shares of a partner?", "外国投資家が相手方の株式を取得しますか。"),
        why=Label("A purchase in some sectors has to be notified first.", "業種によっては事前の届出が必要です。"),
        kind="foreign_acquisition",
        asks=("investor", "company", "share_bp", "designated_sector", "notified", "on"),
        prefilled={"company": Prefilled.PARTNER},
        countries=("investor",),
    ),
    Question(
        key="exports",
        text=Label("Are items under export control used?", "輸出管理の対象品目を扱いますか。"),
        why=Label("A licence may be needed, also of another country.", "国内外の許可が必要となることがあります。"),
        kind="export_item",
        asks=("company", "item", "destination", "us_controlled_bp", "licence_on"),
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
        key="clearances",
        text=Label(
            "Is a partner, or somebody of it, cleared for critical economic security information?",
            "相手方又はその従業者は、適合事業者の認定又は適性評価を受けていますか。",
        ),
        why=Label(
            "Such information may be given to nobody else. Without a record it counts as not cleared.",
            "重要経済安保情報は、それ以外の者に提供できません。記録がない場合は、受けていないものと扱います。",
        ),
        kind="clearance",
        asks=("company", "person", "type", "status", "granted_on"),
        prefilled={"company": Prefilled.PARTNER},
        answers=Answers.ON_FILE,
        secrecies=("critical_economic_security_information",),
    ),
    Question(
        key="preservation",
        text=Label(
            "Is an invention that this needs kept secret by order?",
            "本件に必要な発明について、保全指定がされていますか。",
        ),
        why=Label(
            "Whoever may not use the invention may ask the State for compensation.",
            "発明の実施を制限された者は、国に補償を求めることができます。",
        ),
        kind="preservation_order",
        asks=("company", "blocks_use", "partner_agreed", "compensation_budgeted"),
        prefilled={"company": Prefilled.PARTNER},
    ),
    Question(
        key="disputes",
        text=Label(
            "Has a competitor or a partner brought a claim: in court, in arbitration or under a treaty?",
            "競争者又は相手方は、訴訟、仲裁又は条約に基づく請求を行っていますか。",
        ),
        why=Label(
            "What is said and signed in this partnership may be used there.",
            "本件における説明や契約の内容が、その手続で用いられることがあります。",
        ),
        kind="dispute",
        asks=("claimant", "respondent", "forum", "domain", "opened_on", "closed_on"),
        prefilled={"respondent": Prefilled.SPONSOR, "domain": Prefilled.DOMAIN},
    ),
)
