"""What the API tells, a module for each kind of record: what a row says, how it is narrowed, where it comes from."""

from . import actions, agencies, findings, letters, measures, partnerships, statements, updates

RESOURCES = (
    partnerships.RESOURCE,
    agencies.RESOURCE,
    letters.RESOURCE,
    findings.RESOURCE,
    actions.RESOURCE,
    updates.RESOURCE,
    measures.MEASURES,
    measures.READINGS,
    statements.STATEMENTS,
    statements.TIMETABLE,
)
