from django.urls import path

from forms import views

urlpatterns = [
    path("", views.index),
    path("health/", views.health),
]
