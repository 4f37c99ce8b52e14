"""FollowTheMoney: parties, ties and partnerships as entities, one JSON object a line.

Written after the published model (followthemoney.tech); its library is not used. An entity is an id, a schema and
properties, each a list of texts. Ties are entities too, with their parties' ids as properties.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from institutions.exports.parties import names_of
from institutions.exports.selection import PARTNERSHIPS, Selection
from institutions.exports.stated import PORTION, Stated
from institutions.models import Party, PartyKind, Submission

Entity = dict[str, Any]  # Any: id and schema are texts, properties lists of them
Properties = dict[str, object]  # a text, a list of them, or None where it is not known

# Of these nobody owns a part: an asset in the model is a company.
ORGANIZATIONS: Final = frozenset({"non_profit", "university", "association"})
WHOLE: Final = 100


def ftm_lines(selection: Selection) -> Iterator[bytes]:
    """Each entity on a line of its own, the parties before the ties."""
    for entity in entities(selection):
        yield json.dumps(entity, ensure_ascii=False).encode() + b"\n"


def entities(selection: Selection) -> Iterator[Entity]:
    """All entities that are asked for."""
    for party in selection.with_parties().parties(*PartyKind):
        yield party_entity(party, selection)
    for each in selection.statements(*TIES):
        if entity := tie_entity(each):
            yield entity
    if selection.wants(PARTNERSHIPS):
        partnerships = selection.audience.partnerships()
        current = Submission.objects.filter(partnership__in=partnerships, superseded_at__isnull=True)
        with_keys = current.prefetch_related("parties__party__same_as").order_by("pk")
        for submission in with_keys.iterator(chunk_size=PORTION):
            yield from project_entities(submission)


def entity_of(entity_id: str, schema: str, properties: Mapping[str, object]) -> Entity:
    """An entity with the properties that are known."""
    known = {
        name: [str(each) for each in value] if isinstance(value, list) else [str(value)]
        for name, value in properties.items()
        if value not in (None, "", [])
    }
    return {"id": entity_id, "schema": schema, "properties": known}


def party_entity(party: Party, selection: Selection) -> Entity:
    """A company, another organisation, a public body, or a person. A country is written in lower case there."""
    names = names_of(party)
    main = names.get("ja") or names.get("en") or names.get("kana") or party.key
    country = party.country.lower() or None
    properties: Properties = {
        "name": main,
        "alias": [text for text in dict.fromkeys(names.values()) if text != main],
        "country": country,
    }
    if party.kind == PartyKind.PERSON:
        return entity_of(party.key, "Person", properties)
    properties |= {
        "jurisdiction": country,
        "registrationNumber": party.corporate_number,
        "leiCode": party.lei,
        "incorporationDate": party.founded_on,
        "dissolutionDate": party.dissolved_on,
    }
    if selection.audience.reads_contact_details(party):
        properties |= {"address": party.address, "phone": party.phone}
    if party.kind == PartyKind.BODY:
        return entity_of(party.key, "PublicBody", properties)
    return entity_of(party.key, "Organization" if party.type in ORGANIZATIONS else "Company", properties)


def ownership(each: Stated) -> tuple[str, Properties] | None:
    """Shares in percent; votes have no property, so they are said in words."""
    company = each.party("company")
    if company and company.type in ORGANIZATIONS:
        return "UnknownLink", {"subject": each.values.get("holder"), "object": company.key, "role": "holds a share"}
    share, votes = each.number("share_bp"), each.number("voting_bp")
    properties: Properties = {
        "owner": each.values.get("holder"),
        "asset": each.values.get("company"),
        "percentage": percent(share) if share is not None else None,
        "summary": f"{percent(votes)} % of the votes" if votes is not None else None,
        "ownershipType": each.text("vehicle"),
    }
    return "Ownership", properties


def directorship(each: Stated) -> tuple[str, Properties] | None:
    """A seat in a company."""
    return "Directorship", {
        "director": each.values.get("person"),
        "organization": each.values.get("company"),
        "role": each.text("post"),
    }


def employment(each: Stated) -> tuple[str, Properties] | None:
    """A post in a company or a government body; a person who only advises is said to."""
    employer = each.values.get("company") or each.values.get("body")
    role = each.text("post") or ("advisory role" if each.kind.name == "advisory_role" else None)
    return "Employment", {"employee": each.values.get("person"), "employer": employer, "role": role}


def family(each: Stated) -> tuple[str, Properties] | None:
    """Kin, with what is known of how near."""
    degree = each.number("degree")
    words = [each.text("by"), f"degree {degree}" if degree else None]
    return "Family", {
        "person": each.values.get("person"),
        "relative": each.values.get("relative"),
        "relationship": ", ".join(word for word in words if word) or None,
    }


def succession(each: Stated) -> tuple[str, Properties] | None:
    """Who took over whose business."""
    return "Succession", {
        "predecessor": each.values.get("predecessor"),
        "successor": each.values.get("company"),
        "date": each.text("on"),
    }


def representation(each: Stated) -> tuple[str, Properties] | None:
    """An adviser of a client."""
    return "Representation", {"agent": each.values.get("company"), "client": each.values.get("client")}


def link(each: Stated) -> tuple[str, Properties] | None:
    """Control and groups: the model has no entity for them but a link with a role. A country is no entity."""
    above = each.party("controller") or each.party("parent")
    if above is None:
        return None
    by = each.text("by")
    role = f"controls ({by})" if by else "controls" if each.kind.name == "control" else "parent of the group"
    return "UnknownLink", {"subject": above.key, "object": each.values.get("company"), "role": role}


TIES: Final[dict[str, Callable[[Stated], tuple[str, Properties] | None]]] = {
    "shareholding": ownership,
    "directorship": directorship,
    "ex_officio_seat": directorship,
    "employment": employment,
    "appointment": employment,
    "advisory_role": employment,
    "kinship": family,
    "succession": succession,
    "engagement": representation,
    "control": link,
    "group": link,
}


def tie_entity(each: Stated) -> Entity | None:
    """A tie with its days and its source."""
    found = TIES[each.kind.name](each)
    if found is None:
        return None
    schema, properties = found
    properties |= {"startDate": each.row.from_on, "endDate": each.row.until_on}
    if each.source:
        properties |= {"sourceUrl": each.source.url, "publisher": each.source.publisher}
    return entity_of(each.record, schema, properties)


def project_entities(submission: Submission) -> Iterator[Entity]:
    """A partnership, and who takes part in it."""
    document = submission.document
    project, period = str(submission.partnership_id), document.get("period") or {}
    title = document["title"]
    properties = {"name": title.get("ja") or title.get("en"), "alias": title.get("en") if "ja" in title else None}
    days = {"startDate": period.get("from"), "endDate": period.get("until")}
    yield entity_of(project, "Project", properties | days | {"projectId": document["reference"]})
    keys = {each.key: (each.party.same_as or each.party).key for each in submission.parties.all()}
    takes_part = [(row["company"], row["role"]) for row in document["participants"]]
    for number, (company, role) in enumerate([(document["sponsor"], "sponsor"), *takes_part]):
        participant = {"project": project, "participant": keys.get(company, company), "role": role}
        yield entity_of(f"{project}-{number}", "ProjectParticipant", participant)


def percent(basis_points: int) -> str:
    """Basis points as percent, exactly."""
    return f"{basis_points / WHOLE:g}"
