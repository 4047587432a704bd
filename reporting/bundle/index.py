"""What leads to each thing in a bundle: a PDF to read, and the same rows as CSV."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from actions.models import Action, Evidence
from findings.models import Finding
from partnerships.csv_rows import csv_lines
from reporting.documents.blocks import Column, Document, Heading, Note, Paragraph, Table

HEADINGS = ("Letter", "Finding", "Action", "What", "In this bundle", "Link", "Added", "SHA-256")
SHOWN = 300  # characters of a finding


@dataclass(frozen=True)
class Line:
    """A document or a piece of evidence, and where it is: `path` within the bundle, or `link`."""

    finding: Finding
    what: str
    path: str = ""
    action: str = ""
    link: str = ""
    added: str = ""
    sha256: str = ""

    @property
    def where(self) -> str:
        """For people: the path without the outermost folder."""
        return self.path.partition("/")[2] or self.link


@dataclass
class Index:
    documents: list[Line] = field(default_factory=list)
    evidence: list[Line] = field(default_factory=list)

    def add_document(self, finding: Finding, path: str, sha256: str) -> None:
        self.documents.append(Line(finding, finding.text, path, sha256=sha256))

    def add_evidence(self, finding: Finding, action: Action, one: Evidence, path: str, sha256: str) -> None:
        added = f"{timezone.localdate(one.added_at):%-d %B %Y}"
        link = one.link if not path else ""
        self.evidence.append(Line(finding, one.title, path, action.number, link, added, sha256))

    def as_csv(self, marking: Sequence[str], made: str) -> Iterator[str]:
        head = [*([line] for line in marking), [made], [], [*HEADINGS]]
        return csv_lines([*head, *map(_cells, [*self.documents, *self.evidence])])

    def as_document(self, area: str, marking: Sequence[str], made: str) -> Document:
        findings = [[one.finding.code, _short(one.what), str(one.finding.letter), one.where] for one in self.documents]
        evidence = [[one.action, one.what, one.added, one.where] for one in self.evidence]
        to_findings = (Column("Number", 0.7), Column("Finding", 3), Column("Letter", 1.4), Column("Document", 3))
        to_evidence = (
            Column("Action", 0.8),
            Column("What it shows", 2),
            Column("Added", 1.2),
            Column("File or link", 3),
        )
        return Document(
            title="Findings, and what was done about them",
            subtitle=area,
            author=area,
            subject="Index of a bundle for an inspector",
            marking=marking[0],
            handling=" ".join(marking[1:]),
            made=made,
            landscape=True,
            blocks=[
                Paragraph(
                    "Each finding has a document of its own; its evidence lies in folders by finding and action."
                ),
                Heading("Findings"),
                Table("The findings in this bundle", to_findings, findings),
                Heading("Evidence"),
                Table("The evidence in this bundle", to_evidence, evidence) if evidence else Note("There is none."),
            ],
        )


def _cells(line: Line) -> list[str]:
    about = [str(line.finding.letter), line.finding.code, line.action, line.what]
    return [*about, line.path, line.link, line.added, line.sha256]


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(' ', 1)[0]} …"
