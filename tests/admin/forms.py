"""What a browser would send of an admin page, with what the test changes."""

from typing import Any

from django.test import Client


def enter(client: Client, url: str, **changes: Any) -> Any:
    """Opens the form at `url`, changes some fields and sends it. `changes` go by the fields' names in the page."""
    return client.post(url, filled(client.get(url)) | changes)


def filled(response: Any) -> dict[str, Any]:
    """The fields of an opened form as they stand."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    fields = [field for form in forms for field in form]
    return {field.html_name: _sent(field.value()) for field in fields if not _absent(field.value())}


def _absent(value: Any) -> bool:
    return value is None or value is False


def _sent(value: Any) -> Any:
    return "on" if value is True else value.isoformat() if hasattr(value, "isoformat") else value


def row(prefix: str, at: int = 0, /, **values: Any) -> dict[str, Any]:
    """One new inline row, such as row("findings", kind="improvement")."""
    count = {f"{prefix}-TOTAL_FORMS": at + 1}
    return count | {f"{prefix}-{at}-{name}": value for name, value in values.items()}


def errors(response: Any) -> str:
    """All that a refused form says, in one string."""
    context = response.context
    said = list(context["errors"])
    return " ".join(str(part) for errors in said for part in (errors if isinstance(errors, list) else [errors]))
