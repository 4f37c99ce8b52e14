"""A published process as a case: its own statements, and the earlier awards of its buyer."""

from typing import Any

from rules.facts.derivation.chosen import AWARD
from rules.facts.gathering.document import described_names, described_parties, read_proposal
from rules.facts.gathering.history import HistoryRequest
from rules.facts.gathering.statements import CaseInput, GatheredStatement, StatementSource, Value, Values
from rules.processes.collusion.buyer_history import BuyerHistory
from rules.processes.collusion.process_document import UNNAMED, ProcessDocument
from rules.processes.collusion.settings import RuleSettings

Json = dict[str, Any]  # Any: a document
NOT_VALUES = frozenset({"kind", "source"})


def process_case(
    ocid: str, read: ProcessDocument, history: BuyerHistory, settings: RuleSettings, award: str
) -> CaseInput:
    """Return the case of a process. The keys of its document are those of its facts: nothing is looked up.

    `award`: what is known of its award, a word of `rules.facts.derivation.chosen`.
    """
    document = read.document
    proposal = read_proposal(document, same_key)
    body = document["sponsor"]
    day = read.day or settings.as_of
    own = own_statements(document)
    asked = HistoryRequest(
        domain=settings.domain or "",
        procured=document["selection"].get("object", ""),
        parties=frozenset(each["key"] for each in document["companies"]),
        before=day,
        proposed_on=day,
    )
    earlier, cut = history.before(ocid, body, asked)
    complete = [history_known(body, read)] if read.buyer and read.publisher.every_award and not cut else []
    return CaseInput(
        partnership_key=ocid,
        submitted_by=body,
        proposal=proposal.proposal,
        selection={**proposal.selection, **published_bidders(read), AWARD: award},
        participants=proposal.participants,
        statements=tuple(sorted([*own, *earlier, *complete], key=lambda each: each.ref)),
        parties={**described_parties(document, same_key), body: buyer_details(read)},
        names={**described_names(document, same_key), body: dict((read.buyer or UNNAMED).name)},
        as_of=settings.as_of,
        known_at=settings.as_of,
        registered=False,
    )


def published_bidders(read: ProcessDocument) -> Values:
    """Return the number of bidders as it is published; no document of a partnership has it."""
    return {} if read.bidders is None else {"bidders": read.bidders}


def same_key(reference: str) -> str:
    """Return a reference of the document as the key in facts."""
    return reference


def own_statements(document: Json) -> list[GatheredStatement]:
    """Return the statements of the document, each known by its place."""
    [source] = document["sources"]
    given = StatementSource(**{name: source.get(name, "") for name in ("title", "publisher", "url")})
    return [
        GatheredStatement(
            ref=f"{stated['kind']}/{place:05}",
            lineage=f"{place:05}",
            kind=stated["kind"],
            values={name: frozen(value) for name, value in stated.items() if name not in NOT_VALUES},
            source=given,
            own=True,
        )
        for place, stated in enumerate(document["statements"])
    ]


def frozen(value: Any) -> Value:  # Any: a value of a document
    """Return a value as statements hold it."""
    return tuple(value) if isinstance(value, list) else value


def history_known(body: str, read: ProcessDocument) -> GatheredStatement:
    """Return the statement that every award of the buyer is published, as the profile of its publisher says."""
    return GatheredStatement(
        ref="history_known/profile",
        lineage="profile",
        kind="history_known",
        values={"body": body},
        source=StatementSource(title=read.publisher.source, publisher=read.publisher.name.en),
        own=True,
    )


def buyer_details(read: ProcessDocument) -> Values:
    """Return what is known of the buyer."""
    local = read.buyer.local if read.buyer else None
    return {"sort": "body", **({} if local is None else {"local": local})}
