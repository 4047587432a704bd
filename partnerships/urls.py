from django.urls import path

from partnerships.signing_in import lost_phone
from partnerships.views import (
    agencies,
    history,
    invitations,
    partnerships,
    people,
    person,
    reviews,
    roles,
    settings,
    taking_out,
)

urlpatterns = [
    path("partnerships/", partnerships.partnerships, name="partnerships"),
    path("partnerships/all/", partnerships.show_all, name="show_all_partnerships"),
    path("partnerships/<int:pk>/switch/", partnerships.switch, name="switch_partnership"),
    path("partnerships/<int:pk>/settings/", settings.partnership_settings, name="partnership_settings"),
    path("partnerships/<int:pk>/history/", history.HistoryList.as_view(), name="history"),
    path("partnerships/<int:pk>/history/export.csv", history.HistoryExport.as_view(), name="history_csv"),
    path("partnerships/<int:pk>/who-looked/", history.LookList.as_view(), name="who_looked"),
    path("partnerships/<int:pk>/people/<int:user_pk>/lost-phone/", lost_phone.lost_phone, name="lost_phone"),
    path("partnerships/<int:pk>/people/", people.PeoplePage.as_view(), name="people"),
    path("partnerships/<int:pk>/people/export.csv", people.PeopleExport.as_view(), name="people_csv"),
    path("partnerships/<int:pk>/people/review/", reviews.review, name="review_people"),
    path("partnerships/<int:pk>/people/invite/", invitations.invite_person, name="invite"),
    path("partnerships/<int:pk>/people/<int:user_pk>/", person.person, name="person"),
    path("partnerships/<int:pk>/people/<int:user_pk>/role/", roles.add_role, name="add_role"),
    path("partnerships/<int:pk>/people/<int:user_pk>/send-again/", invitations.send_again, name="send_again"),
    path("partnerships/<int:pk>/people/<int:user_pk>/withdraw/", invitations.withdraw, name="withdraw_invitation"),
    path("partnerships/<int:pk>/roles/<int:role_pk>/end/", roles.end_role, name="end_role"),
    path("partnerships/<int:pk>/roles/<int:role_pk>/last-day/", roles.last_day, name="last_day"),
    path("partnerships/<int:pk>/agencies/add/", agencies.add_agency, name="add_agency"),
    path("partnerships/<int:pk>/agencies/<int:agency_pk>/change/", agencies.change_agency, name="change_agency"),
    path("partnerships/<int:pk>/agencies/<int:agency_pk>/officers/add/", agencies.add_officer, name="add_officer"),
    path("partnerships/<int:pk>/officers/<int:officer_pk>/", agencies.change_officer, name="change_officer"),
    path("take-out/<str:kind>/<int:pk>/", taking_out.take_out, name="take_out"),
    path("invitations/<str:token>/", invitations.accept, name="accept_invitation"),
]
