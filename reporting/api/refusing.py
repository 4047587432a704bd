"""What the API says where it does not answer: JSON, in plain words, with what to do next."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from ninja import Schema
from ninja.errors import AuthenticationError, ValidationError
from pydantic import Field

from reporting.rates import WAIT

SEND_ONE = (
    "Send a token: as “Authorization: Bearer TOKEN”, or as the password where a program asks for a name and a password "
    "(any name will do). Make one on the page “Tokens for other programs” of your account. Being signed in to the site "
    "opens nothing here. A token that was revoked or whose last day is over opens nothing either."
)
CHALLENGE = 'Basic realm="JTAI Tracker", charset="UTF-8", Bearer realm="JTAI Tracker"'
READ_ONLY = "This can be read and not changed: use GET or HEAD."
NOT_THERE = "There is nothing at this address that this token can see."
SAID = {
    "int_parsing": "Give a whole number.",
    "int_parsing_size": "Give a smaller whole number.",
    "int_from_float": "Give a whole number.",
    "bool_parsing": "Give true or false.",
    "greater_than_equal": "Give a number from {ge} on.",
    "less_than_equal": "Give a number up to {le}.",
    "literal_error": "Give one of: {expected}.",
    "value_error": "{error}",
}
MOMENT = "Give a day or a moment, such as 2018-10-16 or 2018-10-16T09:30:00Z."


class Refusal(Schema):
    detail: str = Field(description="Why, and what to do next.")
    wrong: dict[str, str] = Field({}, description="With 422: what is wrong, by the parameter's name.")


class NotThere(Exception):
    """404: it is not there, or not for this token. Which of the two is not told."""

    def __init__(self, words: str = NOT_THERE) -> None:
        super().__init__(words)


class WrongParameters(Exception):
    """422."""

    def __init__(self, wrong: dict[str, str]) -> None:
        super().__init__(wrong)
        self.wrong = wrong


class TooMany(Exception):
    """429."""


def refuse(status: int, words: str, wrong: dict[str, str] | None = None, **headers: str) -> JsonResponse:
    told: dict[str, Any] = {"detail": words} | ({"wrong": wrong} if wrong else {})
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return JsonResponse(told, status=status, headers=named, json_dumps_params={"ensure_ascii": False})


def _wrong(wrong: dict[str, str]) -> JsonResponse:
    listed = " ".join(f"{name}: {words}" for name, words in wrong.items())
    return refuse(422, f"Put this right in the address and ask again. {listed}", wrong)


def _in_words(error: dict[str, Any]) -> str:
    kind: str = error["type"]
    if kind.startswith(("datetime", "date")):
        return MOMENT
    return SAID[kind].format(**error.get("ctx", {})) if kind in SAID else str(error["msg"])


def add_refusals(api: Any) -> None:
    @api.exception_handler(AuthenticationError)
    def _no_token(_request: HttpRequest, _: Any) -> JsonResponse:
        return refuse(401, SEND_ONE, WWW_Authenticate=CHALLENGE)

    @api.exception_handler(NotThere)
    def _not_there(_request: HttpRequest, refused: Any) -> JsonResponse:
        return refuse(404, str(refused))

    @api.exception_handler(WrongParameters)
    def _wrong_parameters(_request: HttpRequest, refused: WrongParameters) -> JsonResponse:
        return _wrong(refused.wrong)

    @api.exception_handler(ValidationError)
    def _not_understood(_request: HttpRequest, refused: ValidationError) -> JsonResponse:
        return _wrong({str(error["loc"][-1]): _in_words(error) for error in refused.errors})

    @api.exception_handler(TooMany)
    def _too_many(_request: HttpRequest, _: Any) -> JsonResponse:
        return refuse(429, "Too many requests. Ask again in a minute.", Retry_After=str(WAIT))
