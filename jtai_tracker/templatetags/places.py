"""Links from help to the pages that it speaks of."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def place(context: Any, name: str, words: str) -> SafeString:
    """A link to a page; to a partnership's page, where the reader works in one, and else to the list of theirs."""
    if not name.startswith("partnership:"):
        return _link(reverse(name), words)
    partnership = context.get("current_partnership")
    name = name.removeprefix("partnership:")
    return _link(reverse(name, args=[partnership.pk]) if partnership else reverse("partnerships"), words)


def _link(address: str, words: str) -> SafeString:
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, words)
