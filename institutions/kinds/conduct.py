"""Conduct of officials and companies towards each other: benefits, contacts, offers, declarations."""

from dataclasses import replace
from typing import Final

from institutions.kinds.base import FieldSort, Kind, Label, PartyType, optional_field
from institutions.kinds.fields import (
    body_field,
    company_field,
    count_field,
    day_field,
    flag_field,
    party_field,
    person_field,
    special_field,
    text_field,
    word_field,
    word_list,
    yen_field,
)

BENEFITS = word_list(
    gift="贈与",
    loan="貸付け",
    free_service="無償の役務",
    hospitality="供応接待",
    meal="飲食",
    golf="ゴルフ",
    travel="旅行",
    unlisted_shares="未公開株式",
    lecture_fee="講演等の報酬",
    mass_item="広く配布される物品",
    buffet="立食パーティー",
    tea="茶菓",
    simple_meal="簡素な飲食",
)
ACTS = {  # neutral words: nothing stated here is established yet
    "leak": Label("Information passed on", "情報の伝達"),
    "indicated_winner": Label("Wish for a winner indicated", "受注者に関する意向の教示"),
    "designated_on_request": Label("Designation on request", "依頼による指名"),
    "instructed_rigging": Label("Instruction on how to bid", "応札の調整に関する指示"),
    "other_aid": Label("Other act for a company", "企業のためのその他の行為"),
}
CONTACT_WAYS = word_list(
    tender_procedure="入札手続",
    application="申請",
    statutory_right="法令上の権利",
    public_information="公開情報",
    designated_work="指定業務",
    commission_approval="委員会の承認",
    other="その他",
)
EXEMPTIONS = word_list(
    center_introduction="官民人材交流センターの紹介",
    transfer_corporation="退職手当通算法人",
    non_decision_post="意思決定権限のない職",
    commission_approval="委員会の承認",
)

SECOND_PERSON: Final = Label("A second person, other than the person of the act.", "行為者以外の第二者。")
ANOTHER_PERSON: Final = Label("A second person, other than the one who declares.", "申告者以外の第二者。")

notified = flag_field("notified", "Notified", "届出あり")
notified_on = day_field("notified_on", "Notified on", "届出日")

CONDUCT = (
    Kind(
        "benefit",
        Label("Benefit", "利益供与"),
        Label("A company gave something to a person.", "企業が個人に利益を供与した。"),
        (
            company_field("giver", "Giver", "供与者"),
            person_field(),
            word_field("type", "Type", "種類", BENEFITS),
            yen_field("value_yen", "Value", "価額"),
            day_field(),
            flag_field("reported", "Reported", "報告あり"),
            day_field("reported_on", "Reported on", "報告日"),
            notified,
            notified_on,
            flag_field("approved", "Approved", "承認あり"),
            flag_field("paid_by_self", "Paid by the person", "自己負担"),
            flag_field("private_relation", "Private relation", "私的関係"),
        ),
    ),
    Kind(
        "contact",
        Label("Contact", "働きかけ"),
        Label("A former official approached a government body.", "元職員が政府機関に働きかけた。"),
        (
            person_field("person", "Former official", "元職員"),
            body_field(),
            day_field(),
            flag_field("about", "About this partnership", "本件に関するもの"),
            flag_field("asking", "Asked for something", "要求・依頼"),
            word_field("via", "By way of", "手段", CONTACT_WAYS),
        ),
        case=True,
    ),
    Kind(
        "decision",
        Label("Decision", "決定"),
        Label(
            "An official decided a contract or disposition about a company.",
            "職員が企業に関する契約又は処分を決定した。",
        ),
        (
            special_field("key", FieldSort.KEY, "Key", "キー"),
            person_field(),
            optional_field(body_field()),
            company_field(),
            word_field("what", "What", "内容", word_list(contract="契約", disposition="処分")),
            day_field(),
            flag_field("personally", "Personally", "自ら決定"),
            flag_field("concerns_this_partnership", "Concerns this partnership", "本件に関するもの", case_only=True),
        ),
    ),
    Kind(
        "job_offer",
        Label("Job offer", "求職・約束"),
        Label("A person and a company talk about later employment.", "企業との間の再就職の求め・約束。"),
        (
            person_field(),
            company_field(),
            word_field("stage", "Stage", "段階", word_list(asked="求職", promised="約束", accepted="承諾")),
            day_field(),
            notified,
            notified_on,
            word_field("exempt", "Exempt", "適用除外", EXEMPTIONS),
        ),
    ),
    Kind(
        "contracts_total",
        Label("Total of contracts", "契約総額"),
        Label("The contracts that a person's decisions awarded to a company.", "職員が関与した企業との契約の総額。"),
        (person_field(), company_field(), yen_field("total_yen", "Total", "総額")),
    ),
    Kind(
        "re_employment",
        Label("Re-employment", "再就職"),
        Label("A former official took a post in a company.", "元職員が企業に再就職した。"),
        (
            person_field(),
            company_field(),
            day_field(),
            notified,
            notified_on,
            word_field(
                "capacity",
                "Capacity",
                "地位",
                word_list(officer="役員", employee="従業員", day_labour="日雇い", unpaid_non_profit="非営利・無報酬"),
            ),
            text_field("post", "Post", "役職"),
        ),
    ),
    Kind(
        "joint_research",
        Label("Joint research", "共同研究"),
        Label("A person did research with another person or a company.", "他の者又は企業との共同研究関係。"),
        (
            person_field(),
            party_field("other", "Other party", "相手方", PartyType.PERSON, PartyType.COMPANY),
            word_field("type", "Type", "種類", word_list(joint="共同研究", co_author="共著", teacher_pupil="師弟")),
            count_field("authors", "Authors", "著者数"),
        ),
        several="joint_research",
    ),
    Kind(
        "declaration",
        Label("Declaration of interests", "利益相反申告"),
        Label("A person declared their interests.", "利益相反の申告をした。"),
        (
            person_field(),
            day_field(),
            replace(optional_field(person_field("verified_by", "Checked by", "確認者")), help=ANOTHER_PERSON),
            day_field("verified_on", "Checked on", "確認日"),
        ),
    ),
    Kind(
        "recusal",
        Label("Recusal", "忌避・除斥"),
        Label("A person is excluded from acting on this case from that day.", "その日から本件に関与しない。"),
        (person_field(), day_field()),
        case=True,
    ),
    Kind(
        "conduct",
        Label("Act in the selection", "選定に関する行為"),
        Label(
            "An act of a person in this selection of which the facts are to be established.",
            "本件の選定における行為で、事実関係の確認を要するもの。",
        ),
        (
            person_field(),
            word_field("type", "Type", "種類", ACTS),
            optional_field(company_field()),
            day_field(),
            text_field("evidence", "Evidence", "根拠資料"),
            flag_field("information_published", "Information was published", "公表済みの情報"),
            replace(
                optional_field(person_field("confirmed_by", "Evidence checked by", "根拠資料の確認者")),
                help=SECOND_PERSON,
            ),
        ),
        case=True,
        several="conduct",
    ),
)
