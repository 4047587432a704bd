"""A form as somebody sends it who fills in everything that it takes."""

from django.forms import BooleanField, CharField, ChoiceField, DateField, DecimalField, FileField, IntegerField


def typed(field, text, day, number):
    """What somebody types who fills in everything that a field takes."""
    if isinstance(field, FileField):
        return None
    if isinstance(field, DateField):
        return day
    if isinstance(field, BooleanField):
        return "on"
    if isinstance(field, ChoiceField):
        return next((value for value, _ in field.choices if value), None)
    if isinstance(field, IntegerField | DecimalField):
        return number
    return text[: field.max_length or None] if isinstance(field, CharField) else number


def filled(form, text, day, number="9" * 40):
    told = {form.add_prefix(key): typed(field, text, day, number) for key, field in form.fields.items()}
    told |= {form[key].html_name: form[key].value() for key in form.fields if form[key].is_hidden}
    return {key: value for key, value in told.items() if value is not None}
