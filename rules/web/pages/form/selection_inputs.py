"""The inputs of a selection by which nothing is procured: its methods, and research in the place of an object.

A grant buys nothing, so it is not asked for what it buys. A rule on evaluators asks whether it pays for research. Joint
research does: the form states it.
"""

from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from institutions.kinds.document import WITHOUT_PROCUREMENT
from rules.web.pages.form.inputs import FormPage
from rules.web.pages.form.posted_values import NONE
from rules.web.pages.form.questions.selection import ABOUT_RESEARCH, METHODS_WITHOUT_PROCUREMENT
from rules.web.pages.form.shown_inputs import ShownInput

RESEARCH: Final = "research"


def selection_input(page: FormPage, given: ShownInput) -> ShownInput:
    """Return an input of the selection as the scheme asks for it. A value that does not fit stays in sight."""
    scheme = page.document.get("scheme")
    if scheme in WITHOUT_PROCUREMENT:
        return without_procurement(page, given)
    if given.pointer == "/selection/object" and scheme == "joint_research" and given.value in ("", RESEARCH):
        return replace(given, input="hidden", value=RESEARCH)
    if given.pointer == "/selection/object" and given.value != NONE:
        return replace(given, options=tuple(each for each in given.options if each[0] != NONE))
    return given


def without_procurement(page: FormPage, given: ShownInput) -> ShownInput:
    """Return an input of the selection for a scheme that procures nothing."""
    if given.pointer == "/selection/method":
        words = {word: label.of(page.language) for word, label in METHODS_WITHOUT_PROCUREMENT.items()}
        options = [(word, words.get(word, label)) for word, label in given.options]
        return replace(given, options=tuple(each for each in options if each[0] in (*words, "", given.value)))
    if given.pointer == "/selection/object" and given.value in ("", RESEARCH, NONE):
        return replace(
            given,
            label=ABOUT_RESEARCH.of(page.language),
            hint=_("Evaluators of research may not have certain ties to the applicants."),
            options=(("", "–"), (RESEARCH, _("yes").capitalize()), (NONE, _("no").capitalize())),
        )
    return given
