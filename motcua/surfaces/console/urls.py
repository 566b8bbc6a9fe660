"""Routes of the console."""

from django.urls import URLPattern, path

from motcua.surfaces.console.views import audit, calendar, catalogue, facts, overview, people, positions

app_name = "console"
urlpatterns: list[URLPattern] = [
    path("", overview.show_overview, name="overview"),
    path("home/", overview.go_home, name="home"),
    path("figures/<slug:figure>/", overview.show_figure, name="figure"),
    path("catalogue/", catalogue.show_catalogue, name="catalogue"),
    path("catalogue/waiting/", catalogue.show_waiting, name="waiting"),
    path("catalogue/<str:code>/", catalogue.show_procedure, name="procedure"),
    path("catalogue/<str:code>/<str:path>/", facts.write_fact, name="fact"),
    path("facts/<int:fact_id>/sign/", facts.sign, name="fact_sign"),
    path("facts/<int:fact_id>/withdraw/", facts.withdraw, name="fact_withdraw"),
    path("calendar/", calendar.show_year, name="calendar"),
    path("calendar/day/", calendar.set_day, name="calendar_day"),
    path("calendar/clear/", calendar.clear_day, name="calendar_clear"),
    path("calendar/calculator/", calendar.calculate, name="calculator"),
    path("people/", people.show_people, name="people"),
    path("people/account/", people.create_account, name="account"),
    path("people/counter/", people.add_counter, name="counter"),
    path("people/position/", positions.create, name="position"),
    path("people/position/<int:position_id>/appoint/", positions.appoint, name="appoint"),
    path("people/holding/<int:holding_id>/end/", positions.end, name="holding_end"),
    path("people/holding/<int:holding_id>/substitute/", positions.substitute, name="substitute"),
    path("audit/", audit.show_log, name="audit"),
    path("audit/looks/", audit.show_looks, name="looks"),
]
