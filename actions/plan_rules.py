"""What has to hold of a plan, whether one is written or many are changed; in words, empty where all is well."""

import datetime as dt

from partnerships.models import Agency, Officer


def wrong_dates(start: dt.date | None, target: dt.date | None) -> str:
    if not start or not target or start <= target:
        return ""
    return f"Planned start: choose a day up to {target:%-d %B %Y}, the target date."


def wrong_officers(lead: Officer | None, deputy: Officer | None) -> str:
    if not lead or lead != deputy:
        return ""
    return f"{lead.name} cannot be both lead officer and deputy. Choose somebody else for one of the two."


def from_elsewhere(officer: Officer | None, leading: Agency) -> str:
    """Allowed, and worth a look: the lead officer is of another agency than the one that leads."""
    if not officer or not officer.agency_id or officer.agency_id == leading.pk:
        return ""
    return f"{officer.name} is of {officer.agency}, and {leading} leads."
