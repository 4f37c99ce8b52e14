"""The shape of a coded text over REST: the code, its parameters and its text in both languages."""

from typing import Any

from rest_framework import serializers


class BothLanguagesShape(serializers.Serializer[dict[str, str]]):
    """A text in both languages."""

    en = serializers.CharField(allow_blank=True)
    ja = serializers.CharField(allow_blank=True)


class CodedShape(serializers.Serializer[Any]):  # Any: plain data
    """A code with its parameters and words. `text.as_written` is a sentence stored before there were codes."""

    code = serializers.CharField()
    parameters = serializers.DictField(help_text="The parameters of the code's text.")
    text = BothLanguagesShape()
