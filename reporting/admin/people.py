"""What people chose and were sent, and the addresses and tokens they made, to read. A key can be read nowhere."""

from typing import ClassVar

from django.contrib import admin

from partnerships.historic_admin import ReadOnlyAdmin
from reporting.models import CalendarAddress, Digest, ReminderChoice, ReminderRun, Token

KEY = ("made_at", "expires_on", "last_used_at", "revoked_at")


class SecretKeyAdmin(ReadOnlyAdmin):
    instead_of_deleting = "Its own person ends it on their page. It opens nothing for who is made inactive."
    search_fields: ClassVar = ("user__name", "user__email")
    date_hierarchy = "expires_on"


@admin.register(CalendarAddress)
class CalendarAddressAdmin(SecretKeyAdmin):
    list_display = ("user", "scope", *KEY, "partnership")
    list_select_related = ("user", "partnership")
    list_filter = ("scope", "partnership")
    fields = ("user", "partnership", "scope", *KEY)


@admin.register(Token)
class TokenAdmin(SecretKeyAdmin):
    list_display = ("name", "user", *KEY)
    list_select_related = ("user",)
    fields = ("user", "name", *KEY)


@admin.register(ReminderChoice)
class ReminderChoiceAdmin(ReadOnlyAdmin):
    instead_of_deleting = "Its own person changes it on their page."
    list_display = ("user", "on", "weekday")
    list_select_related = ("user",)
    list_filter = ("on",)
    search_fields = ("user__name", "user__email")
    fields = ("user", *(name for name in ReminderChoice.recorded_fields if name != "user"))


@admin.register(ReminderRun)
class ReminderRunAdmin(ReadOnlyAdmin):
    list_display = fields = ("day", "began_at", "finished_at")
    date_hierarchy = "day"


@admin.register(Digest)
class DigestAdmin(ReadOnlyAdmin):
    list_display = ("user", "day", "began_at", "gone_at", "failed_at")
    list_select_related = ("user",)
    search_fields = ("user__name", "user__email")
    date_hierarchy = "day"
    fields = ("user", "day", "began_at", "gone_at", "failed_at")
