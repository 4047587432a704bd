"""Who has an answer already is told so, and not given it again."""

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response


def if_new(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """`response` with a tag of its bytes; 304 where the request names that tag.

    A time alone decides nothing: what somebody sees shrinks, too, when a letter is held back or a part in an action
    ends, and no time that they may know tells of that.
    """
    tag = f'"{hashlib.sha256(response.content).hexdigest()}"'
    response["ETag"] = tag
    return get_conditional_response(request, tag, None, response) or response
