"""The routes of every surface; portal addresses are short Vietnamese words, staff ones English."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = i18n_patterns(
    path("desk/", include("motcua.surfaces.desk.urls")),
    path("tep/", include("motcua.apps.files.web.urls")),
    path("console/", include("motcua.surfaces.console.urls")),
    path("", include("motcua.surfaces.portal.urls")),
    prefix_default_language=False,
)

handler400 = "motcua.config.errors.bad_request"
handler403 = "motcua.config.errors.not_allowed"
handler404 = "motcua.config.errors.not_found"
handler500 = "motcua.config.errors.broken"
