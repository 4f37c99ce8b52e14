"""The organisation of government as documents state it: seats in councils, officials from elsewhere, budgets."""

from institutions.kinds.base import Kind, Label, PartyType, optional_field
from institutions.kinds.fields import (
    body_field,
    count_field,
    flag_field,
    party_field,
    text_field,
    word_field,
    word_list,
    yen_field,
)
from institutions.kinds.mandates import FUNCTIONS
from institutions.kinds.words import domain

SECTORS = word_list(public_sector="官", private_sector="民")
BUDGETS = word_list(initial="当初予算", supplementary="補正予算", reserve="予備費")

GOVERNMENT = (
    Kind(
        "seat",
        Label("Seat in a council", "審議会等における議席"),
        Label(
            "A body, company or person sits in a council or steering body.",
            "政府機関、企業又は個人が、審議会、運営協議会等の構成員である。",
        ),
        (
            body_field("body", "Council or steering body", "審議会・運営協議会等"),
            party_field("holder", "Member", "構成員"),
            count_field("votes", "Votes", "議決権", default=1),
        ),
    ),
    Kind(
        "mandates_known",
        Label("Mandates fully known", "所掌事務の把握完了"),
        Label(
            "Every mandate of the body and of those under it, in that domain or in every one, is in the register.",
            "その機関及びその下にある機関の所掌事務（分野の記載がなければ全分野）は全て登録済み。",
        ),
        (body_field(), domain),
        several="mandates_known",
    ),
    Kind(
        "posting",
        Label("Officials from elsewhere", "出向・併任の状況"),
        Label(
            "Posts of the body are held by people of another body, a company or an industry. No person is named.",
            "他の機関、企業又は業界の者が、出向又は併任によりその機関の官職に就いている（個人名は記載しない。）。",
        ),
        (
            body_field(),
            optional_field(
                party_field("origin", "Body or company of origin", "出向元", PartyType.BODY, PartyType.COMPANY)
            ),
            domain,
            word_field("from_sector", "Sector from which they come", "出向元の官民の別", SECTORS),
            text_field("posts", "Post", "官職"),
            count_field("people", "Number of people", "人数"),
            flag_field("keeps_post", "Keeps a post in the body of origin", "出向元の職との併任"),
            flag_field("approved_exchange", "Approved exchange", "官民人事交流法による承認"),
        ),
        one_of=(("origin", "domain", "from_sector"),),
    ),
    Kind(
        "delegation",
        Label("Delegation", "権限の委任"),
        Label(
            "A function of a body is exercised by another one under a law or order.",
            "法令に基づき、ある機関の権限を他の機関が行使する。",
        ),
        (
            body_field(),
            body_field("delegate", "Body that exercises it", "委任先の機関"),
            word_field("delegated_function", "Delegated function", "委任する機能", FUNCTIONS),
            domain,
            text_field("basis_in_law", "Basis in law", "根拠法令"),
        ),
    ),
    Kind(
        "budget_line",
        Label("Budget line", "予算"),
        Label(
            "A published amount of the budget for an item of the body. Its days are those of the fiscal year.",
            "その機関の事項について公表された予算額。期間には会計年度の初日及び末日を記載する。",
        ),
        (
            body_field(),
            text_field("programme", "Item or programme", "事項"),
            domain,
            word_field("budget", "Budget", "予算の種類", BUDGETS),
            yen_field("amount_yen", "Amount", "金額"),
            optional_field(body_field("shared_with", "Other body in the same amount", "同じ金額に含まれる他の機関")),
        ),
    ),
)
