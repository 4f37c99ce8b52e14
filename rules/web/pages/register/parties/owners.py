"""The owners and controllers of a company: the tree, the same as a table, the ends of chains, and the unknown part."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutions.access.statements import SHARED
from institutions.kinds import KINDS
from institutions.models import table_of
from institutions.parties.ownership.owners import Owners, OwnerShare, owners_of
from institutions.parties.ownership.ties import OwningTie, TieSources, tie_sources
from institutions.parties.ownership.ultimate_owners import Composition, chain_composition
from institutions.values.text_lists import join_texts
from rules.engine.language.statements import number_with_unit
from rules.explaining.wording.shares import control_words, days_in_words, effective_words, share_words
from rules.explaining.wording.statement_values import country_words, tie_fields_in_words
from rules.explaining.wording.words import text_in_language
from rules.web.pages.register.parties.party_page import PartyRequest
from rules.web.pages.register.parties.sources import RowOrigins, ShownSource, shown_document, submissions_read_by
from rules.web.pages.register.parties.tree import Branch, Tree, shown_owner_tree

Json = dict[str, Any]  # Any: what a template shows
MOST_ENDS: Final = 10
MOST_NAMED: Final = 3
CONTROLS: Final = gettext_lazy("Controls %(company)s")
DOUBTFUL: Final = gettext_lazy("Controls %(company)s by the stated shares, which add up to more than 100 percent")


@dataclass(frozen=True, slots=True)
class OwnershipSources:
    """The sources of ties of ownership, read for all ties shown at once."""

    looked: PartyRequest
    sources: TieSources
    submissions: RowOrigins

    @classmethod
    def of(cls, looked: PartyRequest, ties: Iterable[OwningTie]) -> "OwnershipSources":
        """Read the sources of the ties. Four queries, however many ties there are."""
        kept = list(ties)
        undocumented = (each for each in kept if not each.source_id)
        return cls(looked, tie_sources(kept), submissions_read_by(looked.account, undocumented))

    def shown(self, tie: OwningTie) -> Json:
        """Return one statement: its label, values, days and source."""
        language = self.looked.language
        return {
            "label": text_in_language(KINDS[tie.kind].label, language),
            "said": tie_fields_in_words(tie, language),
            "days": days_in_words(tie.from_on, tie.until_on, language),
            "claim": tie.confidence == "claim",
            "source": self.source(tie),
        }

    def source(self, tie: OwningTie) -> ShownSource:
        """Return the document, else the submission or import that states the tie."""
        if document := self.sources.document(tie):
            return shown_document(document, self.looked.language)
        return self.submissions.stated(tie, self.looked.language)


def owners_context(looked: PartyRequest) -> Json:
    """Return the owners on the day. Twelve queries, however many there are and however long the chains."""
    owners = owners_of([looked.party.pk], on=looked.on, reader=looked.reader)
    found = owners.owners(looked.key)
    tree = shown_owner_tree(owners, looked.key)
    itself = owners.by_pair.get((looked.key, looked.key), ())
    behind = OwnershipSources.of(looked, (*itself, *(tie for branch in tree for tie in branch.row.ties)))
    by_key = {each.party.key: each for each in found}
    ends = [each for each in found if each.ultimate]
    return {
        "owners": owners,
        "tree": [shown_branch(each, owners, by_key, behind) for each in tree.above],
        "tree_rows": [*tree_rows(tree, owners, by_key, behind)],
        "tree_left": tree.left,
        "loops": tree.loops,
        "found": found,
        "ends": [shown_owner(each, owners, looked) for each in ends[:MOST_ENDS]],
        "ends_left": max(len(ends) - MOST_ENDS, 0),
        "parts": final_owner_parts(chain_composition(owners, looked.key, found), looked) if found else [],
        "known": fully_known_statements(looked),
        "open_end": any(each.party.kind == "company" for each in ends),
        "over_whole": looked.key in owners.too_much,
        "cut": owners.cut,
        **own_shares(owners, looked, behind),
    }


def own_shares(owners: Owners, looked: PartyRequest, behind: OwnershipSources) -> Json:
    """Return the company's holding of itself, with the statements of it; nothing if there is none."""
    holding = owners.treasury.get(looked.key)
    if holding is None:
        return {"treasury": None}
    share = share_words(holding.share_bp, looked.language, partly_unknown=holding.partly_unknown)
    ties = [behind.shown(each) for each in owners.by_pair[looked.key, looked.key] if each.kind == "shareholding"]
    return {"treasury": {"share": share, "ties": ties}}


def shown_branch(branch: Branch, owners: Owners, by_key: Mapping[str, OwnerShare], behind: OwnershipSources) -> Json:
    """Return one tie of the tree, with the owners of its party."""
    above = [shown_branch(each, owners, by_key, behind) for each in branch.above]
    return {**owning_tie_shown(branch, owners, by_key, behind), "above": above, "left": branch.left}


def owning_tie_shown(
    branch: Branch, owners: Owners, by_key: Mapping[str, OwnerShare], behind: OwnershipSources
) -> Json:
    """Return one tie: the direct share, the effective share, and every statement of it."""
    row, language = branch.row, behind.looked.language
    owner = by_key.get(row.party.key)  # the company itself is not one of its owners
    return {
        "place": branch.place,
        "party": row.party,
        "share": share_words(row.share_bp, language, partly_unknown=row.partly_unknown),
        "effective": effective_words(owner, language) if owner else "",
        "control": control_words(owner) if owner else "",
        "commands": controlled_parties(branch, owner, owners),
        "days": days_in_words(row.from_on, row.until_on, language),
        "ties": [behind.shown(each) for each in row.ties],
        "loop": branch.loop,
        "itself": row.party.key == behind.looked.key,
        "place_of_owners": branch.place_of_owners,
    }


def controlled_parties(branch: Branch, owner: OwnerShare | None, owners: Owners) -> list[str]:
    """Say whom the party of a branch controls: the company below it, and the company of the page."""
    row, company = branch.row, owners.companies[0]
    said = []
    if (row.party.key, row.over) in owners.control.ties:
        doubtful = (row.party.key, row.over) not in owners.undisputed.ties
        said.append((DOUBTFUL if doubtful else CONTROLS) % {"company": owners.parties[row.over].name})
    name = {"company": owners.parties[company].name}
    if owner and owner.controls:
        said.append((DOUBTFUL if owner.disputed else CONTROLS) % name)
    elif owner and owner.controls_with_others:
        said.append(_("Controls %(company)s with the votes of parties that it controls") % name)
    return list(dict.fromkeys(said))


def tree_rows(tree: Tree, owners: Owners, by_key: Mapping[str, OwnerShare], behind: OwnershipSources) -> Iterator[Json]:
    """Yield the tree as rows of a table, each with the company below its party."""
    for branch in tree:
        yield {**owning_tie_shown(branch, owners, by_key, behind), "over": owners.parties[branch.row.over]}


def shown_owner(owner: OwnerShare, owners: Owners, looked: PartyRequest) -> Json:
    """Return one owner in a table of owners."""
    holding = owners.holding(owner.party.key, looked.key)
    direct = (owner.party.key, looked.key) in owners.by_pair
    unknown = holding is None or holding.partly_unknown
    share = share_words(holding.share_bp if holding else None, looked.language, partly_unknown=unknown)
    return {
        "party": owner.party,
        "country": country_words(owner.party.country, looked.language),
        "direct": share if direct else "–",
        "effective": effective_words(owner, looked.language),
        "control": control_words(owner),
        "ultimate": owner.ultimate,
    }


def final_owner_parts(whole: Composition, looked: PartyRequest) -> list[tuple[str, str]]:
    """Return the company's owners by group at the ends of the chains, and the States that control it by any share."""
    shares = [
        (_("Government bodies"), whole.state_bp),
        (_("Foreign owners"), whole.foreign_bp),
        (_("Owners in Japan"), whole.domestic_bp),
        (_("Country not known"), whole.country_unknown_bp),
    ]
    if whole.own_bp:
        shares.append((_("Own shares"), whole.own_bp))
    shown = [(label, lower_bound_words(share, looked, unknown=whole.partly_unknown)) for label, share in shares]
    rest = number_with_unit(whole.unstated_bp, "bp", looked.language)
    shown.append((_("No owner stated"), _("at most %(share)s") % {"share": rest} if whole.partly_unknown else rest))
    if whole.state_controls:
        names = join_texts(each.name for each in whole.state_controls[:MOST_NAMED])
        shown.append((_("Controlled by government bodies or States"), names))
    return shown


def lower_bound_words(share_bp: int, looked: PartyRequest, *, unknown: bool) -> str:
    """Return a part of the company; a lower bound if a share on the way is unknown, and never zero for unknown."""
    if unknown and not share_bp:
        return _("not known")
    shown = number_with_unit(share_bp, "bp", looked.language)
    return _("at least %(share)s") % {"share": shown} if unknown else shown


def fully_known_statements(looked: PartyRequest) -> list[Json]:
    """Return the statements that every larger holder of the company is stated. One query."""
    rows: Any = table_of("ownership_known").objects.current()  # Any: tables are made at run time
    held = rows.current_on(looked.on).filter(SHARED.q(), company__in=looked.ids).select_related("source")
    return [
        {
            "help": text_in_language(KINDS["ownership_known"].help, looked.language),
            "source": shown_document(each.source, looked.language) if each.source else None,
            "days": days_in_words(each.from_on, each.until_on, looked.language),
            "claim": each.confidence == "claim",
        }
        for each in held.order_by("pk")[:MOST_ENDS]
    ]
