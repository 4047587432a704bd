"""Who leads on an action, as lists and files say it."""

from actions.models import Action


def lead_in_words(action: Action) -> str:
    """Such as "Dorset CCG (suggested)"."""
    return f"{action.lead_agency}{' (suggested)' if action.finding.lead_is_suggestion else ''}"


def officer_in_words(action: Action) -> str:
    """The lead officer's name, else whom the letter names for the agency, else that there is nobody."""
    if action.lead_officer:
        return action.lead_officer.name
    return f"{action.suggested_owner.name} (suggested)" if action.suggested_owner else "Nobody yet"
