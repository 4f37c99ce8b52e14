"""Pages on which administrators manage accounts."""

from typing import Final, cast

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from institutions.accounts.forms import AccountForm, NewAccountForm
from institutions.accounts.managing import AccountRefusedError, end_sessions, may_manage
from institutions.accounts.password_links import send_password_link
from institutions.accounts.requests import ask_to_remove_authenticator, change_account, make_account
from institutions.models import REQUEST_LIFETIME, Account, AccountRequest, RequestState, reviewers_without_person
from institutions.query.parameters import page_of_rows, text_parameter

PER_PAGE = 50
MOST_UNLINKED: Final = 20  # reviewers without a person that are named; of others the number is told


def signed_in_administrator(request: HttpRequest) -> Account:
    """Return the administrator who is signed in; refuse anybody else."""
    account = cast("Account", request.user)
    if not may_manage(account):
        raise PermissionDenied(_("Only an administrator can manage accounts. Ask one."))
    return account


class Accounts(View):
    """The list of accounts."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the accounts whose name has the text asked for by name, and whether each has an authenticator."""
        signed_in_administrator(request)
        asked = text_parameter(request.GET, "q")
        has_one = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP))
        rows = Account.objects.select_related("body").annotate(has_authenticator=has_one).order_by("username")
        unlinked = reviewers_without_person()
        named = list(unlinked[:MOST_UNLINKED])
        shown = {
            "page_obj": page_of_rows(rows.filter(username__icontains=asked), PER_PAGE, request.GET),
            "asked": asked,
            "unlinked": named,
            "more_unlinked": unlinked.count() - len(named) if len(named) == MOST_UNLINKED else 0,
            "waiting": AccountRequest.objects.filter(state=RequestState.WAITING).count(),
            "section": "accounts",
        }
        return render(request, "institutions/accounts/list.html", shown)


class NewAccount(View):
    """The page of a new account."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the empty form."""
        return render_account(request, NewAccountForm(by=signed_in_administrator(request)), None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the account. Its owner sets the password by a link."""
        by = signed_in_administrator(request)
        form = NewAccountForm(request.POST, by=by)
        if not form.is_valid():
            return render_account(request, form, None, status=422)
        account, address = form.save(commit=False), form.cleaned_data["address"]
        try:
            asked = make_account(account, by=by, address=address)
        except AccountRefusedError as refused:
            form.add_error("address", refused.words)
            return render_account(request, form, None, status=422)
        if asked:
            say_that_it_waits(request)
        elif address:
            messages.success(request, _("The account was created, and its owner was sent a link to set a password."))
        else:
            messages.success(request, _("The account was created. Its owner has no password yet."))
        return redirect("account", pk=account.pk)


class AccountPage(View):
    """The page of one account."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form, and the other acts."""
        by = signed_in_administrator(request)
        account = get_object_or_404(Account, pk=pk)
        return render_account(request, AccountForm(instance=account, by=by), account)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change the account, or ask another administrator to confirm the change."""
        by = signed_in_administrator(request)
        account = get_object_or_404(Account, pk=pk)
        form = AccountForm(request.POST, instance=account, by=by)
        if not form.is_valid():
            return render_account(request, form, account, status=422)
        try:
            asked = change_account(form.save(commit=False), by=by)
        except AccountRefusedError as refused:
            form.add_error(None, refused.words)
            return render_account(request, form, account, status=422)
        if asked:
            say_that_it_waits(request)
        else:
            messages.success(request, _("The account was changed."))
        return redirect("account", pk=pk)


class SendPasswordLink(View):
    """The button that sends the owner a link to set a password."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the link; it is shown to nobody else."""
        by = signed_in_administrator(request)
        try:
            send_password_link(get_object_or_404(Account, pk=pk), by=by)
        except AccountRefusedError as refused:
            messages.warning(request, refused.words)
        else:
            messages.success(
                request, _("The owner was sent a link to set a new password. Until then the old one works.")
            )
        return redirect("account", pk=pk)


class EndSessions(View):
    """The button that ends every session."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End the sessions, the administrator's own too where it is their account."""
        by = signed_in_administrator(request)
        end_sessions(get_object_or_404(Account, pk=pk), by=by)
        messages.success(request, _("Every session of this account has ended."))
        return redirect("account", pk=pk)


class RemoveAuthenticator(View):
    """The button that asks for the removal of a lost authenticator and lost recovery codes."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask another administrator to confirm the removal."""
        by = signed_in_administrator(request)
        try:
            ask_to_remove_authenticator(get_object_or_404(Account, pk=pk), by=by)
        except AccountRefusedError as refused:
            messages.warning(request, refused.words)
        else:
            say_that_it_waits(request)
        return redirect("account", pk=pk)


def say_that_it_waits(request: HttpRequest) -> None:
    """Say that nothing has changed yet, who can confirm, and until when."""
    days = REQUEST_LIFETIME.days
    text = ngettext(
        "Another administrator must confirm this within %(days)d day. Until then nothing changes.",
        "Another administrator must confirm this within %(days)d days. Until then nothing changes.",
        days,
    )
    messages.info(request, text % {"days": days})


def render_account(request: HttpRequest, form: AccountForm, account: Account | None, status: int = 200) -> HttpResponse:
    """Render the page of one account, new or not."""
    waiting = account.requests.filter(state=RequestState.WAITING).order_by("pk") if account else ()
    context = {
        "form": form,
        "account": account,
        "own": account is not None and account.pk == request.user.pk,
        "has_authenticator": account is not None and Authenticator.objects.filter(user=account).exists(),
        "waiting": list(waiting),
        "section": "accounts",
    }
    return render(request, "institutions/accounts/account.html", context, status=status)
