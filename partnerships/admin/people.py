"""Invitations and access reviews, to read: people send and record them on their partnership's pages."""

from django.contrib import admin

from partnerships.historic_admin import ReadOnlyAdmin
from partnerships.models import AccessReview, Invitation


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ("user", "name", "partnership", "invited_by", "sent_at", "accepted_at", "withdrawn_at")
    list_select_related = ("user", "partnership", "invited_by")
    list_filter = ("partnership",)
    search_fields = ("user__email", "name", "partnership__area")
    fields = (
        *("partnership", "user", "name", "invited_by", "sent_at", "accepted_at", "withdrawn_at"),
        *("declined", "mail_failed_at"),
    )
    instead_of_deleting = "Withdraw it on the partnership's page of people."


@admin.register(AccessReview)
class AccessReviewAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "partnership", "reviewed_by")
    list_select_related = ("partnership", "reviewed_by")
    list_filter = ("partnership",)
    search_fields = ("reviewed_by__email", "reviewed_by__name", "partnership__area")
    fields = ("partnership", "reviewed_by", "reviewed_at", "kept", "ended")
    instead_of_deleting = "It says what was looked at on its day. Record another one."
