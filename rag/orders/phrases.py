"""How orders to a machine are worded. Every text here is one that `unmasking.readings` gave.

Whether an order is meant for a machine shows in four ways: it names one and speaks to it, it
talks of the reader's instructions or sources, it asks for citations or for the wording of an
answer, or it imitates the turns and marks of a chat. Words that somebody is reported to have said
are looked at more mildly: news about such orders quotes them.
"""

# ruff: noqa: E501 - a pattern is read whole

from __future__ import annotations

import re

from rag.orders import languages, marks
from rag.orders.manner import is_ordering

_AI_NOUN = (
    r"(?:models?|assistants?|systems?|agents?|bots?|tools?|readers?|crawlers?|summari[sz]ers?)"
)
_AI_PEOPLE = (
    r"(?! (?:compan|firm|developer|industr|start-?up|lab|researcher|expert|scien|act\b|bill\b|"
    r"boom|chip|scept|safety|summit|sector|art\b|ethic|investor|job|enthusiast|scept|skept|optimis|"
    r"maker|giant))"
)
MACHINE = (
    rf"(?:(?:(?:large |generative )?language|ai|a\.i\.|artificial intelligence|gpt|llm|genai)"
    rf"[ -](?:language )?{_AI_NOUN}|llms?|ais?|(?:the |this )?artificial intelligence|chat-?bots?|chat ?gpt|"
    rf"gpt(?:-?\d\w*)?|(?:virtual|digital|automated|automatic|machine) (?:assistants?|summari[sz]ers?|"
    rf"readers?|systems?)|summari[sz]ers?|summari[sz]ation (?:models?|systems?|tools?)|"
    rf"(?:automated |machine )?assistants?|language models?|(?:summari[sz]ation|answer|search|retrieval|question[- ]answering|rag) (?:engines?|systems?|pipelines?|assistants?|models?|bots?)|(?:automated|automatic|machine) readers?|neural networks?|(?:web )?crawlers?|(?:claude|gemini|copilot|llama|qwen|mistral)){_AI_PEOPLE}"
)
_BRANDED = rf"(?:{MACHINE})"
_START = r"(?:^|[:;,.!?(\[*>|\"“”«»'/—–=#~-]\s*|\b(?:please|now|instead|kindly|then|you|must|should|shall|and) )"
_CLAUSE = r"(?:^\W*|[:;.!?(\[*>|\"“”«»/—–=#~]\s*|, |\b(?:please|now|instead|kindly|you must|you should|you shall|you will) )"
_VERB = (
    r"(?:ignore|disregard|forget|override|overlook|discard|bypass|neglect|drop|set aside|"
    r"do not (?:follow|use|read|consult|trust|rely on|believe|obey)|"
    r"don't (?:follow|use|read|consult|trust|rely on|believe|obey)|"
    r"(?:pay no|no) attention to|stop following)"
)
_EARLIER = r"(?:previous|prior|earlier|above|preceding|former|foregoing|original|initial|existing|system|other|remaining|numbered|listed|given|provided|retrieved|supplied)"
_RULES = r"(?:instructions?|prompts?|directions|directives?|guidelines?|rules|commands?|system messages?)"
_TEXTS = r"(?:sources?|articles?|documents?|context|passages?|reports|outlets|citations?|references|evidence)"
_FEW = r"(?:(?:all|any|the|your|of|these|those|every|each|everything|and|whatever|else|its) ){0,4}"
_ENOUGH = r"(?=\s*(?:[.,;:!?)\]\"”»'—–-]|$|and\b|or\b|but\b|you\b|that you\b|which you\b|given\b|above|below|here|in this|on this|when\b|instead|completely|entirely|except|as they|because|from now|regarding|about the|concerning))"
_WORDING = (
    r"(?:answer|reply|respond|say|state|report|write|output|print|repeat|claim|assert|tell|"
    r"confirm|conclude|summari[sz]e|declare|announce|cite|mention|note)"
)
_HERE = r"(?:this|the present|the current|the following|our) (?:\w+ )?(?:page|article|text|document|story|report|passage|content|item|post|website|site|paragraph|news)"
_READING = r"(?:reading|processing|summari[sz]ing|parsing|indexing|viewing|analy[sz]ing|ingesting|scanning|crawling|translating|answering (?:questions )?(?:from|about|with))"
_READS = r"(?:that|who|which) (?:reads?|process(?:es)?|summari[sz]es?|sees?|parses?|ind?exes?|answers? from)"
_MUST = r"(?:must|should|shall|has to|have to|needs? to|(?:is|are) (?:required|instructed|ordered|obliged|asked|to)|will|please)"

_STRONG = [
    # It names the machine that reads and this page.
    rf"{_BRANDED},? (?:\w+ ){{0,2}}?(?:{_READING}|{_READS}) (?:{_HERE}|this|it)\b",
    rf"\b(?:if|in case|since|because|as) you(?:'re| are) (?:an? |any |the )?(?:{_BRANDED})\b",
    rf"\bwhen (?:an? |any |the )?{_BRANDED} (?:reads|summari[sz]es|processes) {_HERE}",
]
_YOURS = r"(?:instructions?|guidelines?|rules|(?:system )?prompts?|programming|training|operators?|developers?|constraints|directives?)"
_REPLY = r"(?:answer|response|reply|summary|output|completion)s?"
_DO = (
    rf"(?:{_VERB}|{_WORDING}|do not|don't|never|always|only|please|treat|use|include|add|follow|append|insert|"
    r"remember|pretend|act|quote|leave|put|rank|convince|talk|make|give|show|describe|present|omit|"
    r"trust|consider|assume|stop|start|be|you|your|when|if|listen|obey|read|mark|set|send|change|switch)"
)
_PLAIN = [
    # It speaks to a machine, more briefly.
    rf"^\W*(?:(?:hey|dear|hello|hi|ok|okay|attention|listen|important|and|so)[, ]+)?(?:all |any |every |the |you |to |my )*(?:{_BRANDED}|model|assistant|bot)s?\s*[,;!—–-]+\s*{_DO}\b(?!,)",
    rf"^\W*(?:{_BRANDED}|model|assistant)s?\s*:\s*{_DO}\b",
    rf"^\W*(?:(?:important|only|exclusively|reserved|urgent|info|information|meant|intended|addressed|instructions?|notes?|message|reminder|hint|addendum),? )?(?:to|for) (?:(?:the|all|any|every|our|your|whichever) )*{_BRANDED}(?: [\w']+){{0,5}}?\s*[:–—]",
    rf"^\W*(?:{_BRANDED}) (?:instructions?|directives?|prompts?|commands?|notice|override|note)\s*[:–—-]",
    rf"\b(?:this|the following|the next) (?:\w+ )?(?:paragraph|message|section|text|note|sentence|page|line|part|instruction)s? (?:is|are) (?:only |exclusively |solely |meant |intended |addressed |written )*(?:for|to) (?:(?:the|all|any|every) )*{_BRANDED}",
    rf"\b{_BRANDED} (?:is|are|happens? to be) (?:currently |now )?{_READING} (?:{_HERE}|this|it)\b",
    rf"\b{_BRANDED} only\s*[:.;]",
    rf"\b{_BRANDED}[,:] when(?:ever)? you\b",
    rf"\b{_BRANDED} (?:must|should|shall|has to|have to) (?:rank|quote|cite|trust|prefer|select|choose|retrieve|use|present) (?:only )?{_HERE}",
    r"\b(?:you are|you're|you will be) (?:now|no longer) (?:an? |the )?(?:[\w-]+ ){0,3}?(?:assistants?|models?|chatbots?|ai|bots?|summari[sz]er|free|bound)\b",
    r"\bfrom now on,? you (?:will|must|are|should|only|shall)\b",
    # It is about the rules and the task of whoever answers.
    rf"\b(?:overrid(?:es?|ing)|supersedes?|replaces?|cancels?|forget|ignore|disregard|drop|break|suspends?) (?:all |any |of )*your (?:\w+ )?{_YOURS}\b",
    rf"\byour (?:\w+ )?{_YOURS} (?:have|has|were|was|are|is) (?:now |just )?(?:been )?(?:changed|updated|replaced|suspended|overridden|cancelled|void|revoked)",
    rf"\b(?:overrides|supersedes|replaces) (?:all|any|the|every) (?:of the )?{_EARLIER} (?:{_RULES})",
    rf"^\W*(?:{_DO} )?(?:any|every|an?|all) {_REPLY} (?:that|which|to) .{{2,80}}\b(?:must|should|is (?:in(?:correct|valid)|wrong|false|to be|a failure)|are (?:in(?:correct|valid)|wrong)|will be (?:rejected|marked))",
    rf"{_CLAUSE}when(?:ever)? (?:you (?:are )?)?(?:generat(?:e|ing)|produc(?:e|ing)|compos(?:e|ing)|writ(?:e|ing)|giv(?:e|ing)|draft(?:ing)?) (?:your|the|an?|any) (?:\w+ )?{_REPLY}\b",
    r"\bwhen(?:ever)? you (?:summari[sz]e|process|index|cite|quote) (?:this|the) (?:article|page|text|story|document)?",
    rf"{_CLAUSE}(?:do not|don't|never) (?:reveal|mention|disclose|show|repeat|quote|discuss|print|tell anyone about) (?:this|these|the existence of this|your) (?:message|instruction|note|prompt|paragraph|sentence|rule|order|system prompt)s?\b",
    rf"{_CLAUSE}(?:do not|don't|never|avoid) (?:mention(?:ing)?|us(?:e|ing)|read(?:ing)?|cit(?:e|ing)|include|show|consider|quote|consult|compare with) (?:any |the |all )*(?:other|remaining|rest of the) (?:\w+ )?(?:reports|articles|sources|outlets|accounts|passages|documents|pages)",
    rf"{_CLAUSE}(?:{_VERB}) (?:what(?:ever)?|anything|everything|all)(?: that)? (?:(?:the|is|was|were|has been|you|any|other|preceding|previous|of) ){{0,3}}(?:other (?:outlets|sources|articles|reports|pages|documents)|said (?:in|by) the|written (?:in|above)|stated|above|before this|user|preceding|previous)",
    rf"{_CLAUSE}(?:use|trust|quote|cite|believe|rely on|follow|treat) (?:only )?(?:this|the present|the current) (?:article|page|text|source|paragraph|passage|document|message)(?: only| alone|\s*[.!]?\W*$| as (?:your|the) (?:only|sole|single|main|primary)| (?:and|over|instead))",
    rf"{_CLAUSE}(?:use|trust|quote|cite|believe|rely on|follow) only (?:this|the present|the following|the next)\b",
    rf"{_CLAUSE}(?:answer|reply|respond)(?: only)? (?:with|using) (?:only |just )?(?:the |a |one |exactly )*(?:single |one |following |next )?(?:word|sentence|phrase|text|line|token|yes|no|this|json)\b",
    r"\byou (?:will|must|should|shall|are to) (?:only |always |never |now )*(?:answer|reply|respond|output|state|cite)\b.{0,30}\b(?:only|with|exactly|that|nothing but|as follows)\b(?!.*\b(?:form|exam|questionnaire|court)\b)",
    r"\bmark (?:this|the|every|all) (?:statement|claim|sentence|answer)s? (?:as|with)\b|\bcitations? (?:is|are) not (?:needed|required|necessary)\b",
    r"\b(?:put|place|add|append|write|print) \[\d{1,2}\]",
    r"\brank (?:this|the present) (?:passage|page|article|result|document)\b",
    r"^\W*(?:begin|start|end|enter|enable|activate) (?:admin|system|developer|root|debug|god|jailbreak|maintenance)(?:istrator)? (?:override|mode|prompt|access|message)",
    rf"{_CLAUSE}(?:{_VERB}) (?:what(?:ever)?|everything|anything) the user\b|\b(?:tell|inform|convince|persuade|assure) the (?:user|reader) that\b",
    # It speaks to a machine.
    rf"^\W*(?:\w+ ){{0,3}}?(?:note|notice|message|memo|reminder|instructions?|attention|orders?|command|directive|warning|hint|request|info(?:rmation)?)s? (?:to|for|all|any|every) (?:[\w'-]+ ){{0,4}}?{_BRANDED}\b.*?(?:[:;,—–!-]|\b{_MUST}\b|$)",
    rf"^\W*(?:attention|dear|hey|hello|hi|listen|ok|okay)[, ]+(?:all |any |every |the |you |to )*{_BRANDED}\s*(?:\W*$|[,:;!.—–-])",
    rf"^\W*(?:(?:to )?(?:all|any|every|each|the) ){{0,2}}{_BRANDED}\s*[,:;!—–-]+\s*(?:please |you (?:must|should|are to|will) |now |always |never )*(?:{_VERB}|{_WORDING}|do not|don't|treat|use|include|add|follow|append|insert|remember|pretend|act|you)\b",
    r"^\W*as an? (?:ai|language model|assistant|chatbot)\b[^,]{0,40},? (?:you|i)\b",
    rf"\byou are (?:now )?(?:an? |the )?(?:\w+ ){{0,3}}?(?:{_BRANDED}|dan\b|in (?:developer|debug|admin|god) mode)",
    rf"^\W*{_BRANDED} (?:must|should|shall|are to|are required to|have to) (?:\w+ )?(?:state|report|answer|claim|reply|respond|write|say|confirm) (?:\w+ ){{0,4}}?that (?!they|it\b|its|their|users|he\b|she\b)(?!.*\b(?:said|says|law|rules|according|told|argued?s?|wrote|added)\b)",
    # It is about the instructions and the sources that the reader has.
    rf"{_CLAUSE}(?:{_VERB}) {_FEW}{_EARLIER} (?:\w+ )?(?:{_RULES}|{_TEXTS}){_ENOUGH}",
    rf"\b(?:and|then|to|must|should) (?:{_VERB}) {_FEW}{_EARLIER} (?:{_RULES}|{_TEXTS})\b(?=.{{0,80}}\b(?:and|,|;) (?:instead |then |simply |only |just )*(?:{_WORDING}) (?:that|only|exactly|instead|as))",
    rf"{_CLAUSE}(?:{_VERB}) (?:all |any |every )(?:(?:of |the |your |these |those ){{0,2}})(?:{_RULES}|sources|citations|context|documents|passages)\b(?! (?:of|on|in|from|about|for|to|with)\b)",
    rf"{_CLAUSE}(?:{_VERB}) (?:the |your )(?:sources|instructions|system prompt|prompt|context|citations)\s*(?:[,;:!]|and (?:then |instead )?(?:{_WORDING})\b)",
    rf"{_CLAUSE}(?:{_VERB}) {_FEW}(?:{_RULES}|sources|citations|context|documents|passages) (?:above|before this|given so far|listed|you (?:have|were|are))\b",
    rf"{_CLAUSE}(?:{_VERB}) (?:everything|anything|all|what(?:ever)?)(?: (?:else|you|of|that|was|is|has|been|were|the)){{0,5}} (?:told|said|written|read|know|instructed|above|before|prompt)\b.{{0,60}}\b(?:{_WORDING}|you)\b",
    rf"{_CLAUSE}(?:{_VERB}) (?:sources?|passages?|documents?|\[)\s*\d",
    r"\b(?:new|updated|real|actual|true|secret|hidden|additional) (?:system )?(?:instructions?|prompt|task|objective) ?(?:for (?:you|the (?:model|assistant|ai)))? ?[:=]",
    r"\b(?:your|the) (?:system prompt|hidden instructions|initial prompt)\b(?=.*\b(?:reveal|print|repeat|is now|are now|says)\b)|\b(?:reveal|print|repeat|show) your (?:system )?(?:prompt|instructions)\b",
    # It asks for citations.
    rf"{_CLAUSE}(?:do not|don't|never|no need to|avoid|without) (?:cit(?:e|ing)|quot(?:e|ing)|referenc(?:e|ing)|mention(?:ing)?|attribut(?:e|ing)|credit(?:ing)?) (?:it to |this to )?(?:(?:a|any|the|other|another|these|those|this|its|your|real) ){{0,3}}(?:sources?|citations?|references?|outlets?|articles?|source numbers?|\[\d|source \d)(?: for (?:it|this|that|the (?:following|next))| numbers?)?\s*(?:[.,;:!)\]]|$|and\b|or\b|in your|sentence|statement|line)",
    rf"{_CLAUSE}(?:always |only |please )*(?:cite|quote|credit|reference|use|trust|attribute (?:it|this|that|the \w+) to|mark it as) (?:it |this |that )?(?:as |with |only |to |from )*(?:(?:this|the) (?:article|page|text|source) (?:as (?:your|the|a|source)\b|only|instead|for every|for all)|(?:sources?|citations?) (?:number )?\[?\d|\[\d{{1,2}}\])",
    r"\b(?:source|citation) (?:number |no\. ?|#)?\[?\d{1,2}\]? ?(?:says|states?|stated|reports?|reported|confirms?|confirmed|proves?|shows?|is (?:the only|false|wrong|reliable|outdated|fake|unreliable|retracted)|must|should|has been (?:retracted|withdrawn))\b",
    r"\[\d{1,2}\]\s*(?:says|states|confirms|reports|proves|supports|is (?:the only|false|wrong|reliable|outdated|fake|unreliable|retracted))\b",
    r"^\W*\[\d{1,2}\]\s*[a-z][\w .']{1,40}(?:\([^)]{1,40}\)|, [^:]{1,30})?:\s+\S+ \S+ \S+",
    r"^\W*(?:source|citation|evidence|document|context) (?:number |no\. ?|#)?\[?\d{1,2}\]?\s*(?:\([^)]{1,40}\))?\s*[:=]\s*\S",
    r"\b(?:as|is|was|are) (?:stated|confirmed|reported|supported|proven|said) (?:in|by) (?:source|sources|\[) ?\[?\d",
    r"\b(?:all|every|other|the) (?:numbered |other |listed )?sources? (?:in your (?:context|list|prompt)|(?:that )?you (?:were|have been|are) given)\b",
    # It asks for the wording of an answer.
    r"\byour (?:\w+ )?(?:answer|response|reply|summary|output|completion) (?:must|should|shall|has to|is to|will|needs to) (?:\w+ )?(?:say|state|read|begin|start|include|mention|contain|be:|cite|claim|not |only|always|consist|end with|report)",
    rf"^\W*when(?:ever)? (?:you are |you're |somebody |a user |the user |anyone |users? )?(?:is |are )?(?:asked|asks?|queried|questioned)\b[^.]{{0,80}}, (?:always |only |simply |you (?:must|should) )*(?:{_WORDING}) (?:only |simply |exactly )*(?:that|with|:|\"|“|'|this|in)",
    rf"{_CLAUSE}(?:always |also |simply |just )*(?:tell|inform|assure) (?:the |your |every |all )users? (?:that|:)",
    rf"{_CLAUSE}(?:{_WORDING})\b.{{0,40}}\b(?:as (?:a |an )?(?:confirmed|verified|established|undisputed|settled|proven) fact)\b",
    r"^\W*(?:state|answer|reply|respond|write|assert|declare|output) (?:clearly |plainly |only |simply |confidently |exactly )*that (?:the|a|an|all|no|he|she|they|it|there|\w+ (?:has|is|was|will)) ",
    r"^\W*(?!print this\W*$)(?:repeat|output|print|write|reply|respond|answer)(?: with)?(?: only| exactly| verbatim| word for word| back| the following| this| these)+(?: (?:words|sentence|text|line|answer|statement|message|string))?(?: (?:verbatim|exactly|word for word|to the user|in your answer|only|and nothing else))?\s*(?:[:\"“«']|$)",
    r"\bin your (?:answer|response|reply|summary|output)\b(?=.*\b(?:include|mention|say|state|write|add|cite|claim|must|should|do not|only)\b)",
    r"\b(?:include|insert|append|add) (?:the following|this) (?:sentence|text|line|link|statement|claim)\b.{0,40}\b(?:answer|response|summary|output|reply)\b",
    # It is a mark of a chat, or of what a program puts around its sources.
    *marks.PLAIN,
    *languages.PATTERNS,
]
_WEAK = (
    r"^\W*(?:please |also |instead,? |then,? |now,? |and |but |first,? |second,? |finally,? |so |"
    r"furthermore,? |always |never |only |simply |you must |you should |you are to |you will |do not |don't )*"
    r"(?:ignore|disregard|state|say|report|claim|write|answer|reply|respond|output|print|repeat|"
    r"tell|confirm|cite|quote|mention|treat|present|include|omit|leave out|pretend|assume|act|"
    r"use|trust|attribute|credit|name|add|declare|announce|assert|summari[sz]e|conclude|reveal|"
    r"consider|remember|follow|obey|refuse|describe|give)\b(?! (?:the|said|was|were|is|has|had) ?$)"
    r"|^\W*(?:do not|don't|never|you (?:must|should|are|will|may|can|have)|your (?:answer|response|reply|summary|task)|"
    r"this (?:is (?:an? )?(?:order|instruction|verified|confirmed|official|the (?:only|correct|right))|(?:instruction|order|message|fact) (?:is|has|overrides|replaces|comes|was))|failure to|these instructions|the (?:(?:correct|right|only|true) answer|answer (?:is|to)))\b"
)
_ANNOUNCES = (
    r"[:：]\s*[\"“«'>|]*\s*$|\b(?:the following|as follows|this sentence|these words|the next (?:sentence|line|paragraph)|"
    r"what follows|the sentence below|the text below|exactly this|exactly that|word for word|verbatim|below)\W*$|"
    r"\bthe (?:next|following) (?:sentence|line|paragraph|statement|text|words)\b"
)
_QUOTE = re.compile(
    r"\"[^\"]{2,600}\"|“[^”]{2,600}”|«[^»]{2,600}»|„[^“”]{2,600}[“”]|「[^」]{2,600}」|"
    r"(?<!\w)[‘'][^‘’']{8,600}[’'](?!\w)|(?<!\w)'(?:[^']|(?<=\w)'(?=\w)){8,600}'(?!\w)"
)
_FRAME = re.compile(
    r"\b(?:hid(?:den|es?)?|inject\w*|plant(?:ed|s)|embed\w*|insert\w*|conceal\w*|attack\w*|hack\w*|"
    r"research\w*|trick\w*|manipulat\w*|contain\w*|read:?|reads|said|says|told|asked|wrote|writes|"
    r"typ(?:ed|ing)|posted|tweeted|entered|prompt(?:ed|s)?|phrase|words?|sentence|line|text|instruct\w*|"
    r"telling|asking|saying|replied|responded|answered|ordered|urged|warned|label\w*|sign|called|"
    r"titled|headline\w*|book|film|entitled|demand\w*|experiment\w*|study|paper)\b"
)
_FRAME_OF_ATTACK = re.compile(
    r"\b(?:hid(?:den|es?)?|inject\w*|plant(?:ed|s)|embed\w*|insert\w*|conceal\w*|attack\w*|hack\w*|"
    r"research\w*|trick\w*|manipulat\w*|contain\w*|white text|invisible|experiment\w*|study|paper|"
    r"tweet\w*|phrase|typ(?:ed|ing))\b"
)
_FEWEST_OUTSIDE = 2

_DISMISSING = re.compile(rf"(?:{_VERB}) {_FEW}{_EARLIER} (?:{_RULES}|{_TEXTS})")
_AI = re.compile(rf"\b(?:{MACHINE})")

_strong = re.compile("|".join(f"(?:{p})" for p in _STRONG))
# One after the other: joined to one pattern they take twice as long.
_plains = [re.compile(p) for p in _PLAIN]
_weak, _announced = re.compile(_WEAK), re.compile(_ANNOUNCES)
_turn = re.compile("|".join(f"(?:{p})" for p in marks.TURNS))
_opener, _closer = re.compile(marks.OPENERS), re.compile(marks.CLOSERS)
_tokens = re.compile("|".join(f"(?:{p})" for p in marks.TOKENS))
_HINTS = re.compile(
    r"ignor|disregard|forget|overrid|overlook|discard|bypass|neglect|attention to|set aside|"
    r"\b(?:don't|do not|never|stop|only|avoid|without) (?:\w+ )?(?:follow|use|using|read|consult|trust|rely|belie|obey|"
    r"cit|quot|refer|mention|attribut|credit|reveal|disclose|show|repeat|discuss|print|tell|include|consider|compare)|"
    r"\bais?\b|a\.i\.|intell?igen|final answer|llm|\bmodel|chat-?\s?bot|gpt|claude|gemini|copilot|llama|qwen|mistral|"
    r"\bassistant|\bbots?\b|summar|\bsystem\b|prompt|instruct|\bcit(?:e|ing|ation)|automat|crawler|neural|engine|"
    r"\b(?:use|trust|quote|believe|rely on|follow|treat|credit|reference|drop) (?:only |it |this |that |the |as )|"
    r"\bsources?\b|evidence|document|\[|<|\{|`|###|\byour (?:\w+ )?(?:answer|resp|reply|summ|outp|compl|instr|guid|rule|prog|"
    r"train|oper|dev|constr|direct)|\byou(?: are|'re| will| must| should| shall)\b|"
    r"\bwhen(?:ever)? (?:you|generat|produc|compos|writ|giv|draft|asked|queried|questioned|a user|the user|users?|anyone|some)|"
    r"\b(?:tell|inform|convince|persuade|assure) (?:the |your |every |all )|(?:^|\W )(?:state|answer|reply|respond|write|"
    r"assert|declare|output|repeat|print|say|report|confirm|conclude|announce|claim|note|begin|start|end|enter|enable|"
    r"activate|keep|visit)\b|\busers?\b|\bfact\b|context|passage|\brank this|\bmark (?:this|the|every|all)|supersede|"
    r"replaces|cancel|suspend|void|\bany (?:answer|response|reply|summ|output)|\bthis (?:page|article|text|paragraph|line)|"
    r"[\u0370-\u1fff\u2c00-\uffff]|" + languages.HINTS
)


def speaks_to_machine(text: str) -> bool:
    """Whether a folded sentence by itself is addressed to a machine."""
    if not _HINTS.search(text):
        return False
    if _tokens.search(text):
        return True
    outside = _QUOTE.sub(' "" ', text)
    is_told = (
        outside != text
        and len(re.findall(r"\w+", outside)) >= _FEWEST_OUTSIDE
        and bool(_FRAME.search(outside))
    )
    if not is_told:
        return bool(_strong.search(text) or _is_plain(text) or languages.squeezed(text))
    if _strong.search(outside) or _is_plain(outside):
        return True
    # A quotation that speaks of this very page is an order, whoever is said to have given it;
    # unless the sentence is about people who plant such orders.
    if _FRAME_OF_ATTACK.search(outside):
        return False
    quoted = " ".join(_QUOTE.findall(text))
    dismisses = _DISMISSING.search(quoted) and _AI.search(quoted)
    return bool(_strong.search(text) or dismisses)


def _is_plain(text: str) -> bool:
    return any(pattern.search(text) for pattern in _plains) or is_ordering(text)


def opens_turn(text: str) -> bool:
    """Whether a sentence makes somebody else speak from here on."""
    return bool(_turn.search(text))


def closes_turn(text: str) -> bool:
    """Whether the last mark in a sentence ends a turn."""
    *_, closed = [-1, *(m.start() for m in _closer.finditer(text))]
    *_, opened = [-1, *(m.start() for m in _opener.finditer(text))]
    return closed > opened


def is_opener(text: str) -> bool:
    """Whether a sentence is nothing but the mark of a turn, so that the turn comes after it."""
    return bool(_turn.search(text)) and len(re.findall(r"\w+", text)) <= 3  # noqa: PLR2004


def announces(text: str) -> bool:
    """Whether an order says that its words come in the next sentence."""
    return bool(_announced.search(text))


def goes_on(text: str) -> bool:
    """Whether a sentence after an order reads like the next point of it."""
    return bool(_weak.search(text))
