"""The inputs of a selection in the words of the scheme: a grant buys nothing, and joint research is research."""

from dataclasses import replace
from typing import Final

from django.utils.translation import gettext_lazy

from institutions.kinds.document import WITHOUT_PROCUREMENT
from rules.web.pages.form.inputs import FormPage
from rules.web.pages.form.questions.declared import WITH_BIDS
from rules.web.pages.form.questions.selection import (
    DECIDED_ON,
    LABELS_WITHOUT_PROCUREMENT,
    METHODS_WITHOUT_PROCUREMENT,
)
from rules.web.pages.form.shown_inputs import ShownInput

SELECTION: Final = "/selection/"
METHOD: Final = "/selection/method"
OBJECT: Final = "/selection/object"
AWARDED_ON: Final = "/selection/awarded_on"
# A grant is offered no such method, but a document may state one, or the scheme was changed afterwards.
OF_A_CONTRACT: Final = gettext_lazy(
    "Only contracts have this method, and the scheme that you chose procures nothing. If nothing is procured, choose "
    "another method. If something is, correct the scheme on the first page."
)
RESEARCH: Final = "research"


def selection_input(page: FormPage, given: ShownInput) -> ShownInput:
    """Return an input of the selection as the scheme asks for it. A value that does not fit stays in sight."""
    scheme = page.document.get("scheme")
    if given.pointer == OBJECT and scheme == "joint_research" and given.value in ("", RESEARCH) and not given.asked:
        return replace(given, input="hidden", value=RESEARCH)
    if scheme not in WITHOUT_PROCUREMENT:
        tendered = page.document.get("selection", {}).get("method") in WITH_BIDS
        return given if given.pointer != AWARDED_ON or tendered else replace(given, label=DECIDED_ON.of(page.language))
    if label := LABELS_WITHOUT_PROCUREMENT.get(given.pointer.removeprefix(SELECTION)):
        given = replace(given, label=label.of(page.language))
    if given.pointer == METHOD:
        words = {word: label.of(page.language) for word, label in METHODS_WITHOUT_PROCUREMENT.items()}
        options = [(word, words.get(word, label)) for word, label in given.options]
        shown = replace(given, options=tuple(each for each in options if each[0] in (*words, "", given.value)))
        return replace(shown, hint=str(OF_A_CONTRACT)) if given.value not in (*words, "") else shown
    return given
