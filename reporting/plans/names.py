"""Whom an older plan’s names mean: agencies and officers that are known, or new ones to be added."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from findings.naming import agency_for_all
from findings.reading.agency_names import GENERIC
from findings.reading.same_body import same_body
from findings.reading.sectors import sector_of
from partnerships.models import Agency, Officer, Partnership, Sector

NEW, NOBODY = "new", ""
EVERYBODY = frozenset(
    {"all", "all agencies", "all partners", "partnership", "the partnership", "multi agency", "everyone"}
)
NO_NAME = frozenset({"", "tbc", "tbd", "tba", "n a", "na", "none", "various", "vacant", *EVERYBODY})
PARTS = re.compile(r"[ \t]*(?:[/;,&+\n]|\band\b)[ \t\n]*")
TITLE = re.compile(r"\A([^,(\n–]{3,80}?)[ \t]*(?:,|\(|\n| [–-] )[ \t]*(.{2,300}?)\)?\Z", re.DOTALL)
ALIKE = re.compile(r"[^\w]+")


def plain(name: str) -> str:
    return ALIKE.sub(" ", name.casefold()).strip()


@dataclass
class People:
    """The agencies and officers of a partnership that `user` can see, asked for by names."""

    partnership: Partnership
    today: dt.date
    user: Any
    agencies: list[Agency] = field(default_factory=list)
    officers: list[Officer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.agencies = list(self.partnership.agencies.visible_to(self.user).select_related("successor"))
        here = self.partnership.officers.visible_to(self.user).here_on(self.today).may_own()
        self.officers = list(here.select_related("agency"))

    def agency(self, text: str) -> Agency | None:
        """By its name, its initials, or as the only one of its sector; of several named together the first."""
        found = self._agency(text)
        if found is None and len(parts := [part for part in PARTS.split(text) if part]) > 1:
            found = self._agency(parts[0])
        return found.on(self.today) if found else None

    def _agency(self, text: str) -> Agency | None:
        words = plain(text)
        if words in EVERYBODY or words in (plain(self.partnership.name), plain(self.partnership.area)):
            return _only(one for one in self.agencies if one.sector == Sector.PARTNERSHIP)
        exact = [one for one in self.agencies if plain(one.name) == words]
        alike = [one for one in self.agencies if same_body(one.name, text)]
        short = [one for one in self.agencies if len(words) > 2 and _initials(one.name) == words]
        holds = [one for one in self.agencies if len(words) > 2 and f" {words} " in f" {plain(one.name)} "]
        return _only(exact) or _only(alike) or _only(short) or self._of_sector(text, words) or _only(holds)

    def _of_sector(self, text: str, words: str) -> Agency | None:
        """ "Police", "the council", "Health", where there is one."""
        sector = sector_of(text)
        if not sector or not words or not GENERIC.issuperset({*words.split()} - {"the", "social"}):
            return None
        return _only(one for one in self.agencies if one.sector == sector.value and one.successor is None)

    def officer(self, text: str) -> Officer | None:
        """By name, also with more behind it, or by job title; of several named together the first."""
        words = f" {plain(text)} "
        exact = [one for one in self.officers if f" {plain(one.name)} " == words]
        titled = [one for one in self.officers if one.job_title and f" {plain(one.job_title)} " == words]
        begins = [one for one in self.officers if words.startswith(f" {plain(one.name)} ")]
        holds = [one for one in self.officers if f" {plain(one.name)} " in words]
        return _only(exact) or _only(begins) or _only(holds) or _only(titled)

    def choices_of(self, kind: str) -> list[tuple[str, str]]:
        """Values and words of what a name can mean."""
        if kind == "agencies":
            known = [(str(one.pk), str(one)) for one in self.agencies if one.successor is None]
            return [(NOBODY, "Leave the lead that stands"), (NEW, "Add it as a new agency"), *known]
        known = [(str(one.pk), f"{one}{f' ({one.agency})' if one.agency else ''}") for one in self.officers]
        return [(NOBODY, "Nobody yet"), (NEW, "Add them as a new officer"), *known]

    def guess(self, kind: str, text: str) -> str:
        """What a name means while nobody has said otherwise."""
        found = self.agency(text) if kind == "agencies" else self.officer(text)
        if found:
            return str(found.pk)
        if kind == "agencies":
            own = not GENERIC.issuperset(plain(text).split())
            return NEW if own and sector_of(text) and not PARTS.search(text.strip()) else NOBODY
        return NOBODY if plain(text) in NO_NAME else NEW


@dataclass
class Named:
    """Turns names into agencies and officers as somebody chose; a new one is entered once."""

    people: People
    actor: Any
    chosen: Mapping[str, Mapping[str, str]]  # by "agencies" and "officers"
    added: dict[tuple[str, str], Any] = field(default_factory=dict)

    def choice(self, kind: str, text: str) -> str:
        told = self.chosen.get(kind, {})
        return told[text] if text in told else self.people.guess(kind, text)

    def agency(self, text: str) -> Agency | None:
        choice = self.choice("agencies", text) if text else NOBODY
        if choice == NEW:
            return self._new(("agencies", plain(text)), self._agency_called(text))
        return next((one for one in self.people.agencies if str(one.pk) == choice), None)

    def officer(self, text: str, agency: Agency) -> Officer | None:
        choice = self.choice("officers", text) if text else NOBODY
        if choice == NEW:
            return self._new(("officers", plain(text)), self._officer_called(text, agency))
        return next((one for one in self.people.officers if str(one.pk) == choice), None)

    def for_all(self) -> Agency:
        return agency_for_all(self.people.partnership, self.actor)

    def _new(self, key: tuple[str, str], record: Any) -> Any:
        """The one of that name there is all the same, or a new one."""
        if key not in self.added:
            self.added[key] = self._there_is(record) or record.enter(self.actor)
        return self.added[key]

    def _there_is(self, record: Any) -> Any:
        is_agency = isinstance(record, Agency)
        known = self.people.agencies if is_agency else self.people.officers
        same = next((one for one in known if plain(one.name) == plain(record.name)), None)
        if same or not is_agency:
            return same
        return self.people.partnership.agencies.named(record.name).first()  # one that the person cannot see

    def _agency_called(self, text: str) -> Agency:
        sector = sector_of(text)
        name = " ".join(text.split())[:300]
        return Agency(partnership=self.people.partnership, name=name, sector=sector.value if sector else Sector.OTHER)

    def _officer_called(self, text: str, agency: Agency) -> Officer:
        found = TITLE.match(text.strip())
        name, title = (found[1], found[2]) if found else (text, "")
        told = {"name": " ".join(name.split())[:300], "job_title": " ".join(title.split())[:300]}
        return Officer(partnership=self.people.partnership, agency=agency, **told)


def _only(found: Iterable[Any]) -> Any:
    """The one there is; None for none, or several."""
    several = list(found)
    return several[0] if len(several) == 1 else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in plain(name).split() if word not in ("and", "of", "the", "for"))
