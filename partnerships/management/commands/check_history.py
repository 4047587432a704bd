"""`python manage.py check_history`: proves that nobody has changed the history past the program."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from partnerships.checking import rows_untold, what_is_wrong
from partnerships.models import Event, Partnership


class Command(BaseCommand):
    help = "Checks each partnership's history: exit 1 where an event was changed, removed or put in."

    def handle(self, **_: Any) -> None:
        untold = rows_untold()
        broken = 0
        for partnership in (None, *Partnership.objects.all()):
            whose = partnership.pk if partnership else None
            wrong = what_is_wrong(Event.objects.broken_at(whose), untold[whose])
            broken += bool(wrong)
            events = Event.objects.filter(partnership=whose)
            count, lost = events.count(), events.exclude(expunged_at=None).count()
            whole = f"whole, {count} event{'' if count == 1 else 's'}"
            whole += f", words taken out of {lost}" if lost else ""
            self.stdout.write(f"{partnership or 'The installation'}: {wrong or whole}.")
        if broken:
            sys.exit(1)
