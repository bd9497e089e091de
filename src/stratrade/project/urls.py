"""Every address of the product."""

from django.urls import include, path

from stratrade.interfaces.api.tokens import Token

urlpatterns = [
    path("api/", include("stratrade.interfaces.api.urls")),
    path("oauth/token", Token.as_view(), name="oauth-token"),
    path("", include("stratrade.interfaces.web.urls")),
]

handler400 = "stratrade.project.failures.bad_request"
handler403 = "stratrade.project.failures.forbidden"
handler404 = "stratrade.project.failures.not_found"
handler500 = "stratrade.project.failures.broken"
