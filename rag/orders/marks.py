"""Marks that stand around the turns of a chat and around the sources of a prompt."""

# ruff: noqa: E501 - a pattern is read whole

from __future__ import annotations

_ROLE = r"(?:system|assistant|user|human|developer|tool|ai|model)"

TOKENS = [
    r"<\|[a-z_]{2,30}\|>",
    r"\[/?inst\]",
    r"<</?sys>>",
    r"<(?:start|end)_of_turn>",
    r"\{\{[#/]?\s*(?:system|assistant|user)\b",
    r"<\s*/?\s*(?:assistant|ai|llm|model)[_ -]?\w*\s*/?>",
    r"</?s>(?=\s|$|\[|<)",
    r"<\s*/?\s*(?:system|assistant|instructions?|prompt|sources|context|evidence|documents|thinking|tool_call)\s*/?>",
    r"<\s*/\s*(?:source|user|document|passage|question)\s*>",
    r"[\"']role[\"']\s*:\s*[\"']" + _ROLE,
    r"[{,]\s*[\"'](?:answer|claims?|support|statements?|citations?|instructions?|system|verdict|cites?)[\"']\s*:",
    r"<!--(?=.*\b(?:ai|model|assistant|ignore|system|instruction|cite|summar\w*|state|say|sources?)\b)",
    r"(?:display:\s*none|font-size:\s*0|visibility:\s*hidden|color:\s*(?:white|#fff))",
]
"""What no report has in its text, quoted or not."""

TURNS = [
    r"^\W*(?:system|developer) (?:message|prompt|override|instructions?|directive)s?\b[^.]{0,30}[:\]]",
    r"^\W*(?:new|updated|real|actual) (?:system )?(?:instructions?|prompt|task) ?[:=]",
    r"^\W*(?:system|assistant)\s*[:>]\s*(?:[^\s,]+ ){4,}\S+[.!?]\W*$",
    r"^\W*answer\W*$",
    r"</\s*(?:sources?|context|documents?|article|passage)\s*>",
    r"^\W*(?:#{1,4}\s*|\[|<|\(|\*{1,2}|={2,}\s*|-{2,}\s*)\s*(?:begin |end of |new |start of )?(?:system|assistant|developer|human)(?: (?:message|prompt|note|override|update|instructions?|turn|response))?\s*(?:\]|>|\)|\*{1,2}|:|={2,}|-{2,}|$)",
    r"^\W*#{2,4}\s*(?:instructions?|response|input|task|new task|answer)\b\W*",
    r"^\W*(?:begin|end|new) (?:of )?(?:system|assistant|developer) (?:prompt|message|instructions?)\b",
    r"^\W*system (?:message|prompt|override|instructions?|note|notice|update|directive)s?\b[^.]{0,30}[:\]]",
    r"^\W*system\s*[:>]\s*(?:you|ignore|the (?:user|assistant|model|answer|previous)|all|from now|new|do not|your|disregard|state|always|override|this)\b",
    r"^\W*(?:assistant|ai (?:assistant|model)|chatbot|(?:final |model )(?:answer|response|output))\s*[:>]\s*(?:the|an?|it|yes|no|i|sure|certainly|as|according|of course|\w+ (?:has|have|is|are|was|were|will))\b",
    r"^\W*(?:user|human)\s*[:>]\s*.{5,200}(?:\b(?:assistant|ai|system)\s*[:>])",
    r"```\s*(?:system|assistant|instructions?|prompt|json)\b",
    r"<\|(?:im_start|start_header_id|system|assistant|user)\|>|<start_of_turn>|<<sys>>|\[inst\]",
    r"^\W*(?:answer|response)\s*(?:\[\d\]|:)\s.{0,160}\[\d{1,2}\]",
    r"^\W*(?:end of|---+ ?end) (?:the )?(?:article|document|sources?|context|untrusted|passage|data)\b",
]
"""What opens a turn: everything after it, to the end of the paragraph, is part of it."""

PLAIN = [
    r"\b(?:end of|end) (?:the )?(?:sources|context|untrusted (?:text|data)|retrieved (?:text|documents))\b",
    r"\b(?:begin|start) of (?:the )?(?:system|trusted|developer) (?:prompt|message|instructions?)\b",
]

OPENERS = (
    r"<\|(?:im_start|start_header_id|system|assistant|user)\|>|<start_of_turn>|<<sys>>|\[inst\]|"
    r"<system>|```\s*\w"
)
CLOSERS = (
    r"<\|(?:im_end|eot_id|end|endoftext)\|>|<end_of_turn>|\[/inst\]|</s>|</system>|```(?!\s*\w)|"
    r"[\]}]\s*[\]}]"
)
"""What ends a turn that was opened, where no other is opened after it."""
