"""allauth's forms in this service's words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm

LABELS = {
    "login": "E-mail address",
    "email": "E-mail address",
    "password": "Password",
    "oldpassword": "Your password now",
    "password1": "New password",
    "password2": "New password, once more",
}
MISSING = {
    "login": "Enter your e-mail address.",
    "email": "Enter your e-mail address.",
    "password": "Enter your password.",
    "oldpassword": "Enter the password you have now.",
    "password1": "Enter a new password.",
    "password2": "Enter the new password once more.",
}


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


class SignInForm(InOurWords, LoginForm):
    pass


class NewPasswordForm(InOurWords, ChangePasswordForm):
    pass


class ForgottenPasswordForm(InOurWords, ResetPasswordForm):
    pass


class ResetForm(InOurWords, ResetPasswordKeyForm):
    pass
