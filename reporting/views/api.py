"""What tells of the API: its description for programs, its page for people, and what is at no address of it."""

from typing import Any, Literal, get_args, get_origin

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from reporting.api.asking import Basic, Bearer
from reporting.api.refusing import CHALLENGE, READ_ONLY, SEND_ONE, TooMany, refuse
from reporting.api.rows import RESOURCES
from reporting.api.site import PREFIX, READS, openapi
from reporting.conditional import if_new

NO_ADDRESS = "There is nothing at this address. Addresses have no slash at their end; /api/v1/ lists them."


@csrf_exempt
def api_description(request: HttpRequest) -> HttpResponseBase:
    """OpenAPI, for who sends a token and for who is signed in: it tells of no partnership."""
    if request.method not in READS:
        return refuse(405, READ_ONLY, Allow=", ".join(READS))
    try:
        if not (request.user.is_authenticated or Bearer()(request) or Basic()(request)):
            return refuse(401, SEND_ONE, WWW_Authenticate=CHALLENGE)
    except TooMany:
        return refuse(429, "Too many requests. Ask again in a minute.")
    here = {"servers": [{"url": request.build_absolute_uri("/").rstrip("/")}]}
    response = JsonResponse({**openapi(), **here}, headers={"Cache-Control": "private, no-cache"})
    return if_new(request, response)


@csrf_exempt
def api_nothing(_request: HttpRequest, **_: Any) -> JsonResponse:
    return refuse(404, NO_ADDRESS)


@require_safe
def api_page(request: HttpRequest) -> HttpResponseBase:
    """For people: each resource, what a row says and how it is narrowed, from the same declarations."""
    told = [(one, _fields(one.row), _fields(one.narrowing)) for one in RESOURCES]
    address = request.build_absolute_uri(f"/{PREFIX}")
    return render(request, "reporting/api/resources.html", {"resources": told, "address": address})


def _fields(schema: Any) -> list[tuple[str, str]]:
    """Names, and what is said of them: what it means, and the words that it can be."""
    return [
        (name, " ".join(filter(None, (field.description, _words(field.annotation)))))
        for name, field in schema.model_fields.items()
    ]


def _words(kind: Any) -> str:
    literal = next((one for one in (kind, *get_args(kind)) if get_origin(one) is Literal), None)
    return f"One of: {', '.join(get_args(literal))}." if literal else ""
