"""The fields in the head of a file of a list, with their names."""

from typing import Final

from institutions.kinds.base import Label

HEAD: Final[dict[str, Label]] = {
    "list": Label("list", "リスト"),
    "as_of": Label("as of", "基準日"),
    "title": Label("title", "表題"),
    "publisher": Label("publisher", "発行者"),
    "url": Label("URL", "URL"),
}
