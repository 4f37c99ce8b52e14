"""The remedy that the form gives for a name that neither the proposal nor the register has."""

from institutions.drafts.troubles.references import UnknownParty, UnknownSource


def test_an_unknown_source_is_not_sent_to_the_companies_and_an_unknown_party_may_be_saved() -> None:
    assert UnknownSource.form_words == "%(value)s is not a source of this proposal. Add it under 'Sources' first."
    assert "Save the page to add it" in UnknownParty.form_words
