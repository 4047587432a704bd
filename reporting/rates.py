"""How often a calendar address or a token is answered, and how often somebody may try one that opens nothing."""

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest

WAIT = 60  # seconds; each limit is for a minute


def within(request: HttpRequest, action: str, key: str = "") -> bool:
    """Counts this request; False where there were as many as DATA_RATE_LIMITS allows."""
    limits = settings.DATA_RATE_LIMITS
    usage = ratelimit.consume(request, app="reporting", action=action, config=limits, key=key, limit_get=True)
    return usage is not None
