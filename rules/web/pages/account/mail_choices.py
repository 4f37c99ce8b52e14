"""The page on which an account chooses e-mails about notices, and confirms its address with a code."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views import View

from institutions.access.callers import READS_NOTHING
from institutions.accounts.sign_in.fresh_sign_in import require_sign_in_again
from institutions.models import Account, Role
from rules.explaining.wording.words import reader_language
from rules.messages.mail.choices import (
    CODES_A_DAY,
    TooManyCodesError,
    choice_of,
    confirm_address,
    send_code_again,
    store_choice,
)
from rules.messages.mail.resending import send_mails_again
from rules.messages.mail.set_aside import mails_set_aside, may_count_mails
from rules.messages.readable_notices import notice_kinds_for
from rules.models import PERSONAL, MailChoice, MailWhen
from rules.models.mail import LANGUAGES
from rules.web.pages.reader import signed_in_reader

AS_FOR_ALL = ""


class MailForm(forms.Form):
    """The form for address, language and time of e-mails, with a separate choice for each kind of notice."""

    address = forms.EmailField(
        max_length=254,
        required=False,
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("A code is sent to a new address. Leave it empty to get no e-mail."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(choices=LANGUAGES, label=gettext_lazy("Language of the e-mails"))
    every = forms.ChoiceField(choices=MailWhen.choices, label=gettext_lazy("E-mail about notices"))

    def __init__(self, choice: MailChoice, *args: Any, account: Account, **kwargs: Any) -> None:  # Any: Django's
        super().__init__(*args, **kwargs)
        language = choice.language if choice.pk else reader_language()
        self.initial = {"address": choice.address, "language": language, "every": choice.every}
        if account.role in READS_NOTHING:
            del self.fields["every"]  # a person concerned gets no notices about the rest of a case
        self.kinds = notice_kinds_for(account)
        for kind in self.kinds:
            usual = [] if kind in PERSONAL else [(AS_FOR_ALL, pgettext_lazy("e-mail", "As chosen above"))]
            self.initial[f"when-{kind}"] = choice.own.get(kind, usual_of(kind))
            self.fields[f"when-{kind}"] = forms.ChoiceField(
                choices=[*usual, *MailWhen.choices], required=False, label=kind.label
            )

    @property
    def by_kind(self) -> list[forms.BoundField]:
        """The fields of notices about the account's work on cases."""
        return [self[f"when-{kind}"] for kind in self.kinds if kind not in PERSONAL]

    @property
    def personal(self) -> list[forms.BoundField]:
        """The fields of notices to the person behind the account."""
        return [self[f"when-{kind}"] for kind in self.kinds if kind in PERSONAL]

    @property
    def own(self) -> dict[str, str]:
        """The choices for single kinds that differ from the usual."""
        given = {str(kind): self.cleaned_data[f"when-{kind}"] for kind in self.kinds}
        return {kind: when for kind, when in given.items() if when and when != usual_of(kind)}


def usual_of(kind: str) -> str:
    """Return the usual choice for a kind of notice."""
    return MailWhen.AT_ONCE.value if kind in PERSONAL else AS_FOR_ALL


class MailChoices(View):
    """The page of e-mail choices."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the present choices."""
        return mail_choices_page(request, mail_form_of(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Store the choices, and send a code to a new address.

        Links that set a password go to it: whoever finds a browser signed in gives the password first.
        """
        account, form = signed_in_reader(request), mail_form_of(request, request.POST)
        if not settings.MAIL_CONFIGURED or not form.is_valid():
            return mail_choices_page(request, form, status=422)
        given = form.cleaned_data
        if given["address"] and given["address"] != choice_of(account).address:
            require_sign_in_again(request)
        try:
            every = given.get("every", MailWhen.NONE.value)
            row = store_choice(account, address=given["address"], language=given["language"], every=every, own=form.own)
        except TooManyCodesError:
            form.add_error("address", too_many())
            return mail_choices_page(request, form, status=422)
        messages.success(request, _("Your choice was saved."))
        if row.address and not row.confirmed:
            messages.info(request, _("Enter the code that was sent to your address."))
        return redirect("mail-choices")


class ConfirmAddress(View):
    """The confirmation by code, and the button that sends the code again."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Confirm the address or send the code again, then return to the form."""
        account = signed_in_reader(request)
        if request.POST.get("again") == "yes":
            try:
                if settings.MAIL_CONFIGURED and send_code_again(account):
                    messages.success(request, _("The code was sent once more."))
            except TooManyCodesError:
                messages.error(request, too_many())
        elif confirm_address(account, request.POST.get("code", "")):
            messages.success(request, _("Your address is confirmed. You get e-mails as you chose."))
        else:
            messages.error(request, _("This is not the code of your current address. Copy it from the newest e-mail."))
        return redirect("mail-choices")


class SendMailsAgain(View):
    """The button beside e-mails that could not be sent."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send e-mails again, then return to the notices, which show those still set aside."""
        account = signed_in_reader(request)
        done = send_mails_again(account) if settings.MAIL_CONFIGURED else 0
        if done and not may_count_mails(account):
            messages.success(request, _("The e-mails are sent again."))
        elif done:
            said = ngettext("%(n)d e-mail is sent again.", "%(n)d e-mails are sent again.", done)
            messages.success(request, said % {"n": done})
        else:
            messages.warning(request, _("There is no e-mail to send again."))
        return redirect("notices")


def mail_form_of(request: HttpRequest, *given: Any) -> MailForm:  # Any: what was posted, or nothing
    """Return the form of the reader."""
    account = signed_in_reader(request)
    return MailForm(choice_of(account), *given, account=account)


def too_many() -> str:
    """Say why no code is sent."""
    return _("%(n)d codes were sent in a day, which is the limit. Try again tomorrow.") % {"n": CODES_A_DAY}


def mail_choices_page(request: HttpRequest, form: MailForm, status: int = 200) -> HttpResponse:
    """Render the page."""
    account = signed_in_reader(request)
    context = {
        "form": form,
        "choice": choice_of(account),
        "configured": settings.MAIL_CONFIGURED,
        "hour": settings.MAIL_DIGEST_HOUR,
        "aside": mails_set_aside(account),
        "administers": account.role == Role.ADMINISTRATOR,
        "section": "notices",
    }
    return render(request, "rules/notices/choices.html", context, status=status)
