"""Pages on which administrators manage the webhooks of bodies."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views import View

from institutions.accounts.managing import may_manage
from institutions.codes.wording import code_words
from institutions.models import Account, GovernmentBody
from institutions.query.parameters import page_of_rows, word_parameter
from institutions.values.written_number import LARGEST_NUMBER
from rules.messages.webhooks.address import LONGEST, address_trouble, trouble_now
from rules.messages.webhooks.managing import (
    OVERLAP,
    change_webhook,
    make_webhook,
    rotate_secret,
    send_again,
    send_test,
    switch_webhook,
)
from rules.messages.webhooks.reading import deliveries_of, set_aside_deliveries
from rules.models import DeliveryState, Webhook, WebhookEvent
from rules.web.pages.reader import signed_in_reader

PER_PAGE = 50
CHOSEN = [(value, label) for value, label in WebhookEvent.choices if value != WebhookEvent.PING]


class WebhookForm(forms.Form):
    """The form of a webhook: address and events, and the body of a new one."""

    body = forms.ModelChoiceField(
        GovernmentBody.objects.filter(code__isnull=False, same_as__isnull=True).order_by("code"),
        label=gettext_lazy("Government body"),
    )
    address = forms.CharField(
        max_length=LONGEST,
        label=pgettext_lazy("webhook", "Address"),
        help_text=gettext_lazy(
            "Address of the body's own system. It begins with https:// and is public. The name is looked up when "
            "you save it and with each message; you can save one that is not known yet, and nothing is sent "
            "until it is."
        ),
        widget=forms.TextInput(attrs={"type": "url", "autocomplete": "off"}),
    )
    events = forms.MultipleChoiceField(
        choices=CHOSEN, label=gettext_lazy("Events that it is notified of"), widget=forms.CheckboxSelectMultiple()
    )

    def __init__(self, *args: Any, webhook: Webhook | None = None, **kwargs: Any) -> None:  # Any: Django's
        super().__init__(*args, **kwargs)
        if webhook:
            del self.fields["body"]
            self.initial = {"address": webhook.address, "events": webhook.events}

    def clean_address(self) -> str:
        """Refuse an address that nothing may be sent to, as far as can be known now."""
        address: str = self.cleaned_data["address"]
        if trouble := address_trouble(address) or trouble_now(address):
            raise forms.ValidationError(code_words(trouble, audience="form"))
        return address


def webhook_administrator(request: HttpRequest) -> Account:
    """Return the reader's account if it manages webhooks; PermissionDenied for anybody else."""
    account = signed_in_reader(request)
    if not may_manage(account):
        raise PermissionDenied(_("Only an administrator can manage webhooks. Ask one."))
    return account


def webhook_of(pk: int) -> Webhook:
    """Return the webhook; Http404 also for a number that no id can have."""
    return get_object_or_404(Webhook.objects.select_related("body"), pk=min(pk, LARGEST_NUMBER))


class Webhooks(View):
    """The list of webhooks."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the webhooks by body."""
        webhook_administrator(request)
        rows = Webhook.objects.select_related("body").order_by("body__code", "pk")
        page = page_of_rows(rows, PER_PAGE, request.GET)
        return render(request, "rules/webhooks/list.html", {"page_obj": page, "section": "webhooks"})


class NewWebhook(View):
    """The page of a new webhook."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the empty form."""
        webhook_administrator(request)
        return webhook_page(request, WebhookForm(), None)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the webhook, and show its secret this once."""
        by = webhook_administrator(request)
        form = WebhookForm(request.POST)
        if not form.is_valid():
            return webhook_page(request, form, None, status=422)
        given = form.cleaned_data
        return render_secret(request, *make_webhook(given["body"], given["address"], given["events"], by=by))


class WebhookPage(View):
    """One webhook: its form, its secret's age, its last deliveries."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the webhook."""
        webhook_administrator(request)
        webhook = webhook_of(pk)
        return webhook_page(request, WebhookForm(webhook=webhook), webhook)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change the webhook."""
        by, webhook = webhook_administrator(request), webhook_of(pk)
        form = WebhookForm(request.POST, webhook=webhook)
        if not form.is_valid():
            return webhook_page(request, form, webhook, status=422)
        change_webhook(webhook, form.cleaned_data["address"], form.cleaned_data["events"], by=by)
        messages.success(request, _("The webhook was changed."))
        return redirect("webhook", pk=pk)


class WebhookSecret(View):
    """The button for a new secret."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make a new secret, and show it this once."""
        by, webhook = webhook_administrator(request), webhook_of(pk)
        secret = rotate_secret(webhook, at_once=request.POST.get("at_once") == "on", by=by)
        return render_secret(request, webhook_of(pk), secret)


class SwitchWebhook(View):
    """The button that switches it off, or on again."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Switch the webhook by `on`, yes or no; any other value changes nothing."""
        by, webhook = webhook_administrator(request), webhook_of(pk)
        wanted = {"yes": True, "no": False}.get(request.POST.get("on", ""))
        if wanted is not None:
            switch_webhook(webhook, on=wanted, by=by)
            messages.success(request, _("The webhook is on.") if wanted else _("The webhook is off."))
        return redirect("webhook", pk=pk)


class TestWebhook(View):
    """The button for a test delivery."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send a test delivery; the table shows its result later."""
        by, webhook = webhook_administrator(request), webhook_of(pk)
        if webhook.active:
            send_test(webhook, by=by)
            messages.success(request, _("A test delivery is on its way. Reload the page to see the result."))
        else:
            messages.warning(request, _("The webhook is off. Switch it on first."))
        return redirect("webhook", pk=pk)


class SendAgain(View):
    """The buttons beside deliveries that were set aside."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send one delivery again by its id, or all."""
        by, webhook = webhook_administrator(request), webhook_of(pk)
        given = request.POST.get("delivery", "")
        try:
            delivery = None if given == "all" else UUID(given)
        except ValueError:
            return redirect("webhook", pk=pk)
        if not webhook.active:
            messages.warning(request, _("The webhook is off. Switch it on first."))
            return redirect("webhook", pk=pk)
        done = send_again(webhook, delivery, by=by)
        said = ngettext("%(n)d delivery is sent again.", "%(n)d deliveries are sent again.", done)
        messages.success(request, said % {"n": done})
        return redirect("webhook", pk=pk)


def webhook_page(request: HttpRequest, form: WebhookForm, webhook: Webhook | None, status: int = 200) -> HttpResponse:
    """Render the page of a webhook, new or not."""
    context: dict[str, Any] = {"form": form, "webhook": webhook, "section": "webhooks"}  # Any: what a template shows
    if webhook:
        rows = deliveries_of(webhook).order_by("-requested_at", "-pk")
        if state := word_parameter(request.GET, "state", DeliveryState.values):
            rows = rows.filter(state=state)
        context |= {
            "page_obj": page_of_rows(rows, PER_PAGE, request.GET),
            "states": DeliveryState.choices,
            "asked_state": state,
            "aside": set_aside_deliveries(webhook).count(),
            "days": OVERLAP.days,
        }
    return render(request, "rules/webhooks/webhook.html", context, status=status)


def render_secret(request: HttpRequest, webhook: Webhook, secret: str) -> HttpResponse:
    """Render the page that shows a secret this once, and that no cache keeps."""
    answer = render(
        request, "rules/webhooks/secret.html", {"webhook": webhook, "secret": secret, "section": "webhooks"}
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
