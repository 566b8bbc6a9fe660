"""What a page says of a file before it sends it."""

from __future__ import annotations

from django import forms


class UploadForm(forms.Form):
    """Which paper, what the person calls the file, how large it is, and by what it is known again."""

    paper_id = forms.UUIDField()
    name = forms.CharField(max_length=500)
    size = forms.IntegerField(min_value=0)
    mark = forms.RegexField(r"^[0-9a-f]{16,64}\Z")
