"""What someone new sets under the link of their invitation."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation

from partnerships.models import User

LONGEST_PASSWORD = 128


class AcceptForm(forms.Form):
    name = forms.CharField(
        label="Your name",
        max_length=200,
        help_text="As colleagues in the partnership know you. Up to 200 characters.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your name.", "max_length": "Your name: up to 200 characters."},
    )
    password = forms.CharField(
        strip=False,
        max_length=LONGEST_PASSWORD,
        help_text="At least 12 characters, up to 128. Three words that do not belong together are easy to remember.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter a password.", "max_length": "Password: up to 128 characters."},
    )
    again = forms.CharField(
        label="Password, once more",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Enter the password once more."},
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", "The two passwords differ. Type both again.")
        elif password:
            try:
                password_validation.validate_password(
                    password, User(email=self.person.email, name=cleaned.get("name", ""))
                )
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned
