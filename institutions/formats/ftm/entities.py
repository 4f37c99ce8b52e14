"""FollowTheMoney: parties, ties and partnerships as entities, one JSON object a line.

It follows the published model (followthemoney.tech) without using its library. An entity is an id, a schema and
properties, each a list of texts. Ties are entities too, with their parties' ids as properties.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from institutions.access.parties import reads_contact_details
from institutions.exports.parties import present_names
from institutions.exports.selection import PARTNERSHIPS, ExportSelection
from institutions.exports.statements import PORTION, ExportedStatement
from institutions.formats.ftm.ties import ORGANIZATIONS, TIES, Properties
from institutions.models import Party, PartyKind, Submission

Entity = dict[str, Any]  # Any: id and schema are texts, properties lists of them


def ftm_lines(selection: ExportSelection) -> Iterator[bytes]:
    """Yield each entity on a line of its own, the parties before the ties."""
    for entity in ftm_entities(selection):
        yield json.dumps(entity, ensure_ascii=False).encode() + b"\n"


def ftm_entities(selection: ExportSelection) -> Iterator[Entity]:
    """Yield all selected entities."""
    for party in selection.with_parties().parties(*PartyKind):
        yield party_entity(party, selection)
    for each in selection.statements(*TIES):
        yield from tie_entities(each)
    if selection.wants(PARTNERSHIPS):
        with_keys = selection.submissions().prefetch_related("parties__party__same_as")
        for submission in with_keys.iterator(chunk_size=PORTION):
            yield from project_entities(submission)


def ftm_entity(entity_id: str, schema: str, properties: Mapping[str, object]) -> Entity:
    """Return an entity with the known properties."""
    known = {
        name: [str(each) for each in value] if isinstance(value, list) else [str(value)]
        for name, value in properties.items()
        if value not in (None, "", [])
    }
    return {"id": entity_id, "schema": schema, "properties": known}


def party_entity(party: Party, selection: ExportSelection) -> Entity:
    """Return a company, another organisation, a public body, or a person. The model writes countries in lower case."""
    names = present_names(party)
    main = names.get("ja") or names.get("en") or names.get("kana") or party.key
    country = party.country.lower() or None
    properties: Properties = {
        "name": main,
        "alias": [text for text in dict.fromkeys(names.values()) if text != main],
        "country": country,
    }
    if party.kind == PartyKind.PERSON:
        return ftm_entity(party.key, "Person", properties)
    properties |= {
        "jurisdiction": country,
        "registrationNumber": party.corporate_number,
        "leiCode": party.lei,
        "incorporationDate": party.founded_on,
        "dissolutionDate": party.dissolved_on,
    }
    if reads_contact_details(selection.reader, party):
        properties |= {"address": party.address, "phone": party.phone}
    if party.kind == PartyKind.BODY:
        return ftm_entity(party.key, "PublicBody", properties)
    return ftm_entity(party.key, "Organization" if party.type in ORGANIZATIONS else "Company", properties)


def tie_entities(each: ExportedStatement) -> Iterator[Entity]:
    """Yield the entities of a tie with its days and its source."""
    for linked in TIES[each.kind.name](each):
        properties = linked.properties
        if not linked.thing:
            properties |= {"startDate": each.row.from_on, "endDate": each.row.until_on}
        if each.source:
            properties |= {"sourceUrl": each.source.url, "publisher": each.source.publisher}
        entity_id = f"{each.record}-{linked.word}" if linked.word else each.record
        yield ftm_entity(entity_id, linked.schema, properties)


def project_entities(submission: Submission) -> Iterator[Entity]:
    """Yield a partnership, and its participants."""
    document = submission.document
    project, period = str(submission.partnership_id), document.get("period") or {}
    title = document["title"]
    properties = {"name": title.get("ja") or title.get("en"), "alias": title.get("en") if "ja" in title else None}
    days = {"startDate": period.get("from"), "endDate": period.get("until")}
    yield ftm_entity(project, "Project", properties | days | {"projectId": document["reference"]})
    keys = {each.key: (each.party.same_as or each.party).key for each in submission.parties.all()}
    takes_part = [(row["company"], row["role"]) for row in document["participants"]]
    signing = [(body, "co_sponsor") for body in document.get("co_sponsors") or () if body != document["sponsor"]]
    for number, (company, role) in enumerate([(document["sponsor"], "sponsor"), *takes_part, *signing]):
        participant = {"project": project, "participant": keys.get(company, company), "role": role}
        yield ftm_entity(f"{project}-{number}", "ProjectParticipant", participant)
