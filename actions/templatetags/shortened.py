"""Long texts in lists: as much as says something, and never half a word."""

from django import template

register = template.Library()


@register.filter
def shortened(text: str, length: int) -> str:
    """The text where it has no more than `length` characters, else its beginning, cut after a word."""
    if len(text) <= length:
        return text
    end = text.rfind(" ", 0, length)
    cut = text[: end if end > length // 2 else length - 1]  # a word that goes on for lines is cut all the same
    return f"{cut.rstrip(' ,;:.–-')}…"
