"""Handing on a file of what was given out: the very file, or words that say why not."""

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from partnerships.looks import looked
from partnerships.models.looks import What
from reporting.models.given_out import GivenOut
from reporting.statements import files

GONE = "This is taken out. What is left of it is told below."
OTHERWISE = (
    "This file is not as it was given out: it was changed since, or is lost. Do not rely on it. "
    "Tell an administrator, who can look for it in a backup by its SHA-256."
)


def hand_on(
    request: HttpRequest, given: GivenOut, ending: str, *, page: str, name: str, noted: str
) -> HttpResponseBase:
    """`page` names where the record itself is shown, `name` is the file's own, `noted` what the look is called."""
    if given.is_taken_out:
        messages.info(request, GONE)
        return redirect(page, pk=given.pk)
    content = given.read(ending)
    if content is None:
        messages.warning(request, OTHERWISE)
        return redirect(page, pk=given.pk)
    looked(request, given, What.DOWNLOAD, f"{noted} ({ending})")
    return files.download(content, name, ending)
