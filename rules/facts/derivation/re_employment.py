"""Companies that former officials joined after they left, and whether it was notified (art. 106-24)."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final

from rules.facts.gathering.mapping.notices import was_notified_by
from rules.facts.gathering.mapping.reading import CaseReading, made_from, required_text, text_or_none
from rules.facts.kinds.base import OPEN_START
from rules.facts.kinds.officials import LeftService
from rules.facts.kinds.posts import CompanyPost
from rules.facts.kinds.service import JoinedCompany

KINDS_OF_JOB: Final = frozenset({"officer", "employee", "adviser"})


def joined_companies(
    reading: CaseReading, left: Collection[LeftService], posts: Collection[CompanyPost]
) -> Iterator[JoinedCompany]:
    """Yield the stated re-employments, and those that follow from posts alone, for which the notice is asked for."""
    stated_pairs = set()
    former = {fact.person for fact in left}
    for stated in reading.of("re_employment"):
        person, company = required_text(stated.values, "person"), required_text(stated.values, "company")
        if person in former:
            stated_pairs.add((person, company))
            yield JoinedCompany(
                **made_from(stated, JoinedCompany),
                person=person,
                company=company,
                on=text_or_none(stated.values, "on") or stated.from_on,
                notified=was_notified_by(stated, reading.as_of),
                capacity=text_or_none(stated.values, "capacity"),
                company_type=text_or_none(reading.case.parties.get(company, {}), "type"),
            )
    jobs: dict[str, dict[str, list[CompanyPost]]] = defaultdict(lambda: defaultdict(list))
    for post in posts:
        if post.kind in KINDS_OF_JOB and (post.person, post.company) not in stated_pairs:
            jobs[post.person][post.company].append(post)
    for fact in left:
        for _, in_company in sorted(jobs.get(fact.person, {}).items()):
            yield from joined_by_posts(fact, in_company)


def joined_by_posts(left: LeftService, jobs: Collection[CompanyPost]) -> Iterator[JoinedCompany]:
    """Yield one company in which a former official has posts; none where a post there began in service."""
    lasting = [job for job in jobs if job.until_on > left.left_on]
    if not lasting or any(OPEN_START < job.from_on <= left.left_on for job in lasting):
        return
    first = min(lasting, key=lambda job: (job.from_on, job.id))
    yield JoinedCompany(
        id=f"re_employment(person={left.person}, company={first.company})",
        origins=tuple(sorted(job.id for job in lasting)),
        person=left.person,
        company=first.company,
        on=None if first.from_on == OPEN_START else first.from_on,
    )
