"""A letter's warnings, each beside the finding in whose lines it arises."""

from collections.abc import Iterable
from typing import Any

from findings.models import Finding


def beside(warnings: Iterable[dict[str, Any]], findings: Iterable[Finding]) -> tuple[dict[int, list[str]], list[str]]:
    """Messages by the finding's key, and those of the letter as a whole.

    A warning's lines are those of the file that the letter was first read from, as a finding's first place is.
    """
    lines = {finding.pk: set(places[0].lines) for finding in findings if (places := list(finding.places.all()))}
    by_finding: dict[int, list[str]] = {}
    whole = []
    for warning in warnings:
        here = next((pk for pk, own in lines.items() if own.intersection(warning.get("lines", ()))), None)
        if here is None:
            whole.append(warning["message"])
        else:
            by_finding.setdefault(here, []).append(warning["message"])
    return by_finding, whole
