"""The sentences of a "what changed" note, in both languages. `rules.review.timeline.sentences` fills them in."""

from typing import Final

Phrase = dict[str, str]  # by language
ARTICLE_BEFORE: Final = "aeiou"

VALUE_ROSE: Final[Phrase] = {
    "en": "The value rose from {before} to {after} ({percent}).",
    "ja": "金額が{before}から{after}に増えました（{percent}増）。",
}
VALUE_FELL: Final[Phrase] = {
    "en": "The value fell from {before} to {after} ({percent}).",
    "ja": "金額が{before}から{after}に減りました（{percent}減）。",
}
PRICE_ROSE: Final[Phrase] = {
    "en": "The reserve price rose from {before} to {after} ({percent}).",
    "ja": "予定価格が{before}から{after}に上がりました（{percent}増）。",
}
PRICE_FELL: Final[Phrase] = {
    "en": "The reserve price fell from {before} to {after} ({percent}).",
    "ja": "予定価格が{before}から{after}に下がりました（{percent}減）。",
}
JOINED: Final[Phrase] = {
    "en": "{company} joined as {role}.",
    "ja": "{company}が{role}として加わりました。",
}
NO_LONGER_PART: Final[Phrase] = {
    "en": "{company} no longer takes part as {role}.",
    "ja": "{company}は{role}として参加しないこととなりました。",
}
DECIDER_NOW: Final[Phrase] = {
    "en": "The deciding official is now {now}; before it was {before}.",
    "ja": "決裁者は{now}になりました（変更前：{before}）。",
}
OFFICIAL_NOW: Final[Phrase] = {
    "en": "{person} is now {role} in this case.",
    "ja": "{person}が本件の{role}になりました。",
}
OFFICIAL_NO_LONGER: Final[Phrase] = {
    "en": "{person} is no longer {role} in this case.",
    "ja": "{person}は本件の{role}ではなくなりました。",
}
RECUSED: Final[Phrase] = {
    "en": "{person} ({role}) is now excluded from acting on this case: a recusal is on record.",
    "ja": "{person}（{role}）は、回避の記録により本件に関与しないこととなりました。",
}
NOT_RECUSED: Final[Phrase] = {
    "en": "{person} ({role}) takes part in this case again: no recusal is on record.",
    "ja": "{person}（{role}）は、回避の記録がなくなり、本件に関与することとなりました。",
}
POST_LEFT: Final[Phrase] = {
    "en": "{person} left the post in {body} ({post}); the last day is {day}.",
    "ja": "{person}は{body}の官職（{post}）を離れました（在任の最終日：{day}）。",
}
POST_LEFT_BARE: Final[Phrase] = {
    "en": "{person} left the post in {body}; the last day is {day}.",
    "ja": "{person}は{body}の官職を離れました（在任の最終日：{day}）。",
}
POST_TAKEN: Final[Phrase] = {
    "en": "{person} has a post in {body} ({post}) from {day}.",
    "ja": "{person}は{body}の官職（{post}）にあります（{day}から）。",
}
POST_TAKEN_BARE: Final[Phrase] = {
    "en": "{person} has a post in {body} from {day}.",
    "ja": "{person}は{body}の官職にあります（{day}から）。",
}
OWNER_NEW: Final[Phrase] = {
    "en": "The owners of {company} changed: {holder} holds {share}{days}.",
    "ja": "{company}の出資者が変わりました：{holder}（持分{share}{days}）。",
}
OWNER_SEEN: Final[Phrase] = {
    "en": "{holder} holds {share} of {company}{days}: new among the facts.",
    "ja": "{holder}による{company}の持分（{share}{days}）が新たに評価の対象となりました。",
}
OWNER_LEFT: Final[Phrase] = {
    "en": "The owners of {company} changed: {holder} held {share}{days}.",
    "ja": "{company}の出資者が変わりました：{holder}の保有が終了しました（持分{share}{days}）。",
}
OWNER_GONE: Final[Phrase] = {
    "en": "{holder} with {share} of {company} is no longer among the facts.",
    "ja": "{holder}による{company}の持分{share}は、評価の対象でなくなりました。",
}
OWNER_SHARE: Final[Phrase] = {
    "en": "The owners of {company} changed: the share of {holder} went from {before} to {after}.",
    "ja": "{company}の出資者が変わりました：{holder}の持分が{before}から{after}になりました。",
}
CONTROLLED: Final[Phrase] = {
    "en": "{other} controls {company}: new among the facts.",
    "ja": "{other}による{company}の支配が新たに評価の対象となりました。",
}
NOT_CONTROLLED: Final[Phrase] = {
    "en": "Control of {company} by {other} is no longer among the facts.",
    "ja": "{other}による{company}の支配は、評価の対象でなくなりました。",
}
ADDED: Final[Phrase] = {"en": "New among the facts: {fact}.", "ja": "新たに評価の対象となった事実：{fact}。"}
GONE: Final[Phrase] = {"en": "No longer among the facts: {fact}.", "ja": "評価の対象でなくなった事実：{fact}。"}
CHANGED: Final[Phrase] = {"en": "Changed: {fact}: {fields}.", "ja": "変更：{fact}：{fields}。"}
FIELD: Final[Phrase] = {"en": "{label} from {before} to {after}", "ja": "{label}が{before}から{after}へ"}
SINCE: Final[Phrase] = {"en": " since {day}", "ja": "、{day}から"}
UNTIL: Final[Phrase] = {"en": " until {day}", "ja": "、{day}まで"}
NOT_KNOWN: Final[Phrase] = {"en": "an unknown share", "ja": "不明"}
PERSON: Final[Phrase] = {"en": "an official", "ja": "職員"}
WITHHELD_HOW: Final[dict[str, Phrase]] = {
    "added": {"en": "New among the facts: {text}", "ja": "新たに評価の対象となった事実：{text}"},
    "changed": {"en": "Changed: {text}", "ja": "変更：{text}"},
    "gone": {"en": "No longer among the facts: {text}", "ja": "評価の対象でなくなった事実：{text}"},
}
RULES: Final[dict[str, Phrase]] = {
    "added": {"en": "New rules: {codes}.", "ja": "新しいルール：{codes}。"},
    "removed": {"en": "Removed rules: {codes}.", "ja": "廃止されたルール：{codes}。"},
    "changed": {"en": "Changed rules: {codes}.", "ja": "改正されたルール：{codes}。"},
}
NUMBER: Final[Phrase] = {
    "en": "A number of the rulebook changed: {meaning}: from {before} to {after}.",
    "ja": "ルール集の基準値の変更：{meaning}：{before}から{after}へ。",
}
NONE: Final[Phrase] = {"en": "none", "ja": "なし"}
PROGRAM: Final[Phrase] = {
    "en": "The rulebook has another version; its rules and numbers are the same.",
    "ja": "ルール集の版が変わりましたが、ルールと基準値の内容は同じです。",
}
