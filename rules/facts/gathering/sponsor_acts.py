"""The earlier calls and awards of sponsors by few columns, among which those that a case asks for are found.

One query reads all calls of the sponsors of a batch, another their awards; the rows themselves are read afterwards, and
only those that a case asks for.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from institutions.access.statements import SHARED
from institutions.models import table_of
from institutions.models.sql_lists import among
from institutions.values.written_day import written_day
from rules.facts.gathering.anchors import AWARD_YEARS
from rules.facts.gathering.answers import RegisterAnswers
from rules.facts.gathering.history import HistoryRequest, SponsorAct, latest_first
from rules.facts.gathering.parties import Identities

CALL_COLUMNS: Final = ("pk", "lineage", "body_id", "domain", "object", "closed_on")
AWARD_COLUMNS: Final = ("pk", "lineage", "call", "body_id", "company_id", "domain", "object", "on")


@dataclass(frozen=True, slots=True)
class SponsorActs:
    """A reader of the acts of sponsors as known at a moment, for the histories that a batch of cases asks for."""

    known_at: datetime
    identity: Identities
    answers: RegisterAnswers
    asked: frozenset[tuple[UUID, HistoryRequest]]

    def calls_of(self, sponsors: Collection[UUID]) -> dict[UUID, dict[UUID, SponsorAct[tuple[int, UUID]]]]:
        """Return every call of the sponsors, row and lineage, by sponsor and lineage: one query over few columns."""
        known = table_of("call").objects.known_at(self.known_at)
        found: dict[UUID, dict[UUID, SponsorAct[tuple[int, UUID]]]] = {sponsor: {} for sponsor in sponsors}
        asked = known.filter(SHARED.q(), among("body_id", sponsors)).values_list(*CALL_COLUMNS)
        rows = self.answers.once(("calls", frozenset(sponsors)), lambda: list(asked))
        for row, lineage, body, domain, procured, closed_on in rows:
            act = SponsorAct(
                (row, lineage), str(lineage), domain, procured, closed_on.isoformat() if closed_on else None
            )
            found.setdefault(self.identity.true_id(body), {})[lineage] = act
        return found

    def awards_of(
        self, sponsors: Collection[UUID], calls: Mapping[UUID, Mapping[UUID, SponsorAct[tuple[int, UUID]]]]
    ) -> dict[UUID, list[SponsorAct[tuple[int, UUID | None]]]]:
        """Return the awards of the sponsors of the last years, by sponsor, in order of time: one query, few columns."""
        days = [written_day(asked.proposed_on) for _, asked in self.asked]
        since = min((day.replace(year=day.year - AWARD_YEARS, day=1) for day in days), default=date.max)
        by_lineage = {lineage: (body, call) for body, of_body in calls.items() for lineage, call in of_body.items()}
        of_sponsors = among("body_id", sponsors) | (Q(body__isnull=True) & among("call", by_lineage))
        known = table_of("award").objects.known_at(self.known_at).filter(of_sponsors, SHARED.q())
        asked_rows = known.filter(Q(on__isnull=True) | Q(on__gte=since)).values_list(*AWARD_COLUMNS)
        question = ("awards", frozenset(sponsors), frozenset(by_lineage), since)
        rows = self.answers.once(question, lambda: list(asked_rows))
        found: dict[UUID, list[SponsorAct[tuple[int, UUID | None]]]] = {}
        for row, lineage, of_call, body, company, domain, procured, on in rows:
            caller, call = by_lineage.get(of_call, (body, None))
            sponsor = self.identity.true_id(body or caller)
            call = call if sponsor == caller else None  # the call of another body says nothing of an award
            act = SponsorAct(
                (row, of_call),
                str(lineage),
                domain or (call.domain if call else None),
                procured or (call.procured if call else None),
                on.isoformat() if on else call.on if call else None,
                self.identity.key(company),
            )
            found.setdefault(sponsor, []).append(act)
        return {sponsor: latest_first(acts) for sponsor, acts in found.items()}
