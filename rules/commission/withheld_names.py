"""Names of people that a public text must not have: those of the register, and those that the commission adds."""

from collections.abc import Collection, Iterable

from institutions.access.callers import reader_of_bodies
from institutions.access.parties import findable_parties_rule
from institutions.models import GovernmentBody, Person

MARK = "［氏名］"  # in both languages: a text may mix them
LEAST = 2  # characters of a name


def names_in(texts: Collection[str], body: GovernmentBody) -> list[str]:
    """Return the names of people of the register that stand in these texts, with or without blanks. One query.

    Of people whom restricted partnerships alone name nothing is read: a text would otherwise tell that they are there.
    """
    plain = ["".join(each.split()) for each in texts]
    people = Person.objects.filter(findable_parties_rule(reader_of_bodies([body.pk], kin=True)).q())
    found = set()
    for pair in people.values_list("name_ja", "name_en").iterator():
        for name in pair:
            short = "".join((name or "").split())
            if len(short) >= LEAST and any(short in each for each in plain):
                found.add(name)
    return sorted(found)


def without_names(text: str, names: Iterable[str]) -> str:
    """Return a text with a mark in the place of each name, the longest first, whatever blanks stand within a name."""
    for name in sorted({each.strip() for each in names if len(each.strip()) >= LEAST}, key=len, reverse=True):
        text = replaced(text, "".join(name.split()))
    return text


def replaced(text: str, name: str) -> str:
    """Return a text with a mark for a name that is written without blanks."""
    places = [place for place, each in enumerate(text) if not each.isspace()]
    plain = "".join(text[place] for place in places)
    end, kept = 0, []
    at = plain.find(name)
    while at >= 0:
        kept += [text[end : places[at]], MARK]
        end = places[at + len(name) - 1] + 1
        at = plain.find(name, at + len(name))
    return "".join([*kept, text[end:]])
