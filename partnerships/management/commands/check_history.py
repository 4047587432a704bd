"""`python manage.py check_history`: proves that nobody has changed the history past the program."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from partnerships.models import Chain, Event


class Command(BaseCommand):
    help = "Checks each partnership's history: exit 1 where an event was changed, removed or put in."

    def handle(self, **_: Any) -> None:
        broken = 0
        for chain in Chain.objects.select_related("partnership").order_by("partnership__area"):
            at = Event.objects.broken_at(chain.partnership_id)
            broken += at is not None
            told = f"broken at event {at}" if at else f"whole, {chain.length} events"
            self.stdout.write(f"{chain.partnership or 'The installation'}: {told}.")
        if broken:
            sys.exit(1)
