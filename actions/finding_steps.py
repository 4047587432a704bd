"""What can be said of a finding, as pages: who may, what is asked, what is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from actions import adding, closing
from actions.adding_forms import AddActionForm, AlsoForm
from actions.finding_forms import CloseForm, DecisionForm, FindingForm, OpinionForm, RatingForm, ReopenForm, ThemeForm
from actions.measure_forms import AddMeasureForm
from actions.models import Action, Decision, ImpactRating, Measure, Opinion
from actions.once import enter_once
from findings.models import Finding
from partnerships.gates import Hats

NOT_SAID = ("version", "opened", "all_the_same")  # fields of forms that are no part of what is recorded


def always(_finding: Finding) -> bool:
    return True


def while_open(finding: Finding) -> bool:
    return finding.closed_at is None


def while_closed(finding: Finding) -> bool:
    return finding.closed_at is not None


@dataclass(frozen=True)
class FindingStep:
    """`may` is the gate's verb, `url_name` also its part of the address; `run` is False where it was done before."""

    url_name: str
    may: str
    heading: str
    button: str
    done: str
    form: type[FindingForm]
    run: Callable[[Finding, Any, Any], bool]
    fits: Callable[[Finding], bool] = always
    say: str = ""

    @property
    def name(self) -> str:
        return f"finding_{self.url_name}"


def _told(form: FindingForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name not in NOT_SAID}


def _about(finding: Finding, actor: Any) -> dict[str, Any]:
    return {"partnership_id": finding.partnership_id, "finding": finding, "said_by_id": actor.pk}


def _theme(finding: Finding, actor: Any, form: ThemeForm) -> bool:
    return finding.change(actor, "named theme", theme=form.cleaned_data["theme"])


def _measure(finding: Finding, actor: Any, form: AddMeasureForm) -> bool:
    measure = Measure(partnership_id=finding.partnership_id, finding=finding, **_told(form))
    return enter_once(measure, actor, "added measure")


def _rate(finding: Finding, actor: Any, form: RatingForm) -> bool:
    return enter_once(ImpactRating(**_about(finding, actor), **_told(form)), actor, "rated impact")


def _decide(finding: Finding, actor: Any, form: DecisionForm) -> bool:
    return closing.decide(Decision(**_about(finding, actor), **_told(form)), actor)


def _give_opinion(finding: Finding, actor: Any, form: OpinionForm) -> bool:
    return enter_once(Opinion(**_about(finding, actor), **_told(form)), actor, "gave opinion")


def _close(finding: Finding, actor: Any, form: CloseForm) -> bool:
    return closing.close(Decision(**_about(finding, actor), **_told(form)), actor)


def _reopen(finding: Finding, actor: Any, form: ReopenForm) -> bool:
    return closing.reopen(finding, actor, form.cleaned_data["reason"])


def _add_action(finding: Finding, actor: Any, form: AddActionForm) -> bool:
    return adding.add_action(Action(finding=finding, **_told(form)), actor)


def _also(finding: Finding, actor: Any, form: AlsoForm) -> bool:
    return adding.also_answers(finding, form.cleaned_data["action"], actor)


FINDING_STEPS = (
    FindingStep(
        *("add-action", "write action", "What will be done?", "Add the action", "The action is added."),
        *(AddActionForm, _add_action, while_open),
    ),
    FindingStep(
        *("also", "plan", "Does another action answer it too?", "Say that it answers it too", "Said."),
        *(AlsoForm, _also, while_open, "The action keeps its own finding, its number and its lead."),
    ),
    FindingStep(
        *("theme", "plan", "What is it about?", "Save the theme", "The theme is saved."),
        *(ThemeForm, _theme, always, "Findings with the same theme can be brought together in the list of findings."),
    ),
    FindingStep(
        *("add-measure", "measure", "What will show that it got better?", "Add the measure", "The measure is added."),
        *(AddMeasureForm, _measure, always, "Readings are added once the measure is there."),
    ),
    FindingStep(
        *("rate", "rate impact", "What has changed for children?", "Rate the impact", "The impact is rated."),
        *(RatingForm, _rate, always, "“Embedded” needs two measures with readings."),
    ),
    FindingStep(
        *("decide", "decide", "What was decided?", "Record the decision", "The decision is recorded."),
        *(DecisionForm, _decide),
    ),
    FindingStep(
        *("opinion", "give opinion", "What does the evidence show?", "Give the opinion", "Your opinion is recorded."),
        *(OpinionForm, _give_opinion),
    ),
    FindingStep(
        *("close", "close finding", "Can this finding be closed?", "Close the finding", "The finding is closed."),
        *(CloseForm, _close, while_open, "It can be reopened, with a reason."),
    ),
    FindingStep(
        *("reopen", "close finding", "Why is it opened again?", "Reopen the finding", "The finding is open again."),
        *(ReopenForm, _reopen, while_closed),
    ),
)


def open_to(hats: Hats, finding: Finding) -> dict[str, FindingStep]:
    """By the last part of their address: the steps that fit where the finding stands, and that the person may take."""
    return {
        step.url_name.replace("-", "_"): step
        for step in FINDING_STEPS
        if step.fits(finding) and hats.may(step.may, finding)
    }
