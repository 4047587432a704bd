"""The key to the colours, in each partnership's own words."""

from collections.abc import Iterable
from typing import Any

from django import template

from actions import brag_words
from partnerships.models import Partnership

register = template.Library()


@register.inclusion_tag("actions/brag_key.html")
def brag_key(partnerships: Iterable[Partnership]) -> dict[str, Any]:
    """For the partnerships that a page shows: one line where they all say the same."""
    return {"lines": brag_words.key(partnerships)}
