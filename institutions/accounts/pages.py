"""Pages on which administrators manage accounts."""

from typing import cast

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from institutions.accounts.forms import AccountForm
from institutions.accounts.managing import (
    AccountRefusedError,
    change_account,
    end_sessions,
    make_account,
    may_manage,
    remove_authenticator,
    reset_password,
)
from institutions.models import Account
from institutions.query.parameters import page_of_rows

PER_PAGE = 50


def signed_in_administrator(request: HttpRequest) -> Account:
    """Return the administrator who is signed in; refuse anybody else."""
    account = cast("Account", request.user)
    if not may_manage(account):
        raise PermissionDenied(_("Only an administrator can manage accounts. Ask one."))
    return account


class Accounts(View):
    """The list of accounts."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show every account by its name, and whether it has an authenticator."""
        signed_in_administrator(request)
        has_one = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP))
        rows = Account.objects.select_related("body").annotate(has_authenticator=has_one).order_by("username")
        page = page_of_rows(rows, PER_PAGE, request.GET)
        return render(request, "institutions/accounts/list.html", {"page_obj": page, "section": "accounts"})


class NewAccount(View):
    """The page of a new account."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the empty form."""
        signed_in_administrator(request)
        return render_account(request, AccountForm(), None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the account, and show its first password this once."""
        by = signed_in_administrator(request)
        form = AccountForm(request.POST)
        if not form.is_valid():
            return render_account(request, form, None, status=422)
        account = form.save(commit=False)
        return render_password(request, account, make_account(account, by=by))


class AccountPage(View):
    """The page of one account."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the form, and the other acts."""
        signed_in_administrator(request)
        account = get_object_or_404(Account, pk=pk)
        return render_account(request, AccountForm(instance=account), account)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change the account."""
        by = signed_in_administrator(request)
        account = get_object_or_404(Account, pk=pk)
        form = AccountForm(request.POST, instance=account)
        if not form.is_valid():
            return render_account(request, form, account, status=422)
        try:
            change_account(form.save(commit=False), by=by)
        except AccountRefusedError as refused:
            form.add_error(None, refused.words)
            return render_account(request, form, account, status=422)
        messages.success(request, _("The account was changed."))
        return redirect("account", pk=pk)


class ResetPassword(View):
    """The button for a new password."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Set a new password and show it this once."""
        by = signed_in_administrator(request)
        account = get_object_or_404(Account, pk=pk)
        return render_password(request, account, reset_password(account, by=by))


class EndSessions(View):
    """The button that ends every session."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End the sessions, the administrator's own too where it is their account."""
        by = signed_in_administrator(request)
        end_sessions(get_object_or_404(Account, pk=pk), by=by)
        messages.success(request, _("Every session of this account has ended."))
        return redirect("account", pk=pk)


class RemoveAuthenticator(View):
    """The button that removes a lost authenticator and lost recovery codes."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Remove authenticator and recovery codes of the account."""
        by = signed_in_administrator(request)
        try:
            remove_authenticator(get_object_or_404(Account, pk=pk), by=by)
        except AccountRefusedError as refused:
            messages.warning(request, refused.words)
        else:
            messages.success(request, _("The authenticator was removed, and every session of this account has ended."))
        return redirect("account", pk=pk)


def render_account(request: HttpRequest, form: AccountForm, account: Account | None, status: int = 200) -> HttpResponse:
    """Render the page of one account, new or not."""
    context = {
        "form": form,
        "account": account,
        "own": account is not None and account.pk == request.user.pk,
        "has_authenticator": account is not None and Authenticator.objects.filter(user=account).exists(),
        "section": "accounts",
    }
    return render(request, "institutions/accounts/account.html", context, status=status)


def render_password(request: HttpRequest, account: Account, password: str) -> HttpResponse:
    """Render the page that shows a password this once, and that no cache keeps."""
    shown_once = {"account": account, "password": password, "section": "accounts"}
    answer = render(request, "institutions/accounts/password.html", shown_once)
    answer["Cache-Control"] = "private, no-store"
    return answer
