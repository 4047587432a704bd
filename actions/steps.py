"""The steps of an action as pages: who may, what is asked, what is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from actions import progress
from actions.evidence_files import forget_bytes, keep, keep_once
from actions.form_fields import EvidenceFields
from actions.models import Action, Evidence
from actions.step_forms import AddEvidenceForm, DeliverForm, ReasonForm, StepForm, SupersedeForm
from partnerships.gates import Hats


@dataclass(frozen=True)
class Step:
    """`key` is its name in the workflow, `may` the gate's verb, `url_name` also its part of the address."""

    key: str
    may: str
    url_name: str
    heading: str
    button: str
    done: str
    form: type[StepForm]
    run: Callable[[Action, Any, Any], bool]
    say: str = ""
    weighty: bool = False  # shown as a button, not as a link

    @property
    def is_said(self) -> bool:
        """Whether it is the lead agency's word, which it may want to clear first."""
        return self.may == "deliver"


def _deliver(action: Action, actor: Any, form: DeliverForm) -> bool:
    def deliver(evidence: Evidence | None) -> bool:
        if evidence:
            keep(evidence, actor)
        return action.deliver(actor, form.cleaned_data["difference"])

    return _with_evidence(actor, form, deliver)


def _add_evidence(action: Action, actor: Any, form: AddEvidenceForm) -> bool:
    return _with_evidence(actor, form, lambda evidence: evidence is not None and keep_once(evidence, actor))


def _with_evidence(actor: Any, form: EvidenceFields, then: Callable[[Evidence | None], bool]) -> bool:
    """Bytes that came into the store go again where the step is refused."""
    evidence = form.evidence(actor)
    try:
        with transaction.atomic():
            return then(evidence)
    except Exception:
        if evidence:
            forget_bytes(evidence)
        raise


def _take_back(action: Action, actor: Any, form: ReasonForm) -> bool:
    return action.take_back(actor, form.cleaned_data["reason"])


def _assure(action: Action, actor: Any, form: StepForm) -> bool:
    return action.assure(actor)


def _ask(action: Action, actor: Any, form: ReasonForm) -> bool:
    return action.ask_for_more_evidence(actor, form.cleaned_data["reason"])


def _cancel(action: Action, actor: Any, form: ReasonForm) -> bool:
    return action.cancel(actor, form.cleaned_data["reason"])


def _supersede(action: Action, actor: Any, form: SupersedeForm) -> bool:
    return action.supersede(actor, form.cleaned_data["reason"], form.cleaned_data["by"])


def _reopen(action: Action, actor: Any, form: ReasonForm) -> bool:
    return action.reopen(actor, form.cleaned_data["reason"])


CLOSING, ASKING = "close action", "ask for more evidence"
TAKE_BACK = "Take “delivered” back"
STEPS = (
    Step(
        *("deliver", "deliver", "deliver", "Is it delivered?", "Say it is delivered", "is delivered"),
        *(DeliverForm, _deliver, "It then waits for someone else to assure it. There has to be evidence.", True),
    ),
    Step(
        *("assure", "assure", "assure", "Does the evidence show it?", "Assure", "is assured"),
        *(StepForm, _assure, "Assuring says that the evidence shows what the action set out to do.", True),
    ),
    Step(
        *("add evidence", "deliver", "add-evidence", "What else shows it?", "Add evidence", "has the new evidence"),
        *(AddEvidenceForm, _add_evidence, "The action goes on waiting for assurance.", True),
    ),
    Step(
        *("take back", "deliver", "take-back-delivery", "Is it not delivered after all?", TAKE_BACK),
        *("is not delivered any more", ReasonForm, _take_back, "The work goes on. The evidence stays."),
    ),
    Step(
        *(ASKING, ASKING, "more-evidence", "What is missing?", "Ask for more evidence", "needs more evidence"),
        *(ReasonForm, _ask, "The action goes back to its lead, with what you write here."),
    ),
    Step(
        *("supersede", CLOSING, "supersede", "Does another action take its place?", "Supersede", "is superseded"),
        *(SupersedeForm, _supersede, "It keeps its number and its history, and can be reopened."),
    ),
    Step(
        *("cancel", CLOSING, "cancel", "Will this not be done?", "Cancel the action", "is cancelled"),
        *(ReasonForm, _cancel, "It keeps its number and its history, and can be reopened."),
    ),
    Step(
        *("reopen", CLOSING, "reopen", "Is there more to do?", "Reopen", "is open again"),
        *(ReasonForm, _reopen, "It goes back to where its work stood."),
    ),
)


def open_to(hats: Hats, action: Action) -> list[Step]:
    """The steps that fit where the action stands, and that the person may take."""
    free = not progress.waits(hats, action, action.lead_agency)
    return [
        step for step in STEPS if action.can(step.key) and hats.may(step.may, action) and (free or not step.is_said)
    ]
