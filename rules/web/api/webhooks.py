"""/webhooks/: the webhooks of the caller's body and their deliveries. Administrators set them, on pages."""

import json
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import ListAPIView

from institutions.web.openapi import problem_answers
from institutions.web.rest import problems
from rules.messages.webhooks.reading import deliveries_of, webhooks_for
from rules.models import DeliveryState, Webhook, WebhookDelivery, WebhookEvent
from rules.web.api.endpoint import Endpoint, caller_of
from rules.web.api.filtering import ChoiceFilter, Filtered, FilterSet


class WebhookShape(serializers.ModelSerializer[Webhook]):
    """A webhook, without its secrets."""

    body = serializers.CharField(source="body.code")
    events = serializers.ListField(child=serializers.ChoiceField(WebhookEvent.choices))

    class Meta:
        model = Webhook
        fields = ("id", "body", "address", "events", "active", "failing_since", "former_until", "created_at")


class DeliveryShape(serializers.ModelSerializer[WebhookDelivery]):
    """A delivery: `webhook_id` is the header by which a receiver identifies it, `content` its message."""

    webhook_id = serializers.CharField(source="message_id", help_text="The header webhook-id.")
    content = serializers.JSONField(help_text="The message; its bytes are signed as they are sent.")

    class Meta:
        model = WebhookDelivery
        fields = (
            "id",
            "webhook_id",
            "event",
            "state",
            "attempt",
            "status",
            "trouble",
            "requested_at",
            "next_at",
            "delivered_at",
            "content",
        )

    def to_representation(self, instance: WebhookDelivery) -> dict[str, Any]:
        """Return the delivery with its content as JSON, not as a text within a text."""
        shown = super().to_representation(instance)
        shown["content"] = json.loads(instance.content)
        return shown


class DeliveryFilter(FilterSet):  # type: ignore[misc]  # django-filter has no types
    """The filter by state."""

    state = ChoiceFilter(choices=DeliveryState.choices)


class WebhookList(Endpoint, ListAPIView[Webhook]):
    """The webhooks that the caller may know of."""

    queryset = Webhook.objects.none()  # what the list is of; get_queryset says which
    serializer_class = WebhookShape
    ordering = ("-pk",)

    def get_queryset(self) -> QuerySet[Webhook]:
        """Return the webhooks of the caller's body."""
        return webhooks_for(caller_of(self.request))


@extend_schema_view(get=extend_schema(responses={200: DeliveryShape(many=True), **problem_answers(problems.NotFound)}))
class WebhookDeliveries(Filtered, Endpoint, ListAPIView[WebhookDelivery]):
    """The deliveries of one webhook, newest first, where a receiver finds those it missed."""

    queryset = WebhookDelivery.objects.none()
    serializer_class = DeliveryShape
    filterset_class = DeliveryFilter
    ordering = ("-requested_at", "-pk")

    def get_queryset(self) -> QuerySet[WebhookDelivery]:
        """Return the deliveries, without those of cases that the caller may not read.

        Http404 for another body's webhook.
        """
        if getattr(self, "swagger_fake_view", False):
            return WebhookDelivery.objects.none()
        webhook = get_object_or_404(webhooks_for(caller_of(self.request)), pk=self.kwargs["pk"])
        return deliveries_of(webhook)
