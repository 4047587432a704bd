"""Where further copies of a letter differ from what is held: to read and to decide on, never to type."""

from django.contrib import admin

from findings.differences_told import parted, told
from findings.models import Difference
from partnerships.historic_admin import ReadOnlyAdmin


class DifferenceAdmin(ReadOnlyAdmin):
    """Registered, with its decisions, in actions.admin.differences."""

    list_display = ("about", "letter", "then_short", "now_short", "decision", "file")
    list_select_related = ("letter__partnership", "finding__letter__partnership", "file", "decided_by")
    list_filter = ("decision", "partnership")
    search_fields = ("subject", "finding__text", "letter__partnership__area", "file__name")
    fields = ("letter", "finding", "about", "file", "then_told", "now_told", "held_told", "decision", "decided")

    @admin.display(description="what differs")
    def about(self, difference: Difference) -> str:
        return told(difference).about

    @admin.display(description="the letter before")
    def then_told(self, difference: Difference) -> str:
        return "; ".join(told(difference).then)

    @admin.display(description="this copy")
    def now_told(self, difference: Difference) -> str:
        return "; ".join(told(difference).now)

    @admin.display(description="the letter before")
    def then_short(self, difference: Difference) -> str:
        return parted(difference)[1]

    @admin.display(description="this copy")
    def now_short(self, difference: Difference) -> str:
        return parted(difference)[2]

    @admin.display(description="what people made of it")
    def held_told(self, difference: Difference) -> str:
        return "; ".join(told(difference).held) or "As the letter said before"

    @admin.display(description="decided")
    def decided(self, difference: Difference) -> str:
        at = difference.decided_at
        return f"{at:%-d %B %Y} by {difference.decided_by}" if at else "Not yet"
