"""Actions that stand in a person's name, for pages about people: those know nothing of actions themselves."""

from typing import Any

from django import template
from django.db.models import Count
from django.urls import reverse

from actions.models import Action
from partnerships.models import Partnership

register = template.Library()


@register.simple_tag(takes_context=True)
def open_actions_of(context: Any, person: int, partnership: Partnership) -> list[dict[str, Any]]:
    """For each officer that the person of that key is: `number` of the open actions that they lead, `table` of all."""
    led = Action.objects.visible_to(context["request"].user).open().order_by()
    led = led.filter(partnership=partnership, lead_officer__user=person)
    table = f"{reverse('actions')}?filter-area={partnership.pk}&filter-officer="
    counted = led.values_list("lead_officer").annotate(Count("pk"))
    return [{"number": number, "table": f"{table}{key}"} for key, number in counted]
