from django.db import models


class Form(models.Model):
    title = models.CharField(max_length=120)
    created = models.DateTimeField(auto_now_add=True)
    notes = models.TextField(null=True, blank=True)

    class Meta:
        ordering = ["title"]


class Answer(models.Model):
    form = models.ForeignKey(Form, related_name="answers", on_delete=models.CASCADE)
    text = models.TextField(blank=True)
