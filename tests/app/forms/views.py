from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render

from forms.models import Answer, Form


def index(request):
    """Reads every column of every table that the models know; a POST writes a row of each before."""
    if request.method == "POST":
        form = Form.objects.create(title=request.POST["title"])
        Answer.objects.create(form=form, text="An answer")
    forms = Form.objects.prefetch_related("answers")
    return render(request, "index.html", {"forms": forms, "version": settings.VERSION})


def health(request):
    """Whether the database answers, whatever its schema."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse(f"Version: {settings.VERSION}\n", content_type="text/plain")
