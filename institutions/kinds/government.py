"""The organisation of government as documents state it: who sits in a council, and whose tasks are fully stated."""

from institutions.kinds.base import Kind, Label
from institutions.kinds.fields import body_field, count_field, party_field
from institutions.kinds.words import domain

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
)
