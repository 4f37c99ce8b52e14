"""Labels of the fields of facts for a reader, in English and Japanese.

A field takes the label that the kind or table of its own type gives it (the value of a benefit is no public money);
else the one here, for fields that only facts have; else that of any stated field with its name.
"""

from collections import Counter
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final, Literal

from institutions.kinds import KINDS
from institutions.kinds.base import Kind, Label, ObjectKind
from institutions.kinds.document import DOCUMENT, LEADS, OFFICIALS, PARTICIPANTS, SELECTION
from institutions.kinds.mandates import CONSENTS, EVERY_DOMAIN, EVERY_DOMAIN_LABEL, FUNCTIONS
from institutions.kinds.mandates import LEADS as LEADS_OF_MANDATES
from institutions.kinds.parties import COMPANIES
from rules.facts.kinds.gpa import GPA_CATEGORIES

OWN: Final[dict[str, Label]] = {
    "about_case": Label("about this partnership", "本件に関するもの"),
    "acting": Label("acts in this case", "本件に関与"),
    "agreed_by": Label("with the consent of", "同意"),
    "appeal": Label("action against the order", "命令に対する訴え"),
    "as_of": Label("assessed as of", "評価基準日"),
    "at_most_yen": Label("at most, with tax", "税込みでの最大額"),
    "awarded": Label("awarded", "落札・契約済み"),
    "awards": Label("awards", "契約件数"),
    "basis": Label("why", "根拠"),
    "basis_ended": Label("basis has ended", "根拠の失効"),
    "bears_on_case": Label(
        "may bear on this partnership by its company, or by its body and domain",
        "企業又は実施機関及び分野からみて本件に関わり得るもの",
    ),
    "bears_on_trade": Label(
        "may bear on this partnership, or limits trade in its domain",
        "本件に関わり得るもの又は本件の分野の貿易を制限するもの",
    ),
    "benefits": Label("benefits since", "その後の贈与等の件数"),
    "beside": Label("beside", "他の主管機関"),
    "beside_function": Label("function beside", "併せて担う機能"),
    "bid_tax": Label("tax in the bid", "入札額の消費税"),
    "bidders": Label("bidders", "応札者数"),
    "binds": Label("where it binds", "効力の及ぶ機関"),
    "body": Label("body", "機関"),
    "body_ended": Label("the body has ended", "機関の廃止"),
    "brought_on": Label("brought on", "提起日"),
    "base_rate_bp": Label("share in proved cartels", "競争法違反が認定された割合"),
    "by": Label("by", "区分"),
    "call_days": Label("time for bids", "公募期間"),
    "category": Label("class under the GPA", "特定調達の区分"),
    "chance_bp": Label("chance of such an order", "偶然による確率"),
    "claim_until_on": Label("a claim is open until", "請求可能期限"),
    "clearance": Label("clearance", "必要な資格"),
    "cleared": Label("on file and valid", "有効な認定"),
    "code": Label("rule", "ルール"),
    "company": Label("company", "企業"),
    "company_type": Label("type of company", "企業の種類"),
    "competing_bids": Label("competing bids", "競合する応募"),
    "concerns_case": Label("concerns this partnership", "本件に関するもの"),
    "consent": Label("consent to arbitration", "仲裁への同意"),
    "controls": Label("controls", "支配"),
    "count": Label("number", "件数"),
    "country": Label("country", "国"),
    "counts_as": Label("counts as part of", "一体とみる機関"),
    "covered": Label("covered by the GPA", "特定調達の対象"),
    "days": Label("days of notice", "公告日数"),
    "days_between": Label("days between", "間の日数"),
    "delta": Label("increase of the index", "HHIの増分"),
    "destination_group": Label("group of the destination", "仕向国の区分"),
    "domain": Label("domain", "分野"),
    "duty_to_answer": Label("others have to answer", "他の機関の応答義務"),
    "ended_on": Label("ended on", "終了日"),
    "ends_from_on": Label("open if it ends on or after", "この日以後に満了する期間は未経過"),
    "every_object": Label("whatever the object", "契約の種類を問わない"),
    "evidenced": Label("evidence given", "根拠資料の有無"),
    "excludes_procurement": Label("leaves out procurement", "政府調達の除外"),
    "excludes_subsidies": Label("leaves out subsidies", "補助金の除外"),
    "exempt": Label("exception", "適用除外"),
    "exemption_barred": Label("without an exemption by law", "法令上の免除対象外"),
    "expected_bp": Label("expected by chance in all series", "全系列における偶然の見込み"),
    "expires_on": Label("applies until", "適用期限"),
    "family": Label("family", "分類"),
    "first": Label("first company", "企業1"),
    "first_on": Label("first", "最初の契約日"),
    "from_on": Label("from", "開始日"),
    "from_party": Label("from a party to the GPA", "政府調達協定締約国の供給者"),
    "ground": Label("ground", "根拠"),
    "held": Label("on record", "記録の有無"),
    "hhi": Label("concentration index (HHI)", "市場集中度（HHI）"),
    "holder": Label("holder", "保有者"),
    "how": Label("how", "関係の種類"),
    "in_a_row": Label("in a row", "連続回数"),
    "in_force_on": Label("in force from", "発効日"),
    "in_law": Label("a law or Cabinet Order is named", "法令の根拠"),
    "in_office": Label("in office", "在職"),
    "in_order": Label("won in a fixed order", "一定の順序での落札件数"),
    "in_sector": Label("in a sector that the treaty covers", "協定の対象分野"),
    "investor": Label("investor", "投資家"),
    "investor_state": Label("investors may claim", "投資家による請求"),
    "invests": Label("has an investment in Japan", "日本国内の投資"),
    "joined_on": Label("joined on", "在籍の開始日"),
    "joint_in_law": Label("joint by law", "法令による共管"),
    "kind": Label("kind", "種別"),
    "labelled_from_on": Label("labelled tenders from", "ラベル付き入札の最初の日"),
    "labelled_until_on": Label("labelled tenders until", "ラベル付き入札の最後の日"),
    "largest_yen": Label("each at most", "一件最大"),
    "last_on": Label("last", "最後の契約日"),
    "lasted_until_on": Label("lasted until", "終了日"),
    "in_domain": Label("company of the domain", "当該分野の企業"),
    "lead": Label("lead", "主管の別"),
    "left_on": Label("left on", "離職日"),
    "limit_bp": Label("limit", "基準"),
    "listed_company": Label("company on the list", "掲載された企業"),
    "local": Label("local government", "地方公共団体"),
    "lower_bp": Label("smaller of the two shares", "小さい方の割合"),
    "lowest": Label("lowest bidder", "最低価格の応札者"),
    "market": Label("market", "市場"),
    "market_ja": Label("market (Japanese)", "市場（日本語）"),
    "matter": Label("matter", "事項"),
    "measure": Label("measure", "措置"),
    "of_hundred": Label("of 100 such tenders in proved cartels", "同様の入札100件のうち競争法違反が認定された件数"),
    "of": Label("of", "対象機関"),
    "of_sponsor": Label("in a sponsor's ministry", "主管府省内"),
    "offer": Label("offer of", "応札者"),
    "on": Label("on", "日付"),
    "one_group": Label("one group before", "従前から同一グループ"),
    "only_bidder": Label("only bidder", "唯一の応札者"),
    "open_ended": Label("without a stated last day", "終了日の記載なし"),
    "ordered_on": Label("ordered on", "命令の日"),
    "orders": Label("orders", "契約件数"),
    "other": Label("other company", "相手企業"),
    "other_unit": Label("in another unit", "別の部署"),
    "others": Label("others that lead it", "他の主管機関の数"),
    "outside_ethics_act": Label("outside of the Ethics Act", "倫理法の適用対象外"),
    "own": Label("the participant itself", "参加企業自身"),
    "paid_yen": Label("paid since", "その後の契約額"),
    "partner": Label("partner", "参加企業"),
    "party": Label("party", "当事者"),
    "person": Label("person", "人物"),
    "planned": Label("planned for a later day", "今後の予定"),
    "positives": Label("in proved cartels", "競争法違反が認定された入札"),
    "precision_lower_bp": Label(
        "share in proved cartels among those shown, at least", "表示された入札のうち競争法違反が認定された割合の下限"
    ),
    "private": Label("private", "民間"),
    "private_votes": Label("votes of private parties", "民間の議決権"),
    "price_with_tax_yen": Label("price with tax", "税込価格"),
    "price_yen": Label("price", "価格"),
    "prior_notice": Label("notice given before", "事前の届出"),
    "published": Label("public already", "公表済み"),
    "quarter_ends_on": Label("end of the quarter", "四半期の末日"),
    "ratio_bp": Label("share of the reserve price", "予定価格に対する割合"),
    "regime": Label("period that applies", "適用される期間"),
    "relation": Label("relation", "関係"),
    "relative": Label("close person", "近親者"),
    "reserve_tax": Label("tax in the reserve price", "予定価格の消費税"),
    "rival": Label("competitor", "競争者"),
    "root": Label("counts as part of", "一体とみる機関"),
    "rounds": Label("rounds", "回数"),
    "same_lowest": Label("same lowest bidder in every round", "全回で同一の最低価格者"),
    "scope": Label("scope", "範囲"),
    "screen": Label("screen", "指標"),
    "second": Label("second company", "企業2"),
    "security": Label("exception for essential security", "安全保障例外"),
    "series_screened": Label("series looked at", "確認した系列数"),
    "served_until_on": Label("last day in the post", "在任の末日"),
    "service_known": Label("service stated", "職員の区分の記載"),
    "several_bid": Label("several made bids, without a published method", "契約方式の公表がなく、複数の者が応札"),
    "severity": Label("severity", "重要度"),
    "shown": Label("later tenders that it shows", "後の期間で表示された入札"),
    "shown_positives": Label("of these in proved cartels", "うち競争法違反が認定された入札"),
    "smallest_gap_bp": Label("smallest distance to the next bid", "次順位との最小の差"),
    "spread_bp": Label("largest difference in share", "占有率の最大の差"),
    "standing": Label("mandate for the domain", "分野の所掌事務"),
    "steps": Label("steps", "段階"),
    "superior": Label("superior", "上司"),
    "target": Label("body supervised or audited", "監督・検査の対象機関"),
    "targeted": Label("names a body", "対象機関の特定"),
    "tenders": Label("tenders", "入札件数"),
    "tenure": Label("protected by law until the term ends", "法律による身分保障"),
    "than": Label("apart from", "対象企業"),
    "together_bp": Label("share of all companies on the list together", "リスト掲載者の保有割合の合計"),
    "treaty": Label("treaty", "協定"),
    "until_on": Label("until", "終了日"),
    "unusual": Label("to be shown", "表示の対象"),
    "valid": Label("valid", "有効"),
    "verified": Label("checked by a second person", "第二者による確認"),
    "way": Label("way", "経路"),
    "what": Label("what is common", "共通点"),
    "winners": Label("winners", "落札者数"),
    "won": Label("carried out by the proposer", "提案者による実施"),
    "works_on_case": Label("works on this partnership", "本件に従事"),
    "years": Label("years looked back", "対象年数"),
}
DECLARED: Final[tuple[Kind | ObjectKind, ...]] = (
    *KINDS.values(),
    DOCUMENT,
    SELECTION,
    PARTICIPANTS,
    OFFICIALS,
    COMPANIES,
    LEADS,
)
STATED: Final[dict[str, Label]] = {field.name: field.label for table in DECLARED for field in table.fields}
USES: Final = Counter((field.name, field.label) for table in DECLARED for field in table.fields)
TABLE_OF: Final[dict[str, Kind | ObjectKind]] = {  # by type of fact, the table with its stated fields
    **KINDS,
    "partnership": DOCUMENT,
    "selection": SELECTION,
    "participates": PARTICIPANTS,
    "official": OFFICIALS,
    "leads": LEADS,
}
CONTRACT_VALUE: Final = Label("value of the contract", "契約の価額")
OF_TYPE: Final[dict[tuple[str, str], Label]] = {
    # A label that several tables share ("Person") does not describe the type: then the plainer one of OWN is taken.
    **{
        (fact_type, field.name): field.label
        for fact_type, table in TABLE_OF.items()
        for field in table.fields
        if USES[field.name, field.label] == 1
    },
    ("appointing_body", "by"): Label("appointed by", "任命権者"),
    **dict.fromkeys(
        [
            (kind, "function")
            for kind in ("led_function", "held_mandate", "leading_body", "concurrent_posts", "secondee")
        ],
        Label("function", "機能"),
    ),
    ("interested_company", "function"): KINDS["duty"].by_name["function"].label,
    ("notice_period", "value_yen"): CONTRACT_VALUE,
    ("procurement_covered", "value_yen"): CONTRACT_VALUE,
}


def label_in_sentence(label: Label, language: Literal["en", "ja"]) -> str:
    """Return a label as part of a sentence: English without its capital, unless it is a name (US Entity List)."""
    if language == "ja":
        return label.ja
    is_name = any(character.isupper() or character.isdigit() for character in label.en[1:])
    return label.en if is_name else label.en[:1].lower() + label.en[1:]


STANDINGS: Final = {
    "held": Label("held", "あり"),
    "ended": Label("ended", "終了"),
    "not_held": Label("not held", "なし"),
    "body_ended": Label("the body has ended", "機関の廃止"),
}
MATTERS: Final = {
    "contract": Label("contract", "契約"),
    "case": Label("case and its conditions", "案件及びその条件"),
    "appeal": Label("administrative appeal", "不服申立て"),
    "claim": Label("claim", "係属中の紛争"),
}
OWN_WORDS: Final[dict[str, Label]] = {
    **GPA_CATEGORIES,
    "address": Label("address", "所在地"),
    "adviser": Label("adviser", "顧問・アドバイザー"),
    "agent": Label("agent", "代理人"),
    "airports": Label("airports", "空港"),
    "appointment": Label("appointment", "任用"),
    "association": Label("association", "所属団体"),
    "aviation": Label("aviation", "航空"),
    "bank_account": Label("bank account", "銀行口座"),
    "bid": Label("bid", "応札"),
    "broadcasting": Label("broadcasting", "放送"),
    "case_by_case": Label("case by case", "個別の同意"),
    "collusion": Label("competition and selection", "競争・選定の公正"),
    "compensation_only": Label("on the amount of a compensation alone", "補償額に限る"),
    "competitor": Label("competitor", "競争関係"),
    "conflict_of_interest": Label("conflict of interest", "利益相反"),
    "control": Label("control", "支配"),
    "credit_cards": Label("credit cards", "クレジットカード"),
    "critical": Label("critical", "重大"),
    "d5": Label("Country Group D:5", "国グループD:5"),
    "defence": Label("goods for defence", "防衛用の物品"),
    "direct": Label("direct", "直接"),
    "document_author": Label("author of the documents", "書類の作成者"),
    "e1": Label("Country Group E:1 or Cuba", "国グループE:1又はキューバ"),
    "electricity": Label("electricity", "電気"),
    "at_co_sponsor": Label("at a co-sponsor", "共同実施機関"),
    "elsewhere": Label("at another body", "他の機関"),
    "employee": Label("employee", "従業員"),
    "ended": Label("ended", "終結"),
    "essential": Label("for essential security", "安全保障例外あり"),
    "everywhere": Label("at every body", "全ての機関"),
    "ex_officio": Label("by office", "充て職"),
    "excluded": Label("excluded by a measure", "措置による排除"),
    "finance": Label("finance", "金融"),
    "fixed": Label("a fixed limit", "固定の基準"),
    "gas": Label("gas", "ガス"),
    "gpa": Label("the Order for the GPA", "特例政令"),
    "gpa_later_lot": Label("the Order for the GPA, later lot", "特例政令（後続の分割調達）"),
    "gpa_urgent": Label("the Order for the GPA, urgent", "特例政令（緊急）"),
    "group": Label("of the same group", "同一グループ"),
    "here": Label("at the sponsor", "実施機関"),
    "high": Label("high", "高"),
    "holding": Label("holding", "持分"),
    "in_advance": Label("in advance", "事前の同意"),
    "info": Label("info", "参考"),
    "institution": Label("institution", "組織"),
    "itself": Label("the company itself", "当該企業"),
    "litigation": Label("litigation", "訴訟・紛争のリスク"),
    "lost": Label("lost", "落選"),
    "low": Label("low", "低"),
    "market": Label("the market record", "市場記録"),
    "medium": Label("medium", "中"),
    "ministry": Label("same ministry", "同一府省"),
    "no_exception": Label("none", "なし"),
    "none": Label("none relied on", "根拠なし"),
    "none_on_record": Label("none on record", "記録なし"),
    "not_exempt": Label("no exception", "適用除外なし"),
    "not_required": Label("not required", "申告対象外"),
    "ocean_cargo": Label("ocean cargo", "外航貨物"),
    "officer": Label("officer", "役員"),
    "oil": Label("oil", "石油"),
    "on_file": Label("on file", "提出済み"),
    "order": Label("the Order on budgets and accounts", "予決令"),
    "order_urgent": Label("the Order on budgets and accounts, urgent", "予決令（緊急）"),
    "own": Label("own body", "当該機関"),
    "owner": Label("owner", "出資者"),
    "pairs": Label("pairs of bidders", "応札者の組合せ"),
    "panel": Label("council or panel", "審議会・委員会"),
    "parent": Label("parent", "親会社"),
    "participant": Label("participant", "参加企業"),
    "pending": Label("pending", "係属中"),
    "phone": Label("telephone", "電話番号"),
    "port_transport": Label("general port transport", "一般港湾運送"),
    "post": Label("post", "地位"),
    "postal": Label("postal service", "郵便"),
    "predecessor": Label("predecessor", "被承継企業"),
    "prices": Label("prices", "入札価格"),
    "principal_investigator": Label("principal investigator", "研究代表者"),
    "rail": Label("railways", "鉄道"),
    "re_employment": Label("re-employment", "再就職"),
    "role": Label("role in this case", "本件の役割"),
    "rotation": Label("turns of winners", "落札の順番"),
    "same": Label("the same company", "同一企業"),
    "seconded_from": Label("seconded from", "出向元"),
    "secret": Label("secret", "秘密を要する調達"),
    "self": Label("the person", "本人"),
    "self_judging": Label("judged by the State itself", "自己判断"),
    "sister": Label("sister company", "兄弟会社"),
    "subsidiary": Label("subsidiary", "子会社"),
    "telecoms": Label("telecommunications", "電気通信"),
    "through_companies": Label("through companies", "企業を通じた間接保有"),
    "trade": Label("trade in securities", "株式等の取引"),
    "truck_freight": Label("truck freight", "貨物自動車運送"),
    "voluntary": Label("voluntary measures", "自主的措置"),
    "voluntary_negotiated": Label("voluntary measures, negotiated contract", "自主的措置（随意契約）"),
    "water": Label("water supply", "水道"),
    "workplace": Label("the same workplace", "同一の所属先"),
    "unstated": Label("not stated", "記載なし"),
}
WORDS_OF_FIELDS: Final[dict[tuple[str, str], Label]] = {  # words of one field, which mean something else in others
    **{(name, word): label for name in ("function", "beside_function") for word, label in FUNCTIONS.items()},
    **{("lead", word): label for word, label in LEADS_OF_MANDATES.items()},
    **{("agreed_by", word if word != "none" else "no_consent"): label for word, label in CONSENTS.items()},
    ("way", "council"): Label("majority in a council", "協議会の過半数"),
    ("domain", EVERY_DOMAIN): EVERY_DOMAIN_LABEL,
    **{("standing", word): label for word, label in STANDINGS.items()},
    **{("matter", word): label for word, label in MATTERS.items()},
}
STATED_WORDS: Final[dict[tuple[str, str], Label]] = {
    (field.name, word): label for table in DECLARED for field in table.fields for word, label in field.words.items()
}
ANY_FIELD: Final[dict[str, Label]] = {word: label for (_, word), label in STATED_WORDS.items()}


RENAMED: Final = {"kind": "type"}  # fields of facts that hold a stated field under another name


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of fields and words: those of this file, or those that earlier results were written with."""

    of_type: Mapping[tuple[str, str], Label]
    own: Mapping[str, Label]
    stated: Mapping[str, Label]
    stated_words: Mapping[tuple[str, str], Label]
    words_of_fields: Mapping[tuple[str, str], Label]
    own_words: Mapping[str, Label]
    any_field: Mapping[str, Label]

    def of_field(self, field: str, fact_type: str = "") -> Label:
        """Return the label of a field of a fact. KeyError if there is none."""
        return self.of_type.get((fact_type, field)) or self.own.get(field) or self.stated[field]

    def of_word(self, field: str, word: str) -> Label:
        """Return the label of a word of a field's closed list; the word itself where none is declared."""
        plain = word.replace("_", " ")
        return (
            self.stated_words.get((RENAMED.get(field, field), word))
            or self.words_of_fields.get((field, word))
            or self.own_words.get(word)
            or self.any_field.get(word)
            or Label(plain, plain)
        )


LABELS: Final = Labels(OF_TYPE, OWN, STATED, STATED_WORDS, WORDS_OF_FIELDS, OWN_WORDS, ANY_FIELD)
labels_in_use: Final[ContextVar[Labels]] = ContextVar("labels_in_use", default=LABELS)


def field_label(field: str, fact_type: str = "") -> Label:
    """Return the label of a field of a fact. KeyError if neither this file nor a kind declares one."""
    return labels_in_use.get().of_field(field, fact_type)


def word_label(field: str, word: str) -> Label:
    """Return the label of a word of a field's closed list; the word itself where none is declared."""
    return labels_in_use.get().of_word(field, word)
