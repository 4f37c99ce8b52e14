"""Details that distinguish parties of the same name in choices: a person's post, else the beginning of the id."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from institutions.access.callers import reader_for
from institutions.kinds import KINDS
from institutions.models import Account, Party
from institutions.models.conditions import TRUE_ON, SqlCondition
from institutions.sources.visible_statements import latest_statements, names_one_of, visible_to_reader
from institutions.values.written_id import written_id
from rules.engine.language.statements import Language
from rules.explaining.wording.words import text_in_language, words_in_brackets

POST: Final = "appointment"
MOST_POSTS: Final = 200  # of the people of one list
SHORT: Final = 8  # characters of an id

Pair = tuple[str, str]


def posts_of(people: Collection[UUID], reader: Account, language: Language) -> dict[UUID, str]:
    """Return by person today's post and its body, as far as the reader may read it. Two queries, none without people.

    If there are several posts, the one entered last.
    """
    if not people:
        return {}
    today = timezone.localdate().isoformat()
    readable = visible_to_reader(POST, reader_for(reader), cases=False) & names_one_of(("person",), people)
    # Any: the columns of a statement are made from what its kind declares.
    rows: list[Any] = [*latest_statements(POST, readable & SqlCondition(TRUE_ON, (today, today)), MOST_POSTS)]
    bodies = Party.objects.in_bulk({row.body_id for row in rows})
    grades = KINDS[POST].by_name["grade"].words
    found: dict[UUID, str] = {}
    for row in rows:
        body = bodies[row.body_id]
        name = text_in_language({"en": body.name_en, "ja": body.name_ja}, language)
        post = row.post or text_in_language(grades.get(row.grade or ""), language)
        found.setdefault(row.person_id, _("%(post)s, %(body)s") % {"post": post, "body": name} if post else name)
    return found


def distinguish_names(pairs: Iterable[Pair], language: Language) -> list[Pair]:
    """Return the choices by value and text shown; equal texts get their id or key added."""
    found = list(pairs)
    times = Counter(shown for _value, shown in found)
    return [
        (value, shown + words_in_brackets(short_id(value), language=language) if times[shown] > 1 else shown)
        for value, shown in found
    ]


def short_id(value: str) -> str:
    """Return the beginning of an id; a key of the document or a code unchanged."""
    return _("id %(beginning)s…") % {"beginning": value[:SHORT]} if written_id(value) else value
