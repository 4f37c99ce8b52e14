"""All kinds of statements in groups, for officers who know what they are looking for."""

from dataclasses import dataclass
from typing import Final

from institutions.kinds import Kind
from institutions.kinds.base import Label
from institutions.kinds.conduct import CONDUCT
from institutions.kinds.government import GOVERNMENT
from institutions.kinds.measures import MEASURES
from institutions.kinds.ownership import OWNERSHIP
from institutions.kinds.posts import POSTS
from institutions.kinds.procurement import PROCUREMENT
from institutions.kinds.security import SECURITY
from rules.web.pages.form.named_in_place import same_letters

GROUPS: Final = (
    (Label("Posts and roles", "官職・役職"), POSTS),
    (Label("Conduct and declarations", "行為・申告"), CONDUCT),
    (Label("Owners and ties of companies", "株主・企業間の関係"), OWNERSHIP),
    (Label("Selection and market", "選定・市場"), PROCUREMENT),
    (Label("Measures of governments", "政府の措置"), MEASURES),
    (Label("Economic security", "経済安全保障"), SECURITY),
    (Label("Organisation of government", "政府の組織"), GOVERNMENT),
)


@dataclass(frozen=True, slots=True)
class KindGroup:
    """Kinds that belong together: name, label and description of each, by label."""

    title: str
    kinds: tuple[tuple[str, str, str], ...]


def kind_groups(searched: str, language: str) -> tuple[KindGroup, ...]:
    """Return the groups with the kinds of which the label, description or a field holds the text searched for."""
    wanted = same_letters(searched)
    found = []
    for title, kinds in GROUPS:
        rows = [
            (each.name, each.label.of(language), each.help.of(language)) for each in kinds if holds_text(each, wanted)
        ]
        if rows:
            found.append(KindGroup(title.of(language), tuple(sorted(rows, key=lambda row: row[1]))))
    return tuple(found)


def holds_text(kind: Kind, wanted: str) -> bool:
    """Return whether a kind is about a folded text, in either language."""
    labels = (kind.label, kind.help, *(each.label for each in kind.fields))
    return not wanted or any(wanted in same_letters(text) for each in labels for text in (each.en, each.ja))
