"""The sector of an agency, by the words of its name or of a person's role in it."""

import re

from findings.reading.letter import Sector

# In this order: "Police and Crime Commissioner" before a council's words, youth offending before probation, and so on.
PATTERNS = (
    (Sector.YOUTH_JUSTICE, r"youth (?:offending|justice|crime)|\bY(?:OT|OS|JS|JB|OI)s?\b"),
    (
        Sector.SAFEGUARDING_BOARD,
        r"safeguarding (?:children|child|adults?|multi-agency)?[’'s]* ?(?:board|partnership|arrangements|executive)"
        r"|safeguarding .{0,40}(?:board|partnership|arrangements)|\b[A-Z]{0,4}(?:LSCB|SCB|LSCP|SCP|MASA)\b|scrutineer"
        r"|\bindependent (?:chair|.{0,40}commissioner|person)|local safeguarding|safeguarding partners\b|\bLSP\b",
    ),
    (Sector.PROBATION, r"probation|rehabilitation (?:company|programme|service)|\b(?:CRC|NPS|HMPPS|LDU)\b"),
    (
        Sector.POLICE,
        r"\bpolice\b|\bpolicing\b|constabulary|constable|\bPCC\b|\bMPS\b|superintendent|\bsupt\b|borough commander"
        r"|detective",
    ),
    (Sector.LOCAL_AUTHORITY, r"children[’']?s?[’']? (?:services )?trust\b"),
    (
        Sector.HEALTH,
        r"\bNHS\b|\bCCGs?\b|\bICBs?\b|clinical commissioning|integrated care (?:board|system|partnership)|hospitals?\b"
        r"|health ?care|\bnurs(?:e|es|ing)\b|\btrust\b|designated doctor|named (?:doctor|gp)|midwi|\bGPs?\b|medical"
        r"|health (?:visit|protection|services?|board)|\bCAMHS\b|public health|\bhealth\b|clinical",
    ),
    (Sector.OTHER, r"cafcass|ambulance|fire (?:and|&) rescue|\bvoluntary\b|home office|border force"),
    (
        Sector.LOCAL_AUTHORITY,
        r"\bcouncil\b|(?:local|combined) authority|children[’']?s (?:services|social care)|social care|\bborough\b"
        r"|\bMBC\b|\bDCS\b|city of|early help|people(?:[’']s)? (?:services|directorate)"
        r"|director (?:of|for) (?:people|children|education)",
    ),
    (Sector.EDUCATION, r"\bschools?\b|college|academy|academies|education|headteacher"),
)
COMPILED = tuple((sector, re.compile(pattern, re.I)) for sector, pattern in PATTERNS)


def sector_of(organisation: str, role: str = "") -> Sector | None:
    """By the organisation's words, else by the role's; None where neither tells."""
    for text in (organisation, role):
        for sector, pattern in COMPILED:
            if text and pattern.search(text[:300]):
                return sector
    return None
