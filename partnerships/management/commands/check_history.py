"""`python manage.py check_history`: proves that nobody has changed the history past the program."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from partnerships.checking import given_out_otherwise, given_out_unsealed, rows_untold, what_is_wrong
from partnerships.models import Event, Partnership


class Command(BaseCommand):
    help = "Checks each partnership's history: exit 1 where an event or what was given out is not as it was."

    def handle(self, **_: Any) -> None:
        untold, otherwise, unsealed = rows_untold(), given_out_otherwise(), given_out_unsealed()
        broken = 0
        for partnership in (None, *Partnership.objects.all()):
            whose = partnership.pk if partnership else None
            wrong = what_is_wrong(Event.objects.broken_at(whose), untold[whose], otherwise[whose])
            broken += bool(wrong)
            events = Event.objects.filter(partnership=whose)
            count, lost = events.count(), events.exclude(expunged_at=None).count()
            whole = f"whole, {count} event{'' if count == 1 else 's'}"
            whole += f", words taken out of {lost}" if lost else ""
            whole += f", {unsealed[whose]} given out before contents were sealed" if unsealed[whose] else ""
            self.stdout.write(f"{partnership or 'The installation'}: {wrong or whole}.")
        if broken:
            sys.exit(1)
