"""What the history's verbs are in a sentence after a name. An event keeps its verb for good; its words may change.

A verb that is not here is told as it stands. `{kind}` is what it was done to, such as "officer".
"""

SAID = {
    # any record
    "entered": "added the {kind}",
    "changed": "changed the {kind}",
    "corrected": "corrected the {kind}",
    "reopened": "reopened the {kind}",
    # letters and findings
    "imported": "imported the {kind}",
    "added when imported": "added the {kind} when importing the letter",
    "corrected when imported": "corrected the {kind} when importing the letter",
    "kept file": "kept the file of the letter",
    "listed difference": "listed a difference between two copies",
    "accepted difference": "accepted what a further copy says",
    "kept as it was": "kept what stood before the further copy",
    "accepted from a further copy": "took over what a further copy says",
    "found in a further copy": "noted that a further copy has it too",
    "missing from a further copy": "noted that a further copy does not have it",
    "named in a letter": "took the {kind} from a letter",
    "received": "said on which day the letter came",
    "statement sent": "said when the statement was sent",
    "published": "said that the letter is published",
    "held back until it is published": "held the letter back until it is published",
    "named reader": "named a reader before publication",
    "took back reading": "took a reader before publication back",
    "confirmed lead": "confirmed the lead agency",
    "changed lead": "changed the lead agency",
    "suggested contributor": "suggested a contributing agency",
    "named theme": "named the theme",
    "split": "split the finding",
    "split off": "split a part off a finding",
    "closed": "closed the finding",
    # actions
    "opened": "opened the action, to be written",
    "added": "added the action",
    "wrote the action": "wrote what will be done",
    "planned": "planned who does it and by when",
    "recorded progress": "recorded an update",
    "recorded draft": "recorded an update, to be cleared",
    "cleared update": "cleared an update",
    "updated": "brought the action up to date",
    "started": "started the work",
    "delivered": "said that it is delivered",
    "assured": "assured the action",
    "cancelled": "cancelled the action",
    "superseded": "put another action in its place",
    "asked for later date": "asked for another date",
    "agreed date": "agreed to the new date",
    "declined date": "declined the new date",
    "changed target date": "changed the target date",
    "added contributing agency": "added the contributing agency",
    "added contributing agency again": "added the contributing agency again",
    "changed the part of": "changed the part of the contributing agency",
    "ended the part of": "ended the part of the contributing agency",
    "also answers": "said that the action answers a further finding",
    "said again": "said again that the action answers the finding too",
    "took back": "took back that the action answers the finding too",
    "took out": "took words out",
    # what is measured and said
    "added measure": "added a measure",
    "added reading": "added a reading",
    "rated impact": "rated the impact",
    "decided": "recorded a decision",
    "recorded decision": "recorded a decision",
    "gave opinion": "gave an opinion",
    "raised challenge": "raised a challenge",
    "answered challenge": "answered a challenge",
    "closed challenge": "closed a challenge",
    # the written statement
    "began the statement": "began the written statement",
    "came with its statement": "began the {kind} with its statement",
    "changed the statement": "changed what the statement says, and to whom",
    "wrote": "wrote a section of the statement",
    "moved": "moved a section of the statement",
    "added to the timetable": "added a step to the timetable",
    "changed the timetable": "changed a step of the timetable",
    "reached": "said that a step of the timetable is reached",
    "took off": "took a step off the timetable",
    "asked to agree": "asked an agency to agree to the statement",
    "asked again": "asked an agency again to agree to the statement",
    "named signatory": "named who signs for an agency",
    "no longer asks": "no longer asks an agency to agree",
    "published the statement": "said where the statement is published",
    # meetings
    "called off": "called the meeting off",
    "agreed colour": "recorded the colour that the meeting agreed",
    "kept papers": "kept the papers of the meeting",
    # what the partnership owes others
    "asked for updates": "asked for updates",
    "ended request": "ended the request for updates",
    "chose reminders": "chose their reminders",
    "stopped reminders": "stopped their reminders",
    # people
    "gave role": "gave a role",
    "ended role": "ended a role",
    "changed last day": "changed the last day of a role",
    "invited": "sent an invitation",
    "accepted invitation": "accepted the invitation",
    "withdrew invitation": "withdrew the invitation",
    "reviewed access": "looked through who has access",
    "changed settings": "changed the settings",
    "imported the plan": "brought the plan from another installation",
    "tied": "tied the officer to an account",
    "untied": "untied the officer from the account",
    "set password": "set a new password",
    "set up second factor": "set up security codes",
    "removed second factor": "took the security codes away",
    "came with a plan": "entered the person, who came with a plan",
    "let in": "let the person in, who came with a plan",
    "signed out everywhere": "ended every session",
    "unlinked sign-in": "unlinked an organisation’s account",
    # what leaves by itself
    "made calendar address": "made a calendar address",
    "renewed calendar address": "renewed a calendar address",
    "made token": "made a token for another program",
    "revoked": "revoked the {kind}",
}
UNTOLD = frozenset(  # verbs that only say again what another says that was done with them
    {"updated", "came with its statement"}
)
PLAIN = frozenset(  # verbs that say no more than a single change says itself
    {"changed", "corrected", "planned", "changed settings", "changed target date", "changed last day", "named theme"}
)


def did(verb: str, kind: str) -> str:
    """Such as "added the officer"."""
    return SAID.get(verb, verb).format(kind=kind)


def verb_in_words(verb: str) -> str:
    """Without what it was done to, such as "added"; for a choice of verbs."""
    return SAID.get(verb, verb).replace(" the {kind}", "")
