"""Setting up security codes: where they come from, proof that they arrive, recovery codes."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, clear_totp_secret
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.account_forms import CodeForm, NewAppForm, WhereFromForm
from partnerships.managers import managers_of
from partnerships.models import SecondFactor
from partnerships.signing_in import codes
from partnerships.signing_in.closed import WANTED, SignedIn, lacks_second_factor, must_have_one
from partnerships.signing_in.second_factor import recovery_codes, renew_recovery_codes, use_app
from partnerships.signing_in.sure import sure_who

MAILED = "code_to_prove_mail"  # in the session: what codes.send gave
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@sure_who
def choose(request: SignedIn) -> HttpResponse:
    form = WhereFromForm(request.POST or None)
    if not form.is_valid():
        return render(request, "mfa/choose.html", {"form": form, "must": lacks_second_factor(request)})
    if form.cleaned_data["where"] == SecondFactor.APP:
        return redirect("second_factor_app")
    _mail(request)
    return redirect("second_factor_mail")


@get_or_post
@sure_who
def app(request: SignedIn) -> HttpResponse:
    """Shows the app's secret, and takes a code that proves that the app has it."""
    if request.method == "POST" and SECRET_SESSION_KEY not in request.session:  # done already: a second click
        return redirect("recovery_codes" if request.user.second_factor else "second_factor")
    form = NewAppForm(request.POST or None, user=request.user)
    if form.is_valid():
        use_app(request.user, form.secret)
        clear_totp_secret(request)
        update_session_auth_hash(request, request.user)
        messages.success(request, "Your authenticator app is set up.")
        return redirect("recovery_codes")
    address = get_adapter().build_totp_url(request.user, form.secret)
    picture = mark_safe(get_adapter().build_totp_svg(address).partition("?>")[2])  # noqa: S308 (drawn by qrcode)
    secret = " ".join(form.secret[at : at + 4] for at in range(0, len(form.secret), 4))
    return render(request, "mfa/app.html", {"form": form, "picture": picture, "secret": secret})


@get_or_post
@sure_who
def mail(request: SignedIn) -> HttpResponse:
    """Takes the code that was mailed, which proves that mail arrives."""
    if "another" in request.POST:
        _mail(request)
        return redirect("second_factor_mail")
    kept = request.session.get(MAILED)
    if kept is None:  # done already, or never begun
        return redirect("account" if request.user.second_factor else "second_factor")
    form = CodeForm(request.POST or None, check=lambda typed: codes.fits(request, request.user, kept, typed))
    if form.is_valid():
        request.user.set_up_second_factor(request.user, SecondFactor.MAIL)
        del request.session[MAILED]
        update_session_auth_hash(request, request.user)
        messages.success(request, f"From now on we send a security code to {request.user.email} when you sign in.")
        return onward(request)
    context = {"form": form, "person": request.user, "minutes": codes.MINUTES, "setting_up": True}
    context["managers"] = managers_of(request.user)
    return render(request, "mfa/mail_code.html", context)


@get_or_post
@sure_who
def recovery(request: SignedIn) -> HttpResponse:
    """Shows the recovery codes until the person says that they are kept; then never again."""
    found = recovery_codes(request.user)
    if found is None:
        return redirect("second_factor")
    if request.method == "POST":
        found.mark_as_viewed()
        return onward(request)
    shown = [] if found.did_view else found.get_unused_codes()
    return render(request, "mfa/recovery_codes.html", {"codes": shown, "left": len(found.get_unused_codes())})


@require_safe
@sure_who
def recovery_file(request: SignedIn) -> HttpResponse:
    """The same as text to keep, as long as they are shown."""
    found = recovery_codes(request.user)
    if found is None or found.did_view:
        raise Http404
    lines = [f"JTAI Tracker: recovery codes of {request.user.email}", "Each can be used once.", ""]
    text = "\r\n".join([*lines, *found.get_unused_codes(), ""])
    headers = {"Content-Disposition": 'attachment; filename="recovery-codes.txt"'}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)


@require_POST
@sure_who
def new_recovery_codes(request: SignedIn) -> HttpResponse:
    if recovery_codes(request.user) is None:
        return redirect("second_factor")
    renew_recovery_codes(request.user)
    return redirect("recovery_codes")


@require_POST
@sure_who
def remove(request: SignedIn) -> HttpResponse:
    """For who need not have a second factor."""
    if request.user.second_factor and not must_have_one(request.user):
        request.user.remove_second_factor(request.user)
        update_session_auth_hash(request, request.user)
        messages.success(request, "You sign in without security codes from now on.")
    elif request.user.second_factor:
        messages.warning(request, "Your role needs security codes. You can change where you get them.")
    return redirect("account")


def onward(request: SignedIn) -> HttpResponse:
    """To where they were going when codes came between, else to their account."""
    return redirect(request.session.pop(WANTED, None) or "account")


def _mail(request: SignedIn) -> None:
    try:
        request.session[MAILED] = codes.send(request, request.user)
    except codes.TooMany as too_many:
        messages.warning(request, str(too_many))
