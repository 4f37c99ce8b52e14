"""An officer finds on the first page that information is asked for, and answers in words and with a file."""

from playwright.sync_api import FileChooser, Page, expect

from rules.models import Attachment, InformationAnswer
from rules.review.casework.standing import StandingKind
from tests.documents import example
from tests.rules.review.casework.building import decided, finding_of, registered, reviewer, under_review
from tests.rules.review.correspondence.sample_files import PDF
from tests.rules.web.pages.keyboard import focused, follow, press, said, to_content, write
from tests.rules.web.pages.walks.stage import Stage, officer_of

TITLE = {"en": "Magnet supply partnership", "ja": "磁石供給連携"}
FILE = "売買契約書.pdf"


def answer_a_request(stage: Stage) -> None:
    """Answer what a reviewer asks about a finding of METI's case."""
    case = registered(example("hikari_magnetics"), account=officer_of("METI"))
    counsel = reviewer("counsel")
    under_review(case, counsel)
    asked = decided(case, "COI-01", counsel, "more_information", asked_of="METI")
    opened: list[FileChooser] = []
    with stage.signed_in("officer") as page:
        page.on("filechooser", lambda window: opened.append(window))  # long before the key, since this takes a moment
        to_content(page)
        follow(page, TITLE[stage.language])
        to_content(page)
        follow(page, said(page, "Review"))
        to_content(page)
        follow(page, asks_about(page, "COI-01"))
        to_content(page)
        write(page, {"text": "The shares were sold on 3 May."})
        choose_file(page, opened)
        press(page, "Send the answer")
        expect(page.locator("main").get_by_text("The shares were sold on 3 May.")).to_be_visible()
        with page.expect_download() as saved:
            to_content(page)
            follow_download(page)
        assert saved.value.suggested_filename == FILE
    answer = InformationAnswer.objects.get()
    assert (answer.decision, answer.text) == (asked, "The shares were sold on 3 May.")
    assert (Attachment.objects.get().answer, Attachment.objects.get().kind) == (answer, "pdf")
    assert finding_of(case, "COI-01").standing == StandingKind.ANSWERED


def asks_about(page: Page, code: str) -> str:
    """Return how the link to the request begins: up to its day."""
    link = said(page, "Answer the request for information about %(code)s by %(day)s", code=code, day="|")
    return link.partition("|")[0]


def choose_file(page: Page, opened: list[FileChooser]) -> None:
    """Go on to the field of files, open the window of the machine with a key, and choose a file there."""
    page.keyboard.press("Tab")
    assert focused(page)["name"] == "file"
    page.keyboard.press("Enter")
    if not opened:
        page.wait_for_event("filechooser")
    opened[0].set_files({"name": FILE, "mimeType": "application/pdf", "buffer": PDF})


def follow_download(page: Page) -> None:
    """Go to the link of the file and press it: the page stays."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused(page)["text"] == FILE:
            page.keyboard.press("Enter")
            return
    message = f"the tab key leads to no file on {page.url}"
    raise AssertionError(message)
