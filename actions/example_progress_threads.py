"""One example action, from its first words to where it stands: the steps that people take, each by its own verb."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from actions.evidence_files import from_file, keep
from actions.example_progress_clock import Script
from actions.example_progress_people import People
from actions.example_progress_stories import MARK, Story
from actions.models import Action, Brag, Contributor, DateChange, Evidence, Opinion, Update
from actions.models.updates import Kind
from partnerships.models import Agency, Role, User

SHOWS = "month,looked at,good enough\nfirst,20,{0}\nsecond,20,{1}\nthird,20,{2}\n"


@dataclass
class Thread:
    """Days are counted from the script's today. The action is read anew for each step, as a page would."""

    script: Script
    people: People
    key: int  # of the action
    story: Story

    def action(self) -> Action:
        return Action.objects.select_related("finding", "letter", "partnership", "lead_agency").get(pk=self.key)

    def write(self, days: int) -> None:
        self.script.on(
            days, lambda: self._by_manager("write action").write_text(self.manager, MARK + self.story.action)
        )

    def plan(self, days: int, target: int | None, start: int | None = None) -> None:
        def do() -> None:
            action = self._by_manager("write action")
            values = {
                "lead_officer": self.people.officer(action.lead_agency),
                "measure_of_success": MARK + self.story.success,
            }
            dates = {name: self._day(day) for name, day in (("target_date", target), ("planned_start", start))}
            action.change(self.manager, "planned", **values, **dates)

        self.script.on(days, do)

    def say(self, days: int, number: int, declared: Brag = Brag.GREEN, kind: Kind = Kind.PROGRESS) -> None:
        """What the story tells at its `number`th update."""
        self.script.on(days, lambda: self._say(self.action(), number, declared, kind))

    def _say(self, action: Action, number: int, declared: Brag, kind: Kind) -> None:
        worker = self.people.may(self.people.worker(action), "record progress", action)
        text = self.story.stuck if kind == Kind.NEED_HELP else self.story.told[number]
        update = self._update(action, action.lead_agency, worker, text, kind)
        update.declared = declared
        update.next_step = MARK + self.story.next_step
        update.record(worker)

    def _update(self, action: Action, agency: Agency, author: User, text: str, kind: Kind = Kind.PROGRESS) -> Update:
        said = {"text": MARK + text if text else "", "kind": kind, "author": author, "is_example": True}
        return Update(partnership=action.partnership, action=action, agency=agency, **said)

    def no_change(self, days: int) -> None:
        def do() -> None:
            action = self.action()
            worker = self.people.may(self.people.worker(action), "record progress", action)
            self._update(action, action.lead_agency, worker, "", Kind.NO_CHANGE).record(worker)

        self.script.on(days, do)

    def waits(self, days: int) -> None:
        """The agency clears what its contributor says, and has not done so yet."""

        def do() -> None:
            action = self.action()
            author = self.people.may(Role.CONTRIBUTOR, "record progress", action)
            if not action.lead_agency.clears_updates:
                action.lead_agency.change(self.manager, "changed", clears_updates=True)
            self._update(action, action.lead_agency, author, self.story.told[2]).record(author, needs_clearing=True)

        self.script.on(days, do)

    def part(self, days: int, agency: Agency, part: str, says: str = "") -> None:
        """Another agency has its part, and later says how it goes."""

        def do() -> None:
            action = self._by_manager("plan")
            fields = {"agency": agency, "officer": self.people.officer(agency), "part": MARK + part}
            held = action.contributors.filter(agency=agency).first()
            if held:
                held.change(self.manager, "changed the part of", officer=fields["officer"], part=fields["part"])
            else:
                Contributor(partnership=action.partnership, action=action, **fields).take_part(self.manager)

        def tell() -> None:
            action = self.action()
            officer = self.people.officer(agency)
            author = self.people.may(officer.user or self.manager, "record progress", action)
            self._update(action, agency, author, says).record(author)

        self.script.on(days, do)
        if says:
            self.script.on(days + 40, tell)

    def prove(self, days: int, file: bool = False) -> None:
        """A small file, or a link."""
        self.script.on(days, lambda: self._prove(self.action(), file))

    def _prove(self, action: Action, file: bool) -> None:
        worker = self.people.may(self.people.worker(action), "record progress", action)
        title = MARK + self.story.evidence
        if file:
            name = f"example-{action.number.lower().replace('.', '-')}.csv"
            upload = SimpleUploadedFile(name, SHOWS.format(9 + action.pk % 3, 13, 16 + action.pk % 3).encode())
            evidence = from_file(action, title, upload, worker)
        else:
            link = f"https://files.{worker.email.rsplit('@', 1)[1]}/{action.number.lower()}"
            told = {"title": title, "link": link, "added_by": worker}
            evidence = Evidence(partnership=action.partnership, action=action, **told)
        evidence.is_example = True
        keep(evidence, worker)

    def opinion(self, days: int, text: str) -> None:
        """The scrutineer's, of the piece of evidence that was added last."""

        def do() -> None:
            action = self.action()
            scrutineer = self.people.may(Role.SCRUTINEER, "give opinion", action)
            about = {"finding": action.finding, "action": action, "evidence": action.evidence.last()}
            words = {"text": MARK + text, "said_by": scrutineer}
            Opinion(partnership=action.partnership, **about, **words).give(scrutineer)

        self.script.on(days, do)

    def later_date(self, days: int, wanted: int, answer: int | None = None) -> None:
        """The lead asks; the chair agrees `answer` days from today, or has not said yet."""

        def ask() -> None:
            action = self.action()
            worker = self.people.may(self.people.worker(action), "ask for later date", action)
            told = {"wanted": self.script.day(wanted), "reason": MARK + self.story.stuck, "asked_by": worker}
            DateChange(partnership=action.partnership, action=action, was=action.target_date, **told).ask(worker)

        def agree() -> None:
            change = (
                DateChange.objects.open().select_related("action__lead_agency", "action__finding").get(action=self.key)
            )
            change.agree(self.people.may(Role.CHAIR, "answer date", change))

        self.script.on(days, ask)
        if answer is not None:
            self.script.on(answer, agree)

    def step(self, days: int, role: Role | None, verb: str, name: str, *words: Any) -> None:
        """`name` is the action's verb method; without a role its own lead takes the step."""

        def do() -> None:
            action = self.action()
            actor = self.people.may(role or self.people.worker(action), verb, action)
            getattr(action, name)(actor, *(MARK + word for word in words))

        self.script.on(days, do)

    @property
    def manager(self) -> User:
        return self.people.manager

    def _by_manager(self, verb: str) -> Action:
        action = self.action()
        self.people.may(Role.BUSINESS_MANAGER, verb, action)
        return action

    def _day(self, days: int | None) -> dt.date | None:
        return None if days is None else self.script.day(days)
