"""Plans with many people, put straight into a database: a hundred people each, every one with ten open actions."""

import datetime as dt
from typing import Any

PEOPLE, ACTIONS = 100, 10


def fill(number: int, people: int, today: dt.date) -> None:
    """As many partnerships more as hold so many `people`, numbered on from `number`."""
    for one in range(number, number + people // PEOPLE):
        _fill(one, today)


def _fill(number: int, today: dt.date) -> None:
    from findings.models import Finding, Letter
    from partnerships.models import Agency, Membership, Officer, Partnership, User

    partnership = Partnership.objects.create(area=f"Area {number}", name=f"Partnership {number}")
    agency = Agency.objects.create(partnership=partnership, name="Police", sector="police")
    letter = Letter.objects.create(partnership=partnership, letter_date=today - dt.timedelta(days=200))
    users = [User(email=f"person{n}@area{number}.example.org", password="x") for n in range(PEOPLE)]
    users = User.objects.bulk_create(users)
    within: dict[str, Any] = {"partnership": partnership}
    roles = ["chair", "business_manager", *["contributor"] * (PEOPLE - 2)]
    Membership.objects.bulk_create(
        Membership(**within, user=user, role=role, agency=agency if role == "contributor" else None)
        for user, role in zip(users, roles, strict=True)
    )
    officers = [Officer(**within, agency=agency, user=user, name=user.email) for user in users]
    officers = Officer.objects.bulk_create(officers)
    within |= {"letter": letter, "lead_agency": agency}
    texts = [Finding(**within, kind="improvement", number=n + 1, text=f"Finding {n}") for n in range(PEOPLE)]
    _plan(within, Finding.objects.bulk_create(texts), officers, today)


def _plan(within: dict[str, Any], findings: list[Any], officers: list[Any], today: dt.date) -> None:
    """Of each person's actions one is overdue and one is due soon; an update of each is asked for, and was before."""
    from actions.models import Action
    from reporting.models import AskedUpdate, UpdateRequest

    days = [today + dt.timedelta(days=n) for n in (-9, 14, *range(30, 30 + ACTIONS - 2))]
    actions = Action.objects.bulk_create(
        Action(
            **within,
            finding=finding,
            sequence=n + 1,
            text="What will be done.",
            status="not_started",
            lead_officer=officer,
            target_date=day,
            original_target_date=day,
        )
        for finding, officer in zip(findings, officers, strict=True)
        for n, day in enumerate(days)
    )
    asking: dict[str, Any] = {"partnership": within["partnership"]}
    for ago in (40, 1, -7):
        due = today - dt.timedelta(days=ago)
        request = UpdateRequest.objects.create(**asking, due=due)
        UpdateRequest.objects.filter(pk=request.pk).update(asked_at=f"{due - dt.timedelta(days=10)}T09:00:00Z")
        AskedUpdate.objects.bulk_create(AskedUpdate(**asking, request=request, action=one) for one in actions)
