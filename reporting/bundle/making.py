"""A bundle for an inspector, as a zip that is handed on while it is made: a finding after the other, the index last."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from actions.models import Action, Evidence
from findings.models import Finding
from partnerships.marking import marking_lines
from partnerships.models import Partnership
from reporting.bundle.document import document
from reporting.bundle.index import Index
from reporting.bundle.paths import Paths
from reporting.bundle.rows import FindingRows, fetch
from reporting.documents.blocks import Document
from reporting.documents.pdf import NotMade
from reporting.exchange.files import Kept, copied
from reporting.exchange.zip_stream import ZipStream
from reporting.statements.files import as_file

LOST = "[not in the store of files]"
NOT_MADE = "[could not be made: {}]"


class Bundle:
    """`findings`: those chosen, in their order, with their letters; all may be seen by `user`."""

    def __init__(self, partnership: Partnership, findings: Sequence[Finding], user: Any, now: dt.datetime) -> None:
        self.partnership, self.findings, self.user, self.now = partnership, findings, user, now
        self.marking = marking_lines([partnership])
        self.made = f"Made by {user}, {now:%-d %B %Y at %H:%M}"
        self.paths = Paths(self.marking[0], partnership.area, now.date(), len({one.letter_id for one in findings}))
        self.index = Index()
        self._zip = ZipStream(now)
        self._there: dict[int, str] = {}  # by the key of a piece of evidence, where it is

    @property
    def file_name(self) -> str:
        return f"{self.paths.root}.zip"

    def chunks(self) -> Iterator[bytes]:
        for finding in self.findings:
            rows = fetch(finding.pk, self.user)
            yield from self._evidence(rows)
            path, drawn = self.paths.document(finding), document(rows, self._there, self.marking, self.made)
            where = yield from self._document(path, drawn)
            self.index.add_document(finding, where, self._zip.sealed.get(path, ""))
        index = self.index.as_document(str(self.partnership), self.marking, self.made)
        yield from self._document(self.paths.index("pdf"), index)
        lines = self.index.as_csv(self.marking, self.made)
        yield from self._zip.entry(self.paths.index("csv"), (line.encode() for line in lines))
        yield self._zip.end()

    def _evidence(self, rows: FindingRows) -> Iterator[bytes]:
        for action in rows.actions:
            for number, one in enumerate(rows.evidence(action), start=1):
                if one.pk not in self._there:
                    yield from self._piece(rows.finding, action, number, one)

    def _piece(self, finding: Finding, action: Action, number: int, one: Evidence) -> Iterator[bytes]:
        path = sha256 = ""
        if not one.is_taken_out and one.content:
            path = self.paths.evidence(finding, action, number, one)
            with copied(Kept(one._meta.get_field("content"), str(one.content.name), one.name, "")) as copy:
                if copy:
                    yield from self._zip.entry(path, copy.chunks(), packed=False)
                sha256, path = (copy.sha256, path) if copy else ("", f"/{LOST}")
        self.index.add_evidence(finding, action, one, path, sha256)
        self._there[one.pk] = self.index.evidence[-1].where

    def _document(self, path: str, drawn: Document) -> Any:
        """What of the zip is ready; returns where the document is, or that it could not be made."""
        try:
            content = as_file(drawn, "pdf")
        except NotMade as wrong:
            return f"/{NOT_MADE.format(wrong)}"
        yield from self._zip.entry(path, [content], packed=False)
        return path
