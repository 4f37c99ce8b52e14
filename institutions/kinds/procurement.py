"""Calls, bids, awards, markets and contract clauses."""

from institutions.kinds.base import Kind, Label, Sort, looked_up, optional
from institutions.kinds.fields import (
    body,
    bp,
    companies,
    company,
    count,
    country,
    day,
    flag,
    special,
    text,
    word,
    words,
    yen,
)
from institutions.kinds.words import domain, method, procured

call = special("call", Sort.CALL, "Call", "公告")
other_currency = special("amount_other_currency", Sort.MONEY, "Amount in another currency", "外貨建ての金額")

PROCUREMENT = (
    Kind(
        "call",
        Label("Call", "公告"),
        Label("A body called for bids.", "入札等の公告。"),
        (
            special("key", Sort.KEY, "Key", "キー"),
            body(),
            method,
            day("opened_on", "Opened on", "公告日"),
            day("closed_on", "Closed on", "締切日"),
            procured,
            domain,
            yen("reserve_price_yen", "Reserve price", "予定価格"),
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
            company(),
            companies("members", "Members", "構成員"),
            yen("amount_yen", "Amount", "金額"),
            other_currency,
            day(),
            word("status", "Status", "状態", words(valid="有効", disqualified="失格", withdrawn="辞退")),
            count("round", "Round", "回"),
            day("informed_on", "Informed on", "通知日"),
        ),
        case_without="call",
    ),
    Kind(
        "award",
        Label("Award", "落札・契約"),
        Label("A company was awarded a contract.", "契約の相手方となった。"),
        (
            call,
            company(),
            yen("amount_yen", "Amount", "金額"),
            other_currency,
            day(),
            method,
            optional(body()),
            domain,
            procured,
            text("subject", "Subject", "件名"),
            text("site", "Site", "場所"),
            flag("separate_need", "Separate need", "別個の需要"),
        ),
    ),
    Kind(
        "subcontract",
        Label("Subcontract", "下請・再委託"),
        Label("A contractor passes work on.", "受託者が業務を再委託する。"),
        (
            call,
            company("contractor", "Contractor", "元請"),
            company("company", "Subcontractor", "下請"),
            bp(),
            flag("named_in_bids", "Named in the bids", "応札書類に記載"),
            flag("approved", "Approved", "承認あり"),
        ),
        case=True,
    ),
    Kind(
        "market",
        Label("Market share", "市場占有率"),
        Label("A company's share of a market.", "企業の市場占有率。"),
        (looked_up(domain), company(), bp()),
    ),
    Kind(
        "competitor",
        Label("Competitor", "競争者"),
        Label("A company competes with another.", "他の企業と競争関係にある。"),
        (company(), company("of", "Competes with", "競争相手"), domain),
    ),
    Kind(
        "history_known",
        Label("Award history fully known", "契約実績の把握完了"),
        Label("Every award in that scope is stated.", "その範囲の契約は全て記載済み。"),
        (body(), domain, procured),
        several="histories_known",
    ),
    Kind(
        "market_known",
        Label("Market fully known", "市場の把握完了"),
        Label("Every share of that market is stated.", "その市場の占有率は全て記載済み。"),
        (looked_up(domain), day()),
        several="markets_known",
    ),
    Kind(
        "clause",
        Label("Contract clause", "契約条項"),
        Label("The party that bears a risk under the contract.", "契約上のリスク分担。"),
        (
            word(
                "risk",
                "Risk",
                "リスク",
                words(
                    change_in_law="法令変更",
                    early_termination="中途解約",
                    force_majeure="不可抗力",
                    guarantee="保証",
                    other="その他",
                ),
            ),
            word(
                "allocated_to",
                "Allocated to",
                "負担者",
                words(public="公共", private="民間", shared="分担", undefined="定めなし"),
            ),
            yen("cap_yen", "Cap", "上限額"),
        ),
        case=True,
    ),
    Kind(
        "exposure",
        Label("Exposure", "国外依存"),
        Label("The part of a company's business that depends on a country.", "企業の事業の特定国への依存。"),
        (
            company(),
            country(),
            bp("revenue_bp", "Share of revenue", "売上比率"),
            count("plants", "Plants", "工場数"),
            count("licences", "Licences", "許認可数"),
            count("supply_contracts", "Supply contracts", "供給契約数"),
            bp("inputs_bp", "Share of inputs", "調達比率"),
        ),
    ),
)
