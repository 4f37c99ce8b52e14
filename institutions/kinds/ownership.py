"""Ties of ownership, control, membership and kinship."""

from dataclasses import replace

from institutions.kinds.base import Kind, Label, PartyType
from institutions.kinds.fields import (
    bp_field,
    company_field,
    count_field,
    day_field,
    flag_field,
    party_field,
    person_field,
    text_field,
    word_field,
    word_list,
    yen_field,
)

PERSON, COMPANY, BODY = PartyType.PERSON, PartyType.COMPANY, PartyType.BODY
KINSHIP = word_list(blood="血族", affinity="姻族", spouse="配偶者", cohabitant="同居人")
CONTROL = word_list(voting="議決権", board="役員の派遣", contract="契約", state="国")

OWNERSHIP = (
    Kind(
        "shareholding",
        Label("Shareholding", "株式保有"),
        Label("A party owns part of a company.", "企業の株式等を保有する。"),
        (
            party_field("holder", "Holder", "保有者", PERSON, COMPANY, BODY),
            company_field(),
            bp_field(),
            bp_field("voting_bp", "Voting share", "議決権割合"),
            flag_field("listed", "Listed", "上場"),
            flag_field("in_trust", "In trust", "信託中"),
            word_field(
                "vehicle", "Vehicle", "保有形態", word_list(direct="直接", fund="投資信託", blind_trust="白紙委任信託")
            ),
        ),
        owns=("holder", "company"),
    ),
    Kind(
        "securities_trade",
        Label("Trade in securities", "株式等の取引"),
        Label("A person bought or sold securities of a company.", "企業の株式等を売買した。"),
        (
            person_field(),
            company_field(),
            day_field(),
            word_field("side", "Side", "売買", word_list(buy="購入", sell="売却")),
        ),
    ),
    Kind(
        "association_member",
        Label("Member of an association", "業界団体の会員"),
        Label("A company belongs to a trade association.", "業界団体に所属する。"),
        (
            company_field(),
            replace(
                text_field(
                    "association",
                    "Association",
                    "団体名",
                    "Its name; or the key of a company of this document, or an id of the register.",
                    "団体の名称（本提出文書の企業のキー又は登録簿のIDも可）。",
                ),
                or_party=True,
                allows=frozenset({PartyType.COMPANY}),
            ),
        ),
    ),
    Kind(
        "kinship",
        Label("Kinship", "親族関係"),
        Label("Two people are kin.", "親族関係にある。"),
        (
            person_field(),
            person_field("relative", "Relative", "親族"),
            count_field("degree", "Degree", "親等"),
            word_field(
                "by",
                "Relationship",
                "続柄",
                word_list(blood="血族", affinity="姻族", spouse="配偶者", cohabitant="同居人"),
            ),
        ),
    ),
    Kind(
        "ownership_known",
        Label("Ownership fully known", "株主の把握完了"),
        Label("Every holder of 5 % or more is stated.", "5％以上の株主は全て記載済み。"),
        (company_field(),),
        several="ownerships_known",
    ),
    Kind(
        "group",
        Label("Group", "企業グループ"),
        Label("A company belongs to a group; the share is not known.", "持分は不明だが同じグループに属する。"),
        (company_field(), company_field("parent", "Parent company", "親会社")),
        owns=("parent", "company"),
    ),
    Kind(
        "contact_details",
        Label("Contact details", "連絡先"),
        Label("The contact details and representatives of a company.", "企業の連絡先と代理人。"),
        (
            company_field(),
            text_field("address", "Address", "住所"),
            text_field("phone", "Telephone", "電話番号"),
            text_field("bank_account", "Bank account", "銀行口座"),
            text_field("agent", "Agent", "代理人"),
            word_field("agent_type", "Type of agent", "代理人の種類", word_list(patent="弁理士", other="その他")),
            text_field("document_author", "Author of the documents", "書類の作成者"),
            flag_field("serviced_office", "Serviced office", "レンタルオフィス"),
        ),
        several="contact_details",
    ),
    Kind(
        "succession",
        Label("Succession", "承継"),
        Label("A company took over another's business.", "他の企業の事業を承継した。"),
        (company_field(), company_field("predecessor", "Predecessor", "前身企業"), day_field()),
    ),
    Kind(
        "control",
        Label("Control", "支配"),
        Label("A company is controlled by someone.", "支配を受けている。"),
        (
            company_field(),
            party_field("controller", "Controller", "支配者", COMPANY, PERSON, or_country=True),
            word_field(
                "by",
                "Control through",
                "根拠",
                word_list(voting="議決権", board="役員の派遣", contract="契約", state="国"),
            ),
        ),
        owns=("controller", "company"),
    ),
    Kind(
        "engagement",
        Label("Engagement", "業務委嘱"),
        Label("An adviser, law or audit firm works for a client.", "顧問・法律事務所・監査法人等の受嘱。"),
        (
            company_field("company", "Adviser, law or audit firm", "顧問・法律事務所・監査法人"),
            party_field("client", "Client", "依頼者", COMPANY, BODY),
        ),
    ),
    Kind(
        "transaction",
        Label("Merger or acquisition", "企業結合"),
        Label("One company acquires another as part of this partnership.", "本件に伴う企業結合。"),
        (
            company_field("acquirer", "Acquirer", "取得者"),
            company_field("target", "Target", "対象会社"),
            yen_field(
                "acquirer_group_sales_yen", "Domestic sales of the acquirer's group", "取得者グループの国内売上高"
            ),
            yen_field(
                "target_sales_yen",
                "Domestic sales of the target",
                "対象会社の国内売上高",
                Label("With the sales of its subsidiaries.", "子会社の国内売上高を含む。"),
            ),
            bp_field("votes_before_bp", "Votes before", "取得前の議決権割合"),
            bp_field("votes_after_bp", "Votes after", "取得後の議決権割合"),
            flag_field("notified", "Notified", "届出あり"),
            day_field(),
        ),
        case=True,
    ),
)
