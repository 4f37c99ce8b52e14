"""Calls, bids, awards, markets and contract clauses."""

from institutions.kinds.base import FieldSort, Kind, Label, indexed_field, optional_field
from institutions.kinds.fields import (
    body_field,
    bp_field,
    companies_field,
    company_field,
    count_field,
    country_field,
    day_field,
    flag_field,
    special_field,
    text_field,
    word_field,
    word_list,
    yen_field,
)
from institutions.kinds.words import domain, method, procured, tax

call = special_field("call", FieldSort.CALL, "Call", "公告")
other_currency = special_field("amount_other_currency", FieldSort.MONEY, "Amount in another currency", "外貨建ての金額")

# Withheld is not unknown: the body has the price and says that it does not publish it.
WITHHELD = {
    "similar_contracts": Label("Other reserve prices could be inferred", "他の契約の予定価格を類推されるおそれ"),
    "other_reason": Label("Another reason is given", "その他の理由"),
    "no_reason": Label("No reason is given", "理由の記載なし"),
}

PROCUREMENT = (
    Kind(
        "call",
        Label("Call", "公告"),
        Label("A body called for bids.", "入札等の公告。"),
        (
            special_field("key", FieldSort.KEY, "Key", "キー"),
            body_field(),
            method,
            day_field("opened_on", "Opened on", "公告日"),
            day_field("closed_on", "Closed on", "締切日"),
            procured,
            domain,
            yen_field("reserve_price_yen", "Reserve price", "予定価格"),
            word_field(
                "reserve_price_withheld", "Why the reserve price is withheld", "予定価格を公表しない理由", WITHHELD
            ),
            count_field("bidders", "Number of bidders", "応札者数"),
            tax,
        ),
    ),
    Kind(
        "bid",
        Label("Bid", "入札"),
        Label(
            "A company bid; without a call, in this partnership's selection.",
            "応札。公告がなければ本件の選定への応札。",
        ),
        (
            call,
            company_field(),
            companies_field("members", "Members", "構成員"),
            yen_field("amount_yen", "Amount", "金額"),
            other_currency,
            day_field(),
            word_field("status", "Status", "状態", word_list(valid="有効", disqualified="失格", withdrawn="辞退")),
            count_field("round", "Round", "回"),
            day_field("informed_on", "Informed on", "通知日"),
            tax,
        ),
        case_without="call",
    ),
    Kind(
        "award",
        Label("Award", "落札・契約"),
        Label("A company was awarded a contract.", "契約の相手方となった。"),
        (
            call,
            company_field(),
            yen_field("amount_yen", "Amount", "金額"),
            other_currency,
            day_field(),
            method,
            optional_field(body_field()),
            domain,
            procured,
            text_field("subject", "Subject", "件名"),
            text_field("site", "Site", "場所"),
            flag_field("separate_need", "Separate need", "別個の需要"),
            tax,
        ),
    ),
    Kind(
        "subcontract",
        Label("Subcontract", "下請・再委託"),
        Label("A contractor passes work on.", "受託者が業務を再委託する。"),
        (
            call,
            company_field("contractor", "Contractor", "元請"),
            company_field("company", "Subcontractor", "下請"),
            bp_field(),
            flag_field("named_in_bids", "Named in the bids", "応札書類に記載"),
            flag_field("approved", "Approved", "承認あり"),
        ),
        case=True,
    ),
    Kind(
        "market",
        Label("Market share", "市場占有率"),
        Label("A company's share of a market.", "企業の市場占有率。"),
        (indexed_field(domain), company_field(), bp_field()),
    ),
    Kind(
        "competitor",
        Label("Competitor", "競争者"),
        Label("A company competes with another.", "他の企業と競争関係にある。"),
        (company_field(), company_field("of", "Competes with", "競争相手"), domain),
    ),
    Kind(
        "history_known",
        Label("Award history fully known", "契約実績の把握完了"),
        Label("Every award in that scope is stated.", "その範囲の契約は全て記載済み。"),
        (body_field(), domain, procured),
        several="histories_known",
    ),
    Kind(
        "market_known",
        Label("Market fully known", "市場の把握完了"),
        Label("Every share of that market is stated.", "その市場の占有率は全て記載済み。"),
        (indexed_field(domain), day_field()),
        several="markets_known",
    ),
    Kind(
        "clause",
        Label("Contract clause", "契約条項"),
        Label("The party that bears a risk under the contract.", "契約上のリスク分担。"),
        (
            word_field(
                "risk",
                "Risk",
                "リスク",
                word_list(
                    change_in_law="法令変更",
                    early_termination="中途解約",
                    force_majeure="不可抗力",
                    guarantee="保証",
                    other="その他",
                ),
            ),
            word_field(
                "allocated_to",
                "Allocated to",
                "負担者",
                word_list(public="公共", private="民間", shared="分担", undefined="定めなし"),
            ),
            yen_field("cap_yen", "Cap", "上限額"),
        ),
        case=True,
    ),
    Kind(
        "exposure",
        Label("Exposure", "国外依存"),
        Label("The part of a company's business that depends on a country.", "企業の事業の特定国への依存。"),
        (
            company_field(),
            country_field(means=Label("The country on which the business depends.", "事業が依存する国。")),
            bp_field("revenue_bp", "Share of revenue", "売上比率"),
            count_field("plants", "Plants", "工場数"),
            count_field("licences", "Licences", "許認可数"),
            count_field("supply_contracts", "Supply contracts", "供給契約数"),
            bp_field("inputs_bp", "Share of inputs", "調達比率"),
        ),
    ),
)
