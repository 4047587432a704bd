"""Numbers with their unit."""

from decimal import Decimal

from django import template

from actions.charts import amount as words

register = template.Library()


@register.filter
def amount(value: Decimal, unit: str) -> str:
    """Such as "61%" or "12.5 days"."""
    return words(value, unit)
