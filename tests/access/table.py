"""Who may open and who may send to each address of the site. An address without a row here fails the walk."""

from dataclasses import dataclass, field

from partnerships.models import Role
from tests.access.world import ADMINISTRATOR, INSIDE, OUTSIDER, WHO

MANAGER, CHAIR, PARTNER = Role.BUSINESS_MANAGER, Role.CHAIR, Role.SAFEGUARDING_PARTNER
LEAD, DEPUTY, PART, SCRUTINEER = Role.AGENCY_LEAD, Role.DEPUTY, Role.CONTRIBUTOR, Role.SCRUTINEER

OPEN = frozenset(WHO)  # everybody on the internet
SIGNED_IN = OPEN - {"anonymous"}
NOBODY: frozenset[str] = frozenset()
SEES = INSIDE | {ADMINISTRATOR}  # has a part in the partnership


def only(*roles):
    """Those roles in the record's partnership (of an agency: of the one that leads), and administrators."""
    return frozenset({*(role.value for role in roles), ADMINISTRATOR})


@dataclass(frozen=True)
class Row:
    """`args` names records of the world; None for `get` or `post` says that the address has no such method.

    `also` is sent along: query with GET, body with POST. `own`: only whose it is finds it, whatever their role.
    """

    args: tuple[str, ...] = ()
    get: frozenset[str] | None = None
    post: frozenset[str] | None = None
    also: dict = field(default_factory=dict)
    own: bool = False


BOARD, LEADING = only(MANAGER, CHAIR), only(MANAGER, LEAD, DEPUTY)
CHALLENGERS = only(MANAGER, CHAIR, PARTNER, SCRUTINEER)
ANSWERERS = only(MANAGER, PARTNER, LEAD, DEPUTY)
BUNDLES = only(MANAGER, CHAIR, SCRUTINEER)
SIGNS = frozenset({PARTNER.value})  # in person: no administrator for them
MANAGES, WORKING = only(MANAGER), only(MANAGER, LEAD, DEPUTY, PART)

IMPORTS = MANAGES | {OUTSIDER}

TABLE = {
    # what the signed-in person has, whatever their partnerships
    "home": Row(get=SIGNED_IN),
    "letters": Row(get=SIGNED_IN),
    "actions": Row(get=SIGNED_IN),
    "actions_csv": Row(get=SIGNED_IN),
    "actions_excel": Row(get=SIGNED_IN),
    "actions_excel_full": Row(get=SIGNED_IN),
    "partnerships": Row(get=SIGNED_IN),
    "show_all_partnerships": Row(post=SIGNED_IN),
    "change_actions": Row(get=SIGNED_IN, post=SIGNED_IN),  # of no action: back to the table. With one: below
    # a partnership
    "partnership": Row(("partnership",), get=SEES),
    "history": Row(("partnership",), get=only(MANAGER, CHAIR, PARTNER, SCRUTINEER)),
    "history_csv": Row(("partnership",), get=only(MANAGER, CHAIR, PARTNER, SCRUTINEER)),
    "who_looked": Row(("partnership",), get=MANAGES),
    "switch_partnership": Row(("partnership",), post=SEES),
    "partnership_settings": Row(("partnership",), get=MANAGES, post=MANAGES),
    "lost_phone": Row(("partnership", "person"), get=MANAGES, post=MANAGES),
    # its people
    "people": Row(("partnership",), get=MANAGES),
    "people_csv": Row(("partnership",), get=MANAGES),
    "review_people": Row(("partnership",), get=MANAGES, post=MANAGES),
    "invite": Row(("partnership",), get=MANAGES, post=MANAGES, also={"role": "agency lead"}),
    "person": Row(("partnership", "person"), get=MANAGES),
    "add_role": Row(("partnership", "person"), get=MANAGES, post=MANAGES, also={"role": "agency lead"}),
    "send_again": Row(("partnership", "invited"), post=MANAGES),
    "withdraw_invitation": Row(("partnership", "invited"), post=MANAGES),
    "end_role": Row(("partnership", "role"), get=MANAGES, post=MANAGES),
    "last_day": Row(("partnership", "role"), get=MANAGES, post=MANAGES),
    "invitations": Row(get=SIGNED_IN),
    "answer_invitation": Row(("'1",), post=SIGNED_IN),  # of one that does not wait for them it says just that
    "accept_invitation": Row(("'no-such-link",), get=OPEN, post=OPEN),
    # its agencies and their officers
    "agencies": Row(("partnership",), get=SEES),
    "agency": Row(("partnership", "agency"), get=SEES),
    "add_agency": Row(("partnership",), get=MANAGES, post=MANAGES),
    "hand_over": Row(("partnership", "agency"), get=MANAGES, post=MANAGES),
    "change_agency": Row(("partnership", "agency"), get=MANAGES, post=MANAGES),
    "add_officer": Row(("partnership", "agency"), get=MANAGES, post=MANAGES),
    "change_officer": Row(("partnership", "officer"), get=MANAGES, post=MANAGES),
    # a letter and its findings
    "letter": Row(("letter",), get=SEES),
    "receipt": Row(("letter",), get=MANAGES, post=MANAGES),
    "statement_sent": Row(("letter",), get=MANAGES, post=MANAGES),
    "hold_back": Row(("letter",), get=MANAGES, post=MANAGES),
    "letter_readers": Row(("letter",), get=MANAGES, post=MANAGES),
    "publish_letter": Row(("letter",), get=MANAGES, post=MANAGES),
    "end_reading": Row(("reader",), post=MANAGES),
    "download": Row(("file",), get=SEES),
    "place": Row(("file", "finding"), get=SEES),
    "finding": Row(("finding",), get=SEES),
    "lead": Row(("finding",), get=MANAGES, post=MANAGES),
    "findings": Row(get=SIGNED_IN),
    "finding_theme": Row(("finding",), get=MANAGES, post=MANAGES),
    "finding_split": Row(("finding",), get=MANAGES, post=MANAGES),
    "finding_also": Row(("finding",), get=MANAGES, post=MANAGES),
    "take_back": Row(("also",), post=MANAGES),
    "finding_add-action": Row(("finding",), get=LEADING, post=LEADING),
    "finding_add-measure": Row(("finding",), get=LEADING, post=LEADING),
    "measure": Row(("measure",), get=LEADING, post=LEADING),
    "add_reading": Row(("measure",), get=LEADING, post=LEADING),
    "reading": Row(("reading",), get=LEADING, post=LEADING),
    "finding_rate": Row(("finding",), get=BOARD, post=BOARD),
    "finding_decide": Row(("finding",), get=BOARD, post=BOARD),
    "finding_close": Row(("finding",), get=BOARD, post=BOARD),
    "finding_reopen": Row(("finding",), get=BOARD, post=BOARD),
    "finding_opinion": Row(("finding",), get=only(SCRUTINEER), post=only(SCRUTINEER)),
    "accept_difference": Row(("difference",), post=MANAGES),
    "keep_difference": Row(("difference",), post=MANAGES),
    # importing: whoever may somewhere; what waits is the session's own, and no other's key leads anywhere
    "import_letters": Row(get=IMPORTS, post=IMPORTS),
    "import_files": Row(("'no-such-key",), get=IMPORTS),
    "import_file": Row(("'no-such-key", "'0"), get=IMPORTS, post=IMPORTS),
    "import_picture": Row(("'no-such-key", "'0", "'1"), get=IMPORTS),
    "forget_import": Row(("'no-such-key",), post=IMPORTS),
    # its written statement
    "statements": Row(("partnership",), get=SEES),
    "letter_statement": Row(("letter",), get=SEES),
    "begin_statement": Row(("letter",), post=MANAGES),
    "statement": Row(("statement",), get=SEES),
    "statement_settings": Row(("statement",), get=MANAGES, post=MANAGES),
    "read_statement": Row(("statement",), get=SEES),
    "statement_word": Row(("statement",), get=SEES),
    "statement_pdf": Row(("statement",), get=SEES),
    "statement_section": Row(("statement_section",), get=MANAGES, post=MANAGES),
    "section_up": Row(("statement_section",), post=MANAGES),
    "section_down": Row(("statement_section",), post=MANAGES),
    "add_milestone": Row(("statement",), get=MANAGES, post=MANAGES),
    "milestone": Row(("milestone",), get=MANAGES, post=MANAGES),
    "reach_milestone": Row(("milestone",), post=MANAGES),
    "remove_milestone": Row(("milestone",), post=MANAGES),
    "add_signatory": Row(("statement",), get=MANAGES, post=MANAGES),
    "signatory": Row(("signatory",), get=MANAGES, post=MANAGES),
    "ask_signatory_again": Row(("signatory",), post=MANAGES),
    "end_signatory": Row(("signatory",), post=MANAGES),
    "answer_statement": Row(("signatory",), get=SIGNS, post=SIGNS),
    "send_statement": Row(("statement",), get=BOARD, post=BOARD),
    "statement_version": Row(("statement_version",), get=SEES),
    "publish_version": Row(("statement_version",), get=BOARD, post=BOARD),
    "version_word": Row(("statement_version",), get=SEES),
    "version_pdf": Row(("statement_version",), get=SEES),
    # spreadsheets, out and back; what waits is the session's own
    "agency_return": Row(("partnership", "agency"), get=LEADING, post=LEADING),
    "return_excel": Row(("partnership", "agency"), get=LEADING),
    "return_word": Row(("partnership", "agency"), get=LEADING),
    "returned": Row(("partnership", "agency", "'no-such-key"), get=LEADING, post=LEADING),
    "forget_return": Row(("partnership", "agency", "'no-such-key"), post=LEADING),
    "plan_file": Row(("partnership",), get=MANAGES, post=MANAGES),
    "plan_columns": Row(("partnership", "'no-such-key"), get=MANAGES, post=MANAGES),
    "plan_rows": Row(("partnership", "'no-such-key"), get=MANAGES, post=MANAGES),
    "forget_plan_file": Row(("partnership", "'no-such-key"), post=MANAGES),
    # its meetings
    "meetings": Row(("partnership",), get=SEES),
    "add_meeting": Row(("partnership",), get=MANAGES, post=MANAGES),
    "meeting": Row(("meeting",), get=SEES),
    "change_meeting": Row(("meeting",), get=MANAGES, post=MANAGES),
    "call_off_meeting": Row(("meeting",), post=MANAGES),
    "agree_colours": Row(("meeting",), get=BOARD, post=BOARD),
    "read_papers": Row(("meeting",), get=SEES),
    "papers_word": Row(("meeting",), get=SEES),
    "papers_pdf": Row(("meeting",), get=SEES),
    "keep_papers": Row(("meeting",), post=MANAGES),
    "papers": Row(("papers",), get=SEES),
    "kept_papers_word": Row(("papers",), get=SEES),
    "kept_papers_pdf": Row(("papers",), get=SEES),
    "charts": Row(("partnership",), get=SEES),
    # updates asked for
    "update_requests": Row(("partnership",), get=SEES),
    "ask_for_updates": Row(("partnership",), get=MANAGES, post=MANAGES),
    "update_request": Row(("update_request",), get=SEES),
    "ask_again": Row(("update_request",), get=MANAGES, post=MANAGES),
    "end_update_request": Row(("update_request",), post=MANAGES),
    # what leaves as one file
    "take_plan": Row(("partnership",), get=MANAGES, post=MANAGES),
    "bundle": Row(("partnership",), get=BUNDLES, post=BUNDLES),
    # an action
    "action": Row(("action",), get=SEES),
    "write_action": Row(("action",), get=LEADING, post=LEADING),
    "plan": Row(("action",), get=LEADING, post=LEADING),
    "record_progress": Row(("action",), get=WORKING, post=WORKING),
    "later_date": Row(("action",), get=LEADING, post=LEADING),
    "deliver": Row(("action",), get=LEADING, post=LEADING),
    "add-evidence": Row(("action",), get=LEADING, post=LEADING),
    "take-back-delivery": Row(("action",), get=LEADING, post=LEADING),
    "assure": Row(("action",), get=BOARD, post=BOARD),
    "more-evidence": Row(("action",), get=only(MANAGER, CHAIR, SCRUTINEER), post=only(MANAGER, CHAIR, SCRUTINEER)),
    "supersede": Row(("action",), get=BOARD, post=BOARD),
    "cancel": Row(("action",), get=BOARD, post=BOARD),
    "reopen": Row(("action",), get=BOARD, post=BOARD),
    "add_contributor": Row(("action",), get=MANAGES, post=MANAGES),
    "contributor": Row(("contributor",), get=MANAGES, post=MANAGES),
    "end_contributor": Row(("contributor",), post=MANAGES),
    "clear_update": Row(("update",), post=only(LEAD)),
    "send_back": Row(("update",), get=only(LEAD), post=only(LEAD)),
    "agree_date": Row(("date_change",), post=BOARD),
    "decline_date": Row(("date_change",), get=BOARD, post=BOARD),
    "withdraw_date": Row(("date_change",), post=only()),  # and who asked
    "evidence": Row(("evidence",), get=SEES),
    "take_out": Row(("'update", "update"), get=MANAGES, post=MANAGES),
    # what boards and scrutineers say
    "matrix": Row(("partnership",), get=SEES),
    "matrix_csv": Row(("partnership",), get=SEES),
    "matrix_excel": Row(("partnership",), get=SEES),
    "plan_check": Row(("partnership",), get=SEES),
    "suggested_leads": Row(("partnership",), get=MANAGES, post=MANAGES),
    "waiting_dates": Row(("partnership",), get=BOARD, post=BOARD),
    "challenges": Row(("partnership",), get=SEES),
    "challenge_finding": Row(("finding",), get=CHALLENGERS, post=CHALLENGERS),
    "challenge_action": Row(("action",), get=CHALLENGERS, post=CHALLENGERS),
    "challenge": Row(("challenge",), get=SEES),
    "answer_challenge": Row(("challenge",), get=ANSWERERS, post=ANSWERERS),
    "close_challenge": Row(("challenge",), get=CHALLENGERS, post=CHALLENGERS),
    "action_opinion": Row(("action",), get=only(SCRUTINEER), post=only(SCRUTINEER)),
    "decisions": Row(("partnership",), get=SEES),
    # help
    "help": Row(get=OPEN),
    "help_signing_in": Row(get=OPEN),
    "who_sees_what": Row(get=OPEN),
    "accessibility": Row(get=OPEN),
    "help_for_role": Row(("'scrutineer",), get=SIGNED_IN),
    # accounts
    "account_login": Row(get=OPEN, post=OPEN),
    "account_logout": Row(get=OPEN, post=OPEN),
    "account_inactive": Row(get=OPEN),
    "account_signup": Row(get=OPEN, post=OPEN),
    "account_reset_password": Row(get=OPEN, post=OPEN),
    "account_reset_password_done": Row(get=OPEN),
    "account_reset_password_from_key": Row(("'1", "'no-such-key"), get=OPEN, post=OPEN),
    "account_reset_password_from_key_done": Row(get=OPEN),
    "account_change_password": Row(get=SIGNED_IN, post=SIGNED_IN),
    "account": Row(get=SIGNED_IN),
    "reminders": Row(get=SIGNED_IN, post=SIGNED_IN),
    "stop_reminders": Row(("'no-such-link",), get=OPEN, post=OPEN),
    "stay": Row(get=SIGNED_IN),
    "sign_out_everywhere": Row(post=SIGNED_IN),
    "unlink": Row(("'1",), post=SIGNED_IN),  # asks who they are first
    "account_reauthenticate": Row(get=SIGNED_IN, post=SIGNED_IN),
    "mfa_reauthenticate": Row(get=SIGNED_IN, post=SIGNED_IN),
    "who_are_you": Row(get=SIGNED_IN, post=SIGNED_IN),
    "second_factor": Row(get=SIGNED_IN, post=SIGNED_IN),
    "second_factor_app": Row(get=SIGNED_IN, post=SIGNED_IN),
    "second_factor_mail": Row(get=SIGNED_IN, post=SIGNED_IN),
    "remove_second_factor": Row(post=SIGNED_IN),
    "recovery_codes": Row(get=SIGNED_IN, post=SIGNED_IN),
    "recovery_codes_file": Row(get=SIGNED_IN),
    "new_recovery_codes": Row(post=SIGNED_IN),
    # what leaves by itself: a person's own keys. What these open: tests/access/by_key.py
    "calendars": Row(get=SIGNED_IN, post=SIGNED_IN),
    "renew_calendar": Row(("'1",), get=NOBODY, post=NOBODY, own=True),
    "revoke_calendar": Row(("'1",), post=NOBODY, own=True),
    "keep_calendar": Row(("'1",), post=NOBODY, own=True),
    "tokens": Row(get=SIGNED_IN),
    "make_token": Row(get=SIGNED_IN, post=SIGNED_IN),  # asks who they are first
    "revoke_token": Row(("'1",), post=NOBODY, own=True),
    "keep_token": Row(("'1",), post=NOBODY, own=True),
    "api": Row(get=SIGNED_IN),
    # between password and first page: without a password to the sign-in page, and for who is signed in to the first
    "mfa_authenticate": Row(get=SIGNED_IN, post=SIGNED_IN),
    "mail_code": Row(get=SIGNED_IN, post=SIGNED_IN),
    "openid_connect_login": Row(("'none",), get=OPEN, post=OPEN),
    "openid_connect_callback": Row(("'none",), get=OPEN, post=OPEN),
}
