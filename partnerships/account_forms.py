"""allauth's forms in this service's words, and the forms for security codes."""

from collections.abc import Callable
from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.http import HttpRequest

from partnerships.models import SecondFactor, User
from partnerships.signing_in import codes
from partnerships.signing_in.later import later
from partnerships.signing_in.second_factor import first_use

LABELS = {
    "login": "E-mail address",
    "email": "E-mail address",
    "password": "Password",
    "oldpassword": "Your password now",
    "password1": "New password",
    "password2": "New password, once more",
    "code": "Security code",
}
MISSING = {
    "login": "Enter your e-mail address.",
    "email": "Enter your e-mail address.",
    "password": "Enter your password.",
    "oldpassword": "Enter the password you have now.",
    "password1": "Enter a new password.",
    "password2": "Enter the new password once more.",
    "code": "Enter the security code.",
}
CODE = {"autocomplete": "one-time-code", "class": "govuk-input--width-10", "spellcheck": "false"}


class InOurWords:
    """Labels instead of placeholders, and errors that say what to do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = LABELS[name]
            field.error_messages["required"] = MISSING[name]
            field.widget.attrs.pop("placeholder", None)
            if field.help_text and name != "password1":  # the link to a new password stands below the form
                field.help_text = ""
            if name == "code":
                field.widget.attrs |= CODE
                field.max_length = 20


class SignInForm(InOurWords, LoginForm):
    pass


class NewPasswordForm(InOurWords, ChangePasswordForm):
    pass


class ForgottenPasswordForm(InOurWords, ResetPasswordForm):
    """Whether there is an account is looked up after the answer: neither its words nor its time tell."""

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        later(_send_link, request, self.cleaned_data["email"])
        return self.cleaned_data["email"]


def _send_link(request: HttpRequest, email: str) -> None:
    """Not to who is still to come: their way in is the invitation, which lasts as long as it says."""
    found = User.objects.filter(email__iexact=email).first()
    if found and found.is_to_come:
        return
    with context.request_context(request):
        form = ResetPasswordForm({"email": email})
        if form.is_valid():
            form.save(request)


class ResetForm(InOurWords, ResetPasswordKeyForm):
    pass


class WhoAreYouForm(InOurWords, ReauthenticateForm):
    pass


class OneUse:
    """A code of the app or a recovery code: tries are counted over the day too, and no code serves twice."""

    user: Any

    def clean_code(self) -> str:
        try:
            tried = codes.counted(context.request, self.user)
        except codes.TooMany as too_many:
            raise forms.ValidationError(str(too_many)) from None
        with tried:
            code: str = super().clean_code()  # type: ignore[misc]
            tried.right = first_use(self.user, code)
            if not tried.right:
                raise get_adapter().validation_error("incorrect_code")
            return code


class AppCodeForm(InOurWords, OneUse, AuthenticateForm):
    pass


class WhoAreYouByCodeForm(InOurWords, OneUse, ReauthenticateByCodeForm):
    pass


class NewAppForm(InOurWords, ActivateTOTPForm):
    def clean_code(self) -> str:
        try:
            return super().clean_code()
        except forms.ValidationError as error:
            if error.code != "incorrect_code":
                raise
            raise forms.ValidationError("This code does not fit. Type the 6 digits that the app shows now.") from None


class CodeForm(InOurWords, forms.Form):
    """A mailed code. `check` says whether what was typed fits, or raises codes.TooMany."""

    code = forms.CharField(widget=forms.TextInput(attrs={"inputmode": "numeric"}))

    def __init__(self, *args: Any, check: Callable[[str], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check = check

    def clean_code(self) -> str:
        try:
            fits = self.check(self.cleaned_data["code"])
        except codes.TooMany as too_many:
            raise forms.ValidationError(str(too_many)) from None
        if not fits:
            raise forms.ValidationError("This code does not fit or is too old. Type the newest one, or get another.")
        return self.cleaned_data["code"]


class WhereFromForm(forms.Form):
    """Where a person's security codes come from."""

    where = forms.ChoiceField(
        label="Where do you want to get the codes?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where you want to get the codes."},
        choices=(
            (SecondFactor.APP, "An authenticator app on my phone, tablet or computer"),
            (SecondFactor.MAIL, "My work e-mail, because phones are not allowed where I work"),
        ),
    )
