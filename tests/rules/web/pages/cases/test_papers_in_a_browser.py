"""In a browser: an officer answers a request for information with a file, and comments."""

import pytest
from playwright.sync_api import expect

from institutions.models import Account, Partnership
from rules.models import Attachment, Comment, InformationAnswer
from tests.rules.review.casework.building import decided, under_review
from tests.rules.review.correspondence.sample_files import PDF
from tests.rules.web.pages.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("meti", "digital_agency")]


def test_an_officer_answers_a_request_and_comments(case: Partnership, first: Account, open_page: OpenPage) -> None:
    under_review(case, first)
    asked = decided(case, "COI-01", first, "more_information", asked_of="METI")
    page = open_page(width=390)
    page.goto(f"/partnerships/{case.pk}/case/")
    page.get_by_role("link", name="Answer the request for information about COI-01").first.click()
    expect(page.get_by_text("30 days are left")).to_be_visible()
    page.get_by_label("In your words").fill("The shares were sold on 3 May.")
    page.get_by_label("Files").set_input_files({"name": "売買契約書.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("The reviewers are notified.", exact=False).first).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("link", name="売買契約書.pdf").click()
    assert saved.value.suggested_filename == "売買契約書.pdf"
    assert (InformationAnswer.objects.get().decision, Attachment.objects.get().kind) == (asked, "pdf")

    page.goto(f"/findings/{asked.finding_id}/")
    page.get_by_role("link", name="Comment on this finding").click()
    expect(page.get_by_label("About")).to_have_value(str(asked.finding_id))
    page.get_by_label("Comment (required)").fill("@first, please compare the contract.")
    page.get_by_role("button", name="Save the comment").click()
    expect(page.get_by_text("Notified: @first")).to_be_visible()
    row = Comment.objects.get()
    assert (row.finding_id, row.audience) == (asked.finding_id, "submitting_body")
    page.get_by_text("Withdraw this comment").first.click()
    page.get_by_label("Reason").fill("It was about another case.")
    page.get_by_role("button", name="Withdraw this comment").click()
    expect(page.get_by_text("Withdrawn by officer")).to_be_visible()
