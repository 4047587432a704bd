"""Where a text names an agency or its people: words of the field, each with its sector.

`WORDS` is read in order and the first that matches counts, so that "school nurses" are health's and "police and crime
commissioner" is nobody's. `sure` is 1 where the words name an agency or its staff, less where they only hint at it,
0 where they name nobody who answers a finding.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from findings.reading.letter import Sector

WORDS: tuple[tuple[Sector, float, str], ...] = (
    (
        Sector.POLICE,
        1.0,
        r"public protection (?:unit|team|notice)s?|\bPPNs?\b|child abuse investigation\w*(?: team| unit)?s?|\bCAITs?\b"
        r"|(?:police )?control room|call handlers?|stop and search|operation encompass",
    ),
    (Sector.OTHER, 0.0, r"police and crime commissioner|national police|home office|public protection"),
    (Sector.LOCAL_AUTHORITY, 0.8, r"education,? health and care (?:plan|need|assessment)s?|EHC plans?|EHCPs?"),
    (
        Sector.HEALTH,
        1.0,
        r"public health (?:nurs\w+|practitioners?|services?)|school[- ](?:aged? )?(?:nurs\w+|health\w*)|health visit\w+"
        r"|0[–-]19 (?:health )?(?:service|team|practitioner)s?|(?:named|designated) (?:gp|nurse|doctor)s?"
        r"|NHS(?: [A-Z][\w’']*){0,5} trusts?|NHS|foundation trusts?|hospitals?(?: trusts?)?|the trust\b|trust[’']s"
        r"|\bCCGs?\b|\bICBs?\b|clinical commissioning groups?|integrated care (?:board|system)s?"
        r"|health (?:trust|provider|practitioner|service|professional|staff|agenc|partner|commissioner|economy|worker"
        r"|record|team|organisation|leader|assessment|manager|colleague|representative|information)\w*"
        r"|\bCAMHS\b|child and adolescent mental health|\bGPs?\b|general practi\w+|primary care|midwi\w+|maternity"
        r"|paediatric\w*|perinatal|emergency departments?|accident and emergency|\bA&E\b|urgent care|walk-in cent\w+"
        r"|minor injur\w+|acute (?:trust|hospital|health)\w*|ambulance\w*|nurses?\b|clinicians?|patients?\b|medicals?\b"
        r"|mental health (?:service|practitioner|team|trust|worker|nurse|professional|staff|record|provider)\w*"
        r"|(?:substance|drug|alcohol)(?: and alcohol)?(?: misuse)? (?:service|practitioner|worker|provider|team)\w*"
        r"|sexual health(?: service| clinic)?s?|\btrusts\b|sexual assault referral|contraception\w*|health[’']s"
        r"|in health\b",
    ),
    (Sector.HEALTH, 0.3, r"(?:mental|emotional|physical) (?:ill[- ])?health"),
    (Sector.HEALTH, 0.8, r"\bhealth\b(?! and social)(?! needs)|clinical"),
    (
        Sector.YOUTH_JUSTICE,
        1.0,
        r"\bY(?:OT|OS|JS)s?\b|youth (?:offending|justice)(?: service| team| management board| officer)?s?",
    ),
    (
        Sector.PROBATION,
        1.0,
        r"\bNPS\b|\bCRCs?\b|national probation service|probation\w*(?: officers?)?|community rehabilitation compan\w+"
        r"|offender managers?|pre-sentence reports?",
    ),
    (
        Sector.SAFEGUARDING_BOARD,
        1.0,
        r"\b[A-Z]{0,5}SC[BP]s?\b|\bLSPs?\b|\bMASAs?\b|safeguarding partners\b|multi-agency safeguarding arrangements"
        r"|safeguarding (?:children[’']?s?|child)?[’']?s? ?(?:board|partnership|executive)s?|(?:the|at) board\b"
        r"|board[’']s|sub-?groups?|scrutineers?|section 11 audits?|multi-agency (?:audit|training)\w*"
        r"|learning from (?:serious|significant)",
    ),
    (
        Sector.LOCAL_AUTHORITY,
        1.0,
        r"local authorit\w+|councils?\b|children[’']?s?[’']? social care|children[’']s services|social care"
        r"|social work(?:er|ers)?\b|director of children[’']s services?|\bDCS\b|emergency duty (?:team|service)|\bEDT\b"
        r"|independent reviewing officers?|\bIROs?\b|return(?:[- ]home)? interviews?|\bLADO\b|designated officer"
        r"|early help(?: service| team| worker| assessment| hub)?s?|child(?:ren)?(?:[’']s)? in care"
        r"|looked[- ]after children|children looked after|care leavers?|personal advis\w+|virtual school"
        r"|child(?:ren)? and family assessments?"
        r"|children[’']s homes?|family group conferenc\w+|public law outline|private fostering|foster carers?"
        r"|child protection (?:chair|conference|plan)\w*|child(?:ren)? in need(?: plan)?s?|single assessments?"
        r"|assessment teams?|housing(?: service)?s?|children missing (?:from )?education"
        r"|elective(?:ly)? home educat\w+",
    ),
    (
        Sector.POLICE,
        1.0,
        r"\bpolice\w*(?: (?:force|service|officer)s?)?|constabulary|\bforce(?:[’']s)?\b|detectives?"
        r"|(?:frontline|neighbourhood|response|attending) officers|custody|\bMPS\b|criminal investigations?",
    ),
    (Sector.POLICE, 0.6, r"\bofficers?\b|\bsuspects?\b|\barrest(?:s|ed|ing)?\b|\bbail\b"),
    (
        Sector.EDUCATION,
        1.0,
        r"schools?\b|colleges?\b|head ?teachers?|teachers?\b|academ(?:y|ies)|designated safeguarding leads?|\bDSLs?\b"
        r"|early years settings?|education (?:setting|provider|staff|professional|partner|practitioner)s?|\bpupils?\b",
    ),
    (Sector.EDUCATION, 0.5, r"\beducation\b"),
    (Sector.OTHER, 1.0, r"\bcafcass\b|fire and rescue|voluntary sector"),
    (
        Sector.PARTNERSHIP,
        0.6,
        r"(?:the |local |strategic )?partnership(?:[’']s)?(?! work)|partner agencies|partners\b|agencies\b"
        r"|all (?:partner )?(?:agencies|professionals|practitioners|services)|(?:multi|inter)-?agency|\bMASH\b"
        r"|strategy (?:discussion|meeting)s?|\bMARAC\b|\bMACE\b|joint(?:ly)?\b|partnership work\w*"
        r"|strategic(?:ally)?\b",
    ),
    (
        Sector.PARTNERSHIP,
        0.3,
        r"leaders\b|professionals?\b|practitioners?\b|front door|information[- ]sharing|services\b",
    ),
)
MENTION = re.compile("|".join(f"(?P<w{n}>{words})" for n, (_, _, words) in enumerate(WORDS)), re.IGNORECASE)
BRACKET = re.compile(r" \([^()]{0,40}")
THINGS = re.compile(
    r"(?:interview|plan|assessment|need|record|report|audit|outline|investigation|home|meeting|discussion)s?\Z"
    r"|conference|\bin (?:need|care)|looked[- ]after|care leaver|suspect|arrest|bail|custody|patient|medical"
    r"|information|training|stop and search|encompass|fostering|educat\w+\Z|missing|\A(?:mental|emotional|physical) "
    r"|joint|strategic|agency|front door|clinical\Z|learning from",
    re.IGNORECASE,
)
NAMED = {f"w{n}": (sector, sure) for n, (sector, sure, _) in enumerate(WORDS)}


@dataclass(frozen=True)
class Mention:
    """`start` and `end` are offsets in the text that was given.

    `someone` is whether the words are an agency or its staff, and not their work, their records or those they serve.
    """

    sector: Sector
    sure: float
    start: int
    end: int
    someone: bool = True


def mentions(text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
    """Each place between `start` and `end` where `text` names an agency, in order, without overlaps.

    Words in brackets after an agency name no other: "Hampshire County Council (Public Health)".
    """
    last = None
    for match in MENTION.finditer(text, start, len(text) if end is None else end):
        sector, sure = NAMED[match.lastgroup or ""]
        if sure and not (last and _in_its_brackets(text, last, sector, match.start())):
            last = Mention(sector, sure, match.start(), match.end(), not THINGS.search(match[0]))
            yield last


def _in_its_brackets(text: str, last: Mention, sector: Sector, start: int) -> bool:
    other = sector is not last.sector is not Sector.PARTNERSHIP  # "agencies (police, health)" is a list
    return other and bool(BRACKET.fullmatch(text, last.end, start))
