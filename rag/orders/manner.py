"""Orders whose wording nobody has listed: who is spoken of, what of, and in which manner.

A report tells what happened. A sentence that tells whoever answers what to do speaks of answering
(users, prompts, sources, this page), and it does so in the imperative, to "you", or with "must".
Each of these alone is everyday news; together they are not.
"""

# ruff: noqa: E501 - a pattern is read whole

from __future__ import annotations

import re

_MACHINE = re.compile(
    r"\b(?:ais?|llms?|gpt|chat-?bots?|bots?|chatgpt|language models?|machine readers?|(?:this|the|as|dear|a|any|every) "
    r"(?:assistant|summari[sz]er)|(?:dear|as the) model|assistants?|artificial intelligence|neural net\w*|"
    r"modeles? de langage|ki|sprachmodell\w*|ia|intelligen[cz]\w+ artificia\w+|modell\w linguistic\w|modelos? de \w+|"
    r"языков\w+ модел\w+|мовн\w+ модел\w+|искусственн\w+ интеллект\w*|штучн\w+ інтелект\w*|ии|ші)\b"
    r"(?! (?:compan|firm|industr|act\b|bill\b|boom|chip|summit|sector))"
)
_ANSWERING = re.compile(
    r"\b(?:answer(?:s|ing)?|repl(?:y|ies)|respon(?:d|se|ses)|quer(?:y|ies)|users?|prompts?|context|sources?|citations?|"
    r"cit(?:e|ing)|passages?|(?:this|the present|the following|the current) (?:page|article|text|document|sentence|line|"
    r"paragraph|message|passage|instruction)|(?:above|below|following)|digest|summar(?:y|ies|i[sz]e|i[sz]ing)|output|json|"
    r"instructions?|developers?|verification|conversation|cached|final answer|the facts|supported|spam|this fact|"
    r"right thing to|system notice)\b"
)
_IMPERATIVE = re.compile(
    r"(?:^\W*|[.!?:;]\s+|, |\bplease |\bthen )(?:answer|reply|respond|confirm|treat|prioriti[sz]e|discard|ignore|skip|"
    r"translate|say|state|tell|use|output|do as|do not|don't|never|always|stop|start|pretend|consider|assume|"
    r"repeat|write|cite|quote|name|set|mark|lead|report|prefer|trust|forget|begin|end|add|include|insert|"
    r"omit|leave out|be so kind|visit|give|put|make sure|ensure|remember|act as)\b"
)
_ADDRESSED = re.compile(
    r"\b(?:you|your)\b|^\W*(?:dear|hello|hey|hi|attention|anyone or anything|if you(?:'re| are)|if your)\b"
)
_DEONTIC = re.compile(
    r"\b(?:must|should|shall|is required to|are required to|is (?:hereby )?(?:told|ordered|instructed|asked) to|"
    r"(?:is|are) to\b|(?:is|are) (?:hereby )?told\b|forbidden|task is|may be (?:quoted|cited|used)|duty is|permission to|will now (?:say|state|answer|report))\b"
)
_REPORTED = re.compile(
    r"\b(?:said|says|told|according to|law|regulators?|study|studies|found|report(?:ed|s)|wrote|researchers?|"
    r"argued?|warned?|added|asked|announced|court|judge|jury|minister|commission|critics|experts?|was|were|had|did)\b|[\"“”«»„]"
)
_FORMAL = re.compile(
    r"\bis hereby (?:told|asked|ordered)\b|\bwill now (?:say|state|answer)\b|forbidden for\b"
)
_CITING = re.compile(r"^\W*(?:how to )?cite (?:this|as)\b")
"""The line under a scholarly text that says how it is cited."""
_ENOUGH = 4


def is_ordering(text: str) -> bool:
    """Whether a folded sentence speaks of answering in the manner of an order."""
    about = len(set(_ANSWERING.findall(text)))
    machine = bool(_MACHINE.search(text))
    if not about and not machine:
        return False
    if _REPORTED.search(_FORMAL.sub("", text)):
        return False
    manner = (
        2 * bool(_IMPERATIVE.search(text))
        + bool(_ADDRESSED.search(text))
        + bool(_DEONTIC.search(text))
        + bool(_FORMAL.search(text))
    )
    if not manner or _CITING.search(text):
        return False
    weight = manner + 2 * machine + min(about, 3)
    return weight >= _ENOUGH and (machine or about > 1)
