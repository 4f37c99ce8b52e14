"""The reason why a search for possible matches of names was set aside."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded


@coded(
    "name_search.workers_lost",
    gettext_noop(
        "Two workers ended in the middle of it. The administrator of the server finds the reason in its log, and then "
        "starts it again with manage.py search_names."
    ),
)
class SearchWorkersLost(Coded):
    pass
