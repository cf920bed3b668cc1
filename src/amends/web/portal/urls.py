"""Addresses of the portal. No secret is ever in a query; the one in /t/ is exchanged for a cookie at once."""

from django.urls import URLPattern, path

from amends.web import shell
from amends.web.portal import codes, files, replies, views

urlpatterns: list[URLPattern] = [
    path("", views.start, name="portal-start"),
    path("complain", views.complain, name="portal-complain"),
    path("complain/files", views.upload, name="portal-upload"),
    path("complain/left", views.left, name="portal-left"),
    path("stuck", views.stuck, name="portal-stuck"),
    path("sent", views.sent, name="portal-sent"),
    path("track", views.track, name="portal-track"),
    path("t/<str:token>", views.token, name="portal-token"),
    path("track/<str:typed>", views.tracked, name="portal-tracking"),
    path("track/<str:typed>/add", views.add, name="portal-add"),
    path("track/<str:typed>/agree", replies.agree, name="portal-agree"),
    path("track/<str:typed>/dispute", replies.dispute, name="portal-dispute"),
    path("track/<str:typed>/put-right", replies.put_right, name="portal-put-right"),
    path("track/<str:typed>/withdraw", replies.withdraw, name="portal-withdraw"),
    path("track/<str:typed>/code.svg", codes.complaint_code, name="portal-code"),
    path("track/<str:typed>/code.png", codes.complaint_picture, name="portal-code-picture"),
    path("track/<str:typed>/files/<str:token>", files.download, name="portal-file"),
    path("track/<str:typed>/pictures/<str:token>", files.picture, name="portal-picture"),
    path("lost", views.lost, name="portal-lost"),
    path("card", views.card, name="portal-card"),
    path("card/code.svg", codes.card_code, name="portal-card-code"),
    path("language", shell.choose_language, name="language"),
    path("brand/<str:accent>.css", shell.brand_css, name="brand-css"),
]
