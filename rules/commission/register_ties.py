"""Ties of members to the parties of contracts, as the register states them: asked about where they were not declared.

Only the member and the chair see them. Whoever is not in the register under the account's person is not compared, and
that is said: no tie was found, and nobody looked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from institutions.access.callers import ALL_THAT_IS_OPEN
from institutions.kinds.base import Label
from institutions.parties.ownership.personal_chains import PersonalChain, chains_from_person
from institutions.values.hashing import canonical_json, hash_text
from rules.commission.contract_parties import companies_of
from rules.models import CommissionMember, ItemWithdrawal, SittingItem, TieAnswer

ON_RECORD = Label("a tie on record", "記録上の関係")  # kin of a member is no matter of the chair


@dataclass(frozen=True, slots=True)
class AskedTie:
    """A contract with the chains that lead from a member to its parties, and what the member said to these."""

    item: SittingItem
    chains: tuple[PersonalChain, ...]
    answer: str | None

    @property
    def for_member(self) -> list[Label]:
        """The chains in words."""
        return [each.words for each in self.chains]

    @property
    def for_chair(self) -> list[Label]:
        """The chains in words, without those that lead through kin."""
        return list(dict.fromkeys(ON_RECORD if each.kin else each.words for each in self.chains))


@dataclass(frozen=True, slots=True)
class TiesOfMember:
    """The ties of a member that they did not declare. `compared`: their account is linked to a person.

    `cut`: the person has more ties than are followed.
    """

    member: CommissionMember
    compared: bool
    asked: tuple[AskedTie, ...] = ()
    cut: bool = False

    @property
    def open(self) -> tuple[AskedTie, ...]:
        """Those that the member has not answered."""
        return tuple(each for each in self.asked if each.answer is None)


def undeclared_ties(member: CommissionMember, items: Iterable[SittingItem]) -> TiesOfMember:
    """Return the ties of a member to the parties of contracts that they have not withdrawn from."""
    person = member.account.person_id
    if person is None:
        return TiesOfMember(member, compared=False)
    left = set(ItemWithdrawal.objects.filter(member=member).values_list("item", flat=True))
    by_number = {each.number: each for each in items if each.pk not in left}
    companies = companies_of(by_number.values())
    chains, cut = chains_from_person(person, companies, timezone.localdate(), ALL_THAT_IS_OPEN)
    found: dict[int, list[PersonalChain]] = {}
    for chain in chains:
        for number in companies[chain.party]:
            found.setdefault(number, []).append(chain)
    said = answers_of(member, by_number.values())
    asked = [
        AskedTie(item, tuple(found[each]), said.get((item.pk, hash_of_asked(found[each]))))
        for each, item in sorted(by_number.items())
        if each in found
    ]
    return TiesOfMember(member, compared=True, asked=tuple(asked), cut=cut)


def hash_of_asked(chains: Iterable[PersonalChain]) -> str:
    """Return the hash of what a member is asked about: another tie is another question."""
    return hash_text(canonical_json(sorted([str(each.party), each.words.en, each.words.ja] for each in chains)))


def answers_of(member: CommissionMember, items: Iterable[SittingItem]) -> Mapping[tuple[int, str], str]:
    """Return what a member said about contracts, by contract and hash of what they were asked. One query."""
    rows = TieAnswer.objects.filter(member=member, item__in=[each.pk for each in items])
    return {(item, asked): text for item, asked, text in rows.values_list("item", "asked", "text")}
