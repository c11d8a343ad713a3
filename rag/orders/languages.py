"""The same orders in other languages: who is addressed, and what is to be ignored or cited."""

# ruff: noqa: E501 - a pattern is read whole

from __future__ import annotations

import re
from typing import NamedTuple

from rag.orders.unmasking import fold


class _Tongue(NamedTuple):
    """How a language words an order to a machine."""

    machine: str
    note: str
    """Words that begin a message to somebody, with the preposition."""
    reading: str
    """"Reading this page", after a machine."""
    ignore: str
    """Imperatives."""
    rules: str
    """Instructions and sources, with what makes them those of the reader."""
    order: str
    """What a machine is told to do, and what citing is called."""
    yours: str
    """The rules of whoever is spoken to."""


_TONGUES = (
    _Tongue(
        r"(?:modeles? (?:de langage|d'ia|linguistiques?)|ia|intelligences? artificielles?|assistants?(?: (?:ia|virtuels?|numeriques?))?|agents? conversationnels?|chatbots?|robots? conversationnels?)",
        r"(?:note|message|instructions?|consignes?|avis|attention|ordre|rappel) (?:a|aux?|pour|destinee?s? aux?)",
        r"(?:lisant|qui (?:lit|lisez|lisent|resume)|traitant|resumant) (?:cette page|cet article|ce texte|ceci)",
        r"(?:ignore[rz]?|oublie[rz]?|ne (?:tiens?|tenez) pas compte|faites abstraction|negligez)",
        r"(?:(?:instructions?|consignes?|directives|regles) (?:precedentes?|anterieures?|ci-dessus|recues)|(?:autres|toutes les|les) (?:sources|articles|instructions|consignes)(?: (?:precedentes|ci-dessus))?\s*(?:$|[.,;:!]|et ))",
        r"(?:ignore[rz]?|affirme[rz]?|dites|dis que|ecrivez|ecris|reponde?z|reponds|indiquez|declarez|ne cite[rz]? (?:pas|aucune)|citez|vous devez|tu dois|resumez|presentez)",
        r"(?:tes|vos) (?:consignes|instructions|regles|directives)",
    ),
    _Tongue(
        r"(?:(?:ki|k\.i\.|kunstliche intelligenz)(?:-?(?:modelle?n?|systeme?n?|assistent(?:en)?|sprachmodelle?n?))?|(?:groß?s?e )?sprachmodelle?[ns]?|chat-?bots?|assistent(?:en)?)",
        r"(?:hinweis|anweisung|anmerkung|nachricht|notiz|achtung|mitteilung|befehl|wichtig|auftrag)(?:en)? (?:an|fur)",
        r"(?:,? ?(?:die|das|der|welche[sr]?) )?(?:diesen? (?:seite|text|artikel|beitrag)|dies) (?:liest|lesen|verarbeiten|zusammenfass\w+|auswerte\w+)",
        r"(?:ignorieren? ?(?:sie)?|ignoriert?|vergiss|vergessen sie|missachten? ?(?:sie)?|beachten? (?:sie )?nicht|ubergehen? ?(?:sie)?)",
        r"(?:(?:vorherigen?|fruheren?|bisherigen?|obigen?|vorigen?|anderen?|ubrigen?|alle[nr]?) (?:\w+ ){0,2}?(?:anweisung(?:en)?|instruktion(?:en)?|vorgaben?|befehle?|quellen?|artikel|regeln))",
        r"(?:ignorier\w*|behaupten? (?:sie)?|schreiben? (?:sie)?|antworten? (?:sie)?|nenn\w* (?:sie )?(?:keine|nur)|nenn\w*|sagen? sie|sag |melden? sie|zitieren? sie|stellen? sie|gib |geben sie|du musst|sie mussen|muss(?:en)?\b)",
        r"(?:deine|ihre|eure) (?:regeln|anweisungen|vorgaben|instruktionen)",
    ),
    _Tongue(
        r"(?:modelos? (?:de (?:lenguaje|ia)|linguisticos?)|ia|inteligencias? artificial(?:es)?|asistentes?(?: (?:de ia|virtual(?:es)?))?|chat-?bots?)",
        r"(?:nota|mensaje|instruccion(?:es)?|aviso|atencion|orden|indicacion(?:es)?) (?:a|al|para|dirigid[ao]s? a)",
        r"(?:que (?:lea|lee|lean|leen|resuma|procese|procesen)|leyendo|al leer) (?:esta pagina|este (?:articulo|texto)|esto)",
        r"(?:ignor[ae]n?|olvid[ae]n?|ha(?:z|ga|gan) caso omiso de|no (?:hagas|haga|tengas|tenga) (?:caso (?:a|de)|en cuenta)|descart[ae]n?)",
        r"(?:(?:instruccion(?:es)?|indicacion(?:es)?|ordenes|reglas) (?:anteriores|previas|recibidas)|(?:demas|otr[ao]s|todas las|todos los|las) (?:fuentes|articulos|instrucciones)(?: anteriores| previas)?\s*(?:$|[.,;:!]|y ))",
        r"(?:ignor[ae]|afirm[ae]n?|dig?a(?:n|s)? que|di que|escrib[ae]n?|respond[ae]n?|indique|declare|no cite[sn]?|cite|debes?|deben?)",
        r"(?:tus|sus) (?:instrucciones|reglas|normas)",
    ),
    _Tongue(
        r"(?:modell[oi] (?:linguistic[oi]|di linguaggio|di ia)|ia|intelligenz[ae] artificial[ei]|assistent[ei](?: (?:virtual[ei]|ia))?|chat-?bot)",
        r"(?:nota|messaggio|istruzion[ei]|avviso|attenzione|ordine|comunicazione) (?:a|ai|agli|al|all'|per(?: (?:i|gli|le))?)(?: tutt[ei] (?:i|gli|le))?",
        r"(?:che (?:legge|leggono|elabora|riassume|riassumono)) (?:quest[ao] (?:pagina|articolo|testo)|questo|quest'articolo)",
        r"(?:ignor(?:a|ate|i|ino)|dimentic(?:a|ate|hi)|non (?:tener[ei]?|tenete|tenga) conto (?:di|delle|dei|degli)|trascur(?:a|ate|i))",
        r"(?:(?:istruzioni|indicazioni|ordini|regole) (?:precedenti|ricevute|di cui sopra)|(?:altre|altri|tutte le|tutti gli|le) (?:fonti|articoli|istruzioni)(?: precedenti)?\s*(?:$|[.,;:!]|e ))",
        r"(?:ignor(?:a|ate)|afferm(?:a|ate|i)|di(?:te|ca)? che|scriv(?:i|ete|a)|rispond(?:i|ete|a)|dichiar(?:a|ate|i)|non cit(?:are|ate|i)|cit(?:a|ate|i)|dev(?:i|e|ono)|dovete)",
        r"(?:le tue|le vostre|le sue) (?:istruzioni|regole)",
    ),
    _Tongue(
        r"(?:modelos? (?:de (?:linguagem|ia)|linguisticos?)|ia|inteligencias? artificia(?:l|is)|assistentes?(?: (?:de ia|virtua(?:l|is)))?|chat-?bots?)",
        r"(?:nota|mensagem|instruc(?:ao|oes)|aviso|atencao|ordem) (?:a|ao|aos|para|as|dirigidas? a)",
        r"(?:que (?:leia|le|leiam|leem|resuma|processe)|lendo|ao ler) (?:esta pagina|este (?:artigo|texto)|isto)",
        r"(?:ignor[ae]m?|esquec[ea]m?|desconsider[ae]m?|nao (?:considere|leve) em conta|desprez[ae]m?)",
        r"(?:(?:instruc(?:ao|oes)|indicac(?:ao|oes)|ordens|regras) (?:anteriores|previas|recebidas)|(?:demais|outr[ao]s|todas as|todos os|as) (?:fontes|artigos|instrucoes)(?: anteriores)?\s*(?:$|[.,;:!]|e ))",
        r"(?:ignor[ae]|afirm[ae]m?|dig[ao]m? que|diga|escrev[ae]m?|respond[ae]m?|declar[ae]m?|nao cit[ae]m?|cite|dev[ae]m?)",
        r"(?:as )?(?:tuas|suas) (?:instrucoes|regras)",
    ),
    _Tongue(
        r"(?:языков\w+ модел\w+|модел\w+ (?:ии|искусственного интеллекта)|ии(?:-\w+)?|искусственн\w+ интеллект\w*|чат-?бот\w*|ассистент\w*|нейросет\w+|помощник\w* ии)",
        r"(?:примечание|сообщение|инструкция|указание|внимание|заметка|команда|приказ)(?: (?:для|всем|к))?",
        r"(?:,? ?(?:читающ\w+|которая читает|которые читают|обрабатывающ\w+)) (?:эту страницу|эту статью|этот текст|это)",
        r"(?:проигнорируй(?:те)?|игнорируй(?:те)?|забудь(?:те)?|не обращай(?:те)? внимания на|не учитывай(?:те)?|отбрось(?:те)?)",
        r"(?:(?:предыдущ\w+|прежн\w+|остальн\w+|други\w+|все|вышеуказанн\w+|ранее полученн\w+) (?:\w+ ){0,2}?(?:инструкци\w+|указани\w+|команд\w*|источник\w*|стать\w+|правил\w*|приказ\w*))",
        r"(?:игнорируй\w*|утверждай(?:те)?|сообщи(?:те)?|напиши(?:те)?|ответь(?:те)?|скажи(?:те)?|не (?:цитируй(?:те)?|ссылай(?:ся|тесь)|указывай(?:те)?)|должн\w+|обязан\w*)",
        r"(?:свои|твои|ваши) (?:правила|инструкции|указания)",
    ),
    _Tongue(
        r"(?:мовн\w+ модел\w+|ші(?:-\w+)?|штучн\w+ інтелект\w*|чат-?бот\w*|асистент\w*|нейромереж\w+)",
        r"(?:примітка|повідомлення|інструкція|вказівка|увага|команда|наказ)(?: (?:для|всім|до))?",
        r"(?:,? ?(?:що|яка|які|котра) (?:читає|читають|обробляє)) (?:цю сторінку|цю статтю|цей текст|це)",
        r"(?:проігноруй(?:те)?|ігноруй(?:те)?|забудь(?:те)?|не зважай(?:те)? на|не враховуй(?:те)?|відкинь(?:те)?)",
        r"(?:(?:попередн\w+|інш\w+|решту|усі|всі|вищенаведен\w+) (?:\w+ ){0,2}?(?:інструкці\w+|вказівк\w+|команд\w*|джерел\w*|статт\w+|правил\w*|наказ\w*))",
        r"(?:ігноруй\w*|стверджуй(?:те)?|повідом(?:те)?|напиши(?:іть)?|напишіть|відповідай(?:те)?|скажи|скажіть|не (?:цитуй(?:те)?|посилай(?:ся|теся)|вказуй(?:те)?)|повинн\w+|мусить)",
        r"(?:свої|твої|ваші) (?:правила|інструкції|вказівки)",
    ),
)  # fmt: skip
_CLAUSE = r"(?:^\W*|[:;.!?—–\"“«»-]\s*|, )"
_FEW = r"(?:[\w']+ ){0,3}?"

_UNSPACED = [
    r"如果(?:你|您)是(?:一个|一名)?(?:ai|人工智能|语言模型|助手)",
    r"إذا كنت (?:نموذج|ذكاء|مساعد|الذكاء)",
    r"作为(?:一个|一名)?(?:ai|人工智能|语言模型|助手).{0,3}(?:你|您)|(?:ai|人工智能|语言模型|助手)[，,：:]\s*(?:请|你|您|必须)",
    r"(?:أيها|أيتها|يا|عزيزي) (?:الذكاء الاصطناعي|النموذج|المساعد|نموذج|روبوت)",
    # Chinese
    r"(?:忽略|无视|無視|忽視|忽视|不要理会|不要理會|忘记|忘記|不要遵循|请勿参考).{0,10}(?:指令|指示|提示词|来源|來源|消息源|其他文章|其它文章|其他报道)",
    r"(?:致|给|給|请|請|所有|任何|各位).{0,8}(?:语言模型|語言模型|人工智能|人工智慧|大模型|聊天机器人|聊天機器人|\bai(?:助手|模型|系统)?)[^。]{0,16}(?:[:：,，]|阅读|閱讀|必须|必須|应当)",
    r"(?:语言模型|語言模型|人工智能|人工智慧|大模型|聊天机器人|\bai(?:助手|模型|系统)?).{0,6}(?:阅读|閱讀|读取|处理|處理).{0,4}(?:本页|本文|此页|本頁|这篇文章|此文)",
    r"(?:不要|请勿|切勿|禁止)(?:引用|标注|注明)(?:任何)?(?:来源|來源|出处|消息源)",
    # Arabic
    r"(?:تجاهل(?:وا|ي)?|انس(?:وا|ي)?|لا تلتفت(?:وا)? (?:إلى|ل)).{0,24}(?:التعليمات|الأوامر|المصادر|المقالات|التوجيهات)",
    r"(?:ملاحظة|تنبيه|رسالة|تعليمات|إلى|أمر).{0,20}(?:نموذج لغوي|نماذج اللغة|النماذج اللغوية|نموذج اللغة|الذكاء الاصطناعي|روبوتات? الدردشة|مساعد(?:ات)? الذكاء).{0,40}(?:[:،]|يقرأ|تقرأ)",
    r"لا (?:تذكر|تستشهد|تقتبس)(?:وا|ي)? (?:ب)?(?:أي )?(?:مصدر|المصدر|المصادر)",
]

_IF_YOU = (
    r"\b(?:si (?:tu es|vous etes)|(?:wenn|falls) (?:du|sie) (?:eine? |ein |als )?|si (?:eres|usted es|es usted)|"
    r"se (?:sei|siete|lei e)|se (?:voce e|es|for)|если (?:ты|вы)(?: -| —)?|якщо (?:ти|ви)(?: -| —)?)\s*"
    r"(?:\w+'|\w+ ){0,2}?"
)

PATTERNS = [
    *(
        pattern
        for t in (_Tongue(*map(fold, written)) for written in _TONGUES)
        for pattern in (
            rf"{_CLAUSE}{t.ignore} {_FEW}{t.rules}",
            rf"^\W*(?:\w+ )?{t.note} {_FEW}{t.machine}\b[^.]{{0,60}}(?:[:;,!—–-]|$)",
            rf"\b{t.machine}[ ,]+(?:\w+ ){{0,1}}?{t.reading}",
            rf"^\W*(?:[\w']+,? ){{0,4}}?{t.machine}\s*[,:;!—–-]\s*(?:[\w']+ ){{0,2}}?(?:{t.order}|{t.ignore})\b",
            rf"{_CLAUSE}{t.ignore} {t.yours}",
            rf"{_IF_YOU}{t.machine}\b",
        )
    ),
    *map(fold, _UNSPACED),
]
"""Of folded text."""

HINTS = (
    r"ignori|consigne|istruz|regl|regole|regras|compte|abstraction|caso|conto|descart|desprez|verwerf|vorgabe|befehl|vergiss|vergess|missacht|oubli|olvid|dimentic|esquec|desconsid|trascur|\bia\b|\bki\b|"
    r"sprachm|langage|lenguaje|linguag|linguist|lingüist|hinweis|anweis|nota\b|note\b|aviso|avviso"
)

_SQUEEZED = re.compile(
    r"(?:ignore|disregard|forget|override)(?:all|any|the|your|of|these|every){0,3}"
    r"(?:previous|prior|earlier|other|above|system)(?:instruction|source|article|prompt|rule)"
    r"|(?:note|message|instructions?|attention)(?:to|for)?(?:all|any|every|the)?(?:ai|languagemodel|llm|chatbot)"
)


def squeezed(text: str) -> bool:
    """Whether a text whose blanks are gone is an order."""
    return " " not in text and bool(_SQUEEZED.search(text))
