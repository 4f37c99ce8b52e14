"""Questions about other companies: who bid, who was excluded, who could offer the same, who won before."""

from typing import Final

from institutions.kinds.base import Label
from institutions.kinds.document import CONTRACTS
from rules.web.pages.form.questions.declared import (
    WITH_BIDS,
    Beside,
    Prefilled,
    Question,
)

OF_RIVALS: Final = (
    Question(
        key="excluded",
        text=Label("Was anyone excluded from the selection?", "選定から除外された者はいますか。"),
        why=Label("Whoever was kept out may ask for a review.", "除外された者は、苦情申立て等を行うことができます。"),
        kind="bid",
        asks=("company", "on", "informed_on"),
        given={"status": "disqualified"},
        beside=Beside(
            question="measures",
            party="company",
            asks=("body", "type", "nature", "on", "known_on", "criterion_published", "reasons_given", "remedy_notice"),
            text=Label("The decision that kept it out, if there was one", "除外の決定（行われた場合）"),
        ),
        methods=WITH_BIDS,
        as_table=True,
    ),
    Question(
        key="bids",
        text=Label(
            "Did anybody bid? State the partner's bid too.", "応札はありましたか。相手方の応札も記載してください。"
        ),
        without_procurement=Label(
            "Do you know who applied? State the partner's application too.",
            "応募者が分かっていますか。相手方の応募も記載してください。",
        ),
        why=Label(
            "The number of bids, and how close they are, shows whether there was competition.",
            "応札の数と金額の近さから、競争の有無を確認します。",
        ),
        why_without_procurement=Label(
            "The number of applicants shows whether there was competition, and reviewers may be tied to one of them.",
            "応募者の数から競争の有無を、応募者の名称から審査委員との関係の有無を確認します。",
        ),
        kind="bid",
        asks=("company", "amount_yen", "on", "status"),
        of_procurement=("amount_yen",),
        prefilled={"company": Prefilled.PARTNER},
        once=True,
        methods=WITH_BIDS,
        as_table=True,
    ),
    Question(
        key="competitors",
        text=Label("Could somebody else offer the same?", "同じものを提供できる者は、ほかにいますか。"),
        why=Label(
            "A contract without a call rests on the absence of others.",
            "競争によらない契約は、他に提供者がいないことを前提とします。",
        ),
        kind="competitor",
        asks=("company", "of", "domain"),
        prefilled={"of": Prefilled.PARTNER, "domain": Prefilled.DOMAIN},
        as_table=True,
    ),
    Question(
        key="awards",
        text=Label(
            "Has a partner won contracts of your body before?", "相手方は、これまでに当機関の契約を獲得しましたか。"
        ),
        why=Label(
            "Repeated awards to one company may show that others were kept out.",
            "特定の企業との契約の反復は、他者の排除を示すことがあります。",
        ),
        kind="award",
        asks=("company", "amount_yen", "on", "method", "body", "subject"),
        prefilled={"company": Prefilled.PARTNER, "body": Prefilled.SPONSOR},
        as_table=True,
    ),
    Question(
        key="awards_known",
        text=Label(
            "Is every earlier contract of your body in this field stated?", "この分野の過去の契約は全て記載しましたか。"
        ),
        why=Label(
            "Only then can shares and rotation be counted.",
            "全ての契約が記載されて初めて、集中や持回りを数えられます。",
        ),
        kind="history_known",
        asks=("body", "domain"),
        prefilled={"body": Prefilled.SPONSOR, "domain": Prefilled.DOMAIN},
    ),
    Question(
        key="market",
        text=Label("Do you know the market shares in this field?", "この分野の市場占有率を把握していますか。"),
        why=Label(
            "A strong position changes what a partner may agree.", "高い占有率を持つ相手方には、追加の確認が必要です。"
        ),
        kind="market",
        asks=("domain", "company", "share_bp"),
        prefilled={"domain": Prefilled.DOMAIN, "company": Prefilled.PARTNER},
    ),
    Question(
        key="subcontracts",
        text=Label("Does a partner pass work on?", "相手方は業務を再委託しますか。"),
        why=Label(
            "A loser of the selection that works for the winner is a sign of collusion.",
            "落札できなかった者への再委託は、談合の兆候となることがあります。",
        ),
        kind="subcontract",
        asks=("contractor", "company", "share_bp", "approved"),
        prefilled={"contractor": Prefilled.PARTNER},
        schemes=CONTRACTS,
    ),
    Question(
        key="associations",
        text=Label(
            "Does a partner belong to an association with a competitor?",
            "相手方は、競争者と同じ業界団体に属していますか。",
        ),
        why=Label("Competitors meet there.", "業界団体は、競争者同士の接点となります。"),
        kind="association_member",
        asks=("company", "association"),
        prefilled={"company": Prefilled.PARTNER},
    ),
    Question(
        key="owners",
        text=Label("Do you know who owns part of a partner?", "相手方の株主等が分かっていますか。"),
        why=Label(
            "Owners lead to the ties that names hide.", "株主等をたどることで、名称からは分からない関係が見えます。"
        ),
        kind="shareholding",
        asks=("holder", "company", "share_bp"),
        prefilled={"company": Prefilled.PARTNER},
        countries=("holder",),
        as_table=True,
    ),
    Question(
        key="ownership_known",
        text=Label("Is every owner of 5% or more of a partner stated?", "5％以上の株主等は全て記載しましたか。"),
        why=Label(
            "Only then does silence mean that there is no other owner.",
            "全て記載した場合に限り、他に株主はいないと扱います。",
        ),
        kind="ownership_known",
        asks=("company",),
        prefilled={"company": Prefilled.PARTNER},
        once=True,
    ),
    Question(
        key="groups",
        text=Label(
            "Does a partner have a parent company whose share you do not know?",
            "相手方に、持分割合の分からない親会社はありますか。",
        ),
        why=Label(
            "Ties to a parent or to its other companies count like ties to the partner.",
            "親会社やそのグループ企業との関係も、相手方との関係と同様に確認します。",
        ),
        kind="group",
        asks=("company", "parent"),
        prefilled={"company": Prefilled.PARTNER},
        countries=("parent",),
    ),
    Question(
        key="control",
        text=Label(
            "Does a State, a company or a person control a partner?",
            "相手方を支配する国、企業又は個人はいますか。",
        ),
        why=Label(
            "Whoever controls a partner may have a claim under a treaty, and their entry on a list counts.",
            "支配者は条約に基づく請求を行うことがあり、そのリスト掲載も確認の対象となります。",
        ),
        kind="control",
        asks=("company", "controller", "by"),
        prefilled={"company": Prefilled.PARTNER},
        countries=("controller",),
    ),
    Question(
        key="mergers",
        text=Label(
            "Does a partner acquire another company as part of this?", "本件に伴い、相手方は他の企業を取得しますか。"
        ),
        why=Label("Large acquisitions have to be notified first.", "一定規模の企業結合は事前の届出が必要です。"),
        kind="transaction",
        asks=("acquirer", "target", "votes_after_bp", "notified", "on"),
        prefilled={"acquirer": Prefilled.PARTNER},
    ),
)
