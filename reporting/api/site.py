"""The API's addresses: three for each resource, none of which changes anything."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern
from django.utils.cache import patch_vary_headers
from ninja import NinjaAPI, Query
from pydantic import Field, create_model

from reporting.api.answering import a_page, flat, one
from reporting.api.asking import Basic, Bearer
from reporting.api.narrowing import Paging
from reporting.api.refusing import READ_ONLY, Refusal, add_refusals, refuse
from reporting.api.resource import Resource
from reporting.api.rows import RESOURCES
from reporting.conditional import if_new

PREFIX = "api/v1/"
READS = ("GET", "HEAD")
REFUSALS: dict[int, Any] = {401: Refusal, 404: Refusal, 422: Refusal, 429: Refusal}
ABOUT = (
    "What a person sees of the action plans that answer joint targeted area inspections, for other programs. Read "
    "only. Dates are ISO 8601. Lists come in pages: follow “next” until it is null."
)


class Api(NinjaAPI):
    def create_response(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """With its tag; 304 where the request names that."""
        response = super().create_response(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ["Authorization"])
        return if_new(request, response)  # type: ignore[return-value]


api = Api(
    title="JTAI Tracker",
    version="1.0.0",
    description=ABOUT,
    openapi_url=None,
    docs_url=None,
    auth=[Bearer(), Basic()],
)
add_refusals(api)


def _add(resource: Resource) -> None:
    listed = create_model(
        f"{resource.row.__name__}s",
        marking=(list[str], Field(description="The protective marking of these rows, and how to handle them.")),
        count=(int, Field(description="How many rows there are on all pages.")),
        next=(str | None, Field(description="The address of the next page.")),
        results=(list[resource.row], Field()),  # type: ignore[name-defined]
    )
    about: dict[str, Any] = {"tags": [resource.name], "description": f"Each row is {resource.says}."}

    def a_list(
        request: HttpRequest,
        narrowing: resource.narrowing = Query(...),  # type: ignore[name-defined] # noqa: B008
        paging: Paging = Query(...),  # noqa: B008
    ) -> Any:
        return a_page(resource, request, narrowing, paging)

    def a_row(request: HttpRequest, id: int) -> Any:
        return one(resource, request, id)

    def a_table(request: HttpRequest, narrowing: resource.narrowing = Query(...)) -> Any:  # type: ignore[name-defined] # noqa: B008
        return flat(resource, request, narrowing)

    def add(view: Callable[..., Any], path: str, form: str, summary: str, **more: Any) -> None:
        names: dict[str, Any] = {"url_name": f"api_{resource.name}{form}", "operation_id": f"{resource.name}{form}"}
        api.api_operation(list(READS), path, summary=summary, **names, **about, **more)(view)

    add(a_list, f"/{resource.name}", "", f"{resource.name}, in pages", response={200: listed, **REFUSALS})
    add(a_row, f"/{resource.name}/{{int:id}}", "_one", "One of them", response={200: resource.row, **REFUSALS})
    table = {"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}}
    refusals = {200: None, **REFUSALS}
    add(a_table, f"/{resource.name}.csv", "_csv", "All, as CSV", response=refusals, openapi_extra=table)


for _resource in RESOURCES:
    _add(_resource)


def read_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in READS:
            return refuse(405, READ_ONLY, Allow=", ".join(READS))
        return view(request, *args, **kwargs)

    answer.csrf_exempt = True  # type: ignore[attr-defined]  # so that it says itself what is wrong
    return answer


def addresses() -> list[URLPattern]:
    """Without ninja's own root."""
    urls: list[Any] = api.urls[0]
    found = [one for one in urls if one.name != "api-root"]
    for pattern in found:
        pattern.callback = read_only(pattern.callback)
    return found


@functools.cache
def openapi() -> dict[str, Any]:
    """The description, without the host; HEAD goes without saying."""
    schema: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    for path in schema["paths"].values():
        path.pop("head", None)
    return schema
