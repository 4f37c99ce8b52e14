"""The format of published notices of re-employment: its options, and the work on a file of it."""

import unicodedata
from collections.abc import Iterator
from functools import partial
from typing import Final

from django.utils import timezone

from institutions.codes.parameters import outside_value
from institutions.drafts.errors import FieldErrors
from institutions.drafts.near_words import nearest_word
from institutions.drafts.troubles.values import UnknownWord
from institutions.formats.published.re_employment import REGULAR, NoticeOptions, look_back_from, read_notices
from institutions.imports.formats import ImportFormat
from institutions.imports.options import Options, refuse_unknown
from institutions.imports.published_lists import check_body, word_given
from institutions.imports.whole_lists import WholeListWork
from institutions.kinds.base import Label
from institutions.kinds.fields import text_field, word_field
from institutions.kinds.posts import SERVICES
from institutions.models import NOTICES_FORMAT, BodyParent, GovernmentBody, Import, PartyName

BODY: Final = text_field(
    "body",
    "Code of the body whose former officials are imported (the importing body's own if left out)",
    "元職員を取り込む機関のコード（空欄のときは取込機関）",
)
SERVICE: Final = word_field("service", "Service (regular if left out)", "職員の区分（空欄のときは一般職）", SERVICES)
DEEPEST: Final = 10  # bodies under one another


def check_notice_options(given: Options, body: str) -> None:  # noqa: ARG001 - one signature
    """Check the options; DraftInvalid with every trouble."""
    refuse_unknown(given, [BODY.name, SERVICE.name])
    troubles = FieldErrors()
    check_body(given, troubles)
    if (service := given.get(SERVICE.name)) and service not in SERVICES:
        near = nearest_word(service, SERVICES)
        said = UnknownWord(value=outside_value(service), field=SERVICE.name, near=near)
        troubles.add(f"/options/{SERVICE.name}", said)
    troubles.refuse_if_any()


def notice_options(job: Import) -> NoticeOptions:
    """Return the former officials that an import reads: of the body and those under it, within the look-back.

    The look-back is counted from the day on which the file was sent, so that a job that goes on reads the same rows.
    """
    code = word_given(job.options, BODY.name) or job.body.code or ""
    names = sorted(names_of_bodies(), key=lambda each: (-len(each[0]), each))
    return NoticeOptions(
        names=names,
        parents=bodies_over(),
        bodies=codes_under(code),
        known=frozenset(code for _, code in names),
        service=word_given(job.options, SERVICE.name) or REGULAR,
        since=look_back_from(timezone.localdate(job.created_at)),
    )


def names_of_bodies() -> Iterator[tuple[str, str]]:
    """Yield the Japanese names of every body of the register, former ones too, without blanks, each with its code."""
    rows = PartyName.objects.filter(party__code__isnull=False, language="ja").exclude(text="")
    named = {(text, code) for text, code in rows.values_list("text", "party__code") if code}
    named |= {(each.name_ja, each.code) for each in GovernmentBody.objects.exclude(name_ja="") if each.code}
    for text, code in named:
        yield "".join(unicodedata.normalize("NFKC", text).split()), code


def bodies_over() -> dict[str, frozenset[str]]:
    """Return the codes of the bodies over each body, now or before."""
    found: dict[str, set[str]] = {}
    for code, parent in BodyParent.objects.values_list("body__code", "parent__code"):
        if code and parent:
            found.setdefault(code, set()).add(parent)
    return {code: frozenset(parents) for code, parents in found.items()}


def codes_under(code: str) -> frozenset[str]:
    """Return the code of a body with those of all bodies that are or were under it."""
    found, last = {code}, {code}
    for _ in range(DEEPEST):
        under = BodyParent.objects.filter(parent__code__in=last).values_list("body__code", flat=True)
        last = {each for each in under if each} - found
        if not last:
            break
        found |= last
    return frozenset(found)


def notices_work(job: Import) -> WholeListWork:
    """Return the work on a file of notices."""
    return WholeListWork(job, partial(read_notices, options=notice_options(job)))


RE_EMPLOYMENT_NOTICES: Final = ImportFormat(
    NOTICES_FORMAT,
    Label("Published notices of re-employment (Cabinet Secretariat, ministries)", "再就職状況の公表"),
    notices_work,
    check_notice_options,
    (BODY, SERVICE),
)
