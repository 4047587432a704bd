"""Data entry for the people who sign in."""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.password_validation import validate_password
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from partnerships.admin.user_verbs import SignInVerbs
from partnerships.historic_admin import EnteredHere, HistoricAdmin
from partnerships.historic_forms import HistoricForm
from partnerships.models import Membership, User


class AdministratorForm(HistoricForm):
    """One tick where Django has two flags that mean little alone."""

    administrator = forms.BooleanField(
        required=False, help_text="Opens this site and sees every partnership. Others get their roles below."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["administrator"] = self.instance.is_staff and self.instance.is_superuser

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.instance.is_staff = self.instance.is_superuser = cleaned.get("administrator", False)
        return cleaned


class NewUserForm(AdministratorForm):
    """E-mail, name, and a first password where the administrator wants to give one."""

    password = forms.CharField(
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Empty: they are invited from their partnership’s page of people. Administrators need one.",
    )
    password_again = forms.CharField(
        required=False, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        password = cleaned.get("password")
        if password != cleaned.get("password_again"):
            self.add_error("password_again", "The two passwords differ. Type both again.")
        elif cleaned.get("administrator") and not password:
            self.add_error("password", "Give an administrator a first password: nobody invites them.")
        elif password:
            person = User(email=cleaned.get("email", ""), name=cleaned.get("name", ""))
            try:
                validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        self.instance.set_password(self.cleaned_data["password"] or None)
        return super().save(commit)


class UserForm(AdministratorForm):
    """Refuses that an administrator shuts themself out; another one can do it."""

    editor: User | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance == self.editor and not (cleaned.get("is_active") and cleaned.get("administrator")):
            raise forms.ValidationError("You cannot end your own access. Another administrator can.")
        return cleaned


class RoleTable(EnteredHere):
    model = Membership
    fk_name = "user"
    fields = ("partnership", "role", "agency", "expires_on")
    autocomplete_fields = ("agency",)
    select_related = ("partnership", "agency", "user")


@admin.register(User)
class UserAdmin(SignInVerbs, HistoricAdmin):
    form = UserForm
    list_display = ("email", "name", "is_active", "is_administrator", "second_factor", "last_login")
    list_filter = ("is_active", "is_superuser", "second_factor")
    search_fields = ("email", "name")
    fieldsets = (
        (None, {"fields": ["email", "name", "is_active", "administrator"]}),
        ("Signing in", {"fields": ["second_factor", "date_joined", "last_login"]}),
    )
    add_fieldsets = (
        (None, {"fields": ["email", "name", "administrator", "password", "password_again", "seen_version"]}),
    )
    readonly_fields = ("second_factor", "date_joined", "last_login")
    inlines = (RoleTable,)
    instead_of_deleting = "To end this person's access, clear “Active”."
    change_form_template = "admin/change_user.html"

    @admin.display(description="Administrator", boolean=True)
    def is_administrator(self, user: User) -> bool:
        return user.is_administrator

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        return super().get_fieldsets(request, obj) if obj else self.add_fieldsets

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **({} if obj else {"form": NewUserForm}) | kwargs)
        return type(form.__name__, (form,), {"editor": request.user})

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            EmailAddress.objects.filter(user=obj).delete()  # the former address no longer signs in

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.password_view)
        return [path("<int:user_id>/password/", view, name="set_password"), *super().get_urls()]

    @method_decorator(sensitive_post_parameters())
    def password_view(self, request: HttpRequest, user_id: int) -> HttpResponse:
        user = self.get_object(request, str(user_id))
        if user is None:
            raise Http404
        form = SetPasswordForm(user, request.POST or None)
        if form.is_valid():
            user.give_password(request.user, form.cleaned_data["new_password1"])
            update_session_auth_hash(request, user)
            messages.success(request, f"The password of {user} is changed.")
            return redirect("admin:partnerships_user_change", user.pk)
        context = {"form": form, "title": f"Set a password for {user}", "opts": self.opts, "original": user}
        return TemplateResponse(request, "admin/set_password.html", self.admin_site.each_context(request) | context)
