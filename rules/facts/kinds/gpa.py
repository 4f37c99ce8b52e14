"""Coverage of the contract by the Agreement on Government Procurement (GPA), by its sort and size."""

from dataclasses import dataclass
from typing import Annotated, Final

from institutions.kinds.base import Label
from institutions.kinds.parties import GPA_CLASSES
from rules.facts.kinds.base import BodyKey, Day, Fact, Flag, Yen, word_type

NO_CLASS: Final = "none"  # the word for a body outside the agreement
GPA_OBJECTS: Final = {
    "goods": Label("goods", "物品等"),
    "services": Label("other services", "その他のサービス"),
    "technical": Label("technical services", "技術的サービス"),
    "construction": Label("construction services", "建設サービス"),
}
# The agreement sets its thresholds by class of body and by object together.
GPA_CATEGORIES: Final = {
    f"{of}_{procured}": Label(f"{body.en}: {called.en}", f"{body.ja}・{called.ja}")
    for of, body in GPA_CLASSES.items()
    if of != NO_CLASS
    for procured, called in GPA_OBJECTS.items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcurementCovered(Fact):
    """The contract of this partnership under the GPA and the measures that go with it: exactly one.

    `covered`: false where the object is not covered (research, sale, let: SUBMISSION.md, rule 9) or the sponsor's class
    is none; unknown where its class is; else true. Size is not part of it: a rule compares `value_yen` and
    `lots_total_yen` with `parameter.gpa_threshold_yen[NAME.category] at NAME.on`. `category`: the sponsor's class with
    the object; unknown where it is not covered or the class is unknown. `value_yen`: the total of all lots, else the
    reserve price, else the expected public money of the partnership. `lots_total_yen`: the same, as the value of all
    lots together; unknown where this is a later lot and no total is stated: the lots before it may reach a threshold
    that it does not. `on`: the day of the award if it is not after `as_of`, else `proposed_on`. `exempt` (Order No. 300
    of 1980, art. 3): secret where the partnership is under critical economic security information or defence secrecy
    (patent preservation is none), defence where it buys goods for defence, not_exempt where neither is stated. Whether
    goods for defence are on the list of the Order, and covered after all, is not known here. id: `procurement_covered`;
    where the class is unknown `gpa_class(body=<sponsor>)`, where the object is `selection(object)`. Where the scheme
    procures nothing (grant, equity, guarantee, mou), the method is negotiated and nothing of a contract is stated,
    `covered` is unknown unless it is false.
    """

    label = ("Coverage by the GPA", "特定調達への該当")

    body: BodyKey
    on: Day
    exempt: Annotated[str, word_type("not_exempt", "secret", "defence")]
    value_yen: Yen | None = None
    lots_total_yen: Yen | None = None
    covered: Flag | None = None
    category: Annotated[str, word_type(*GPA_CATEGORIES)] | None = None
