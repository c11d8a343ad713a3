"""How the lines of a page read that are not the article, in the languages of the archive.

Cues are shapes and the few words that such lines open with, not whole sentences; each is as
narrow as it can be, because a sentence of the article must never go.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 400
"""Characters; no line of furniture that stands alone is longer."""


class Cue(NamedTuple):
    """A shape of line, and what a line of that shape is."""

    reason: str
    shape: re.Pattern[str]
    words: int
    """The most words such a line has."""
    whole: bool = True
    """Whether the shape covers the whole line; otherwise it need only open it."""


def _cue(reason: str, shape: str, words: int, *, whole: bool = True) -> Cue:
    return Cue(reason, re.compile(shape, re.VERBOSE | re.IGNORECASE), words, whole)


# Words of menus. A line of nothing but these is one, wherever it stands above or below the text.
SECTIONS = frozenset(
    """america americas africa asia europe world home homepage news politics business economy
    markets money finance sport sports football culture arts entertainment lifestyle life style
    opinion comment editorial science tech technology health weather travel food video videos
    photos podcasts podcast live latest national international local regional region uk us usa u.s.
    eu russia ukraine china middle east education environment climate crime stories magazine
    newsletter newsletters search menu sections subscribe login contact about jobs books film music
    tv radio games crosswords puzzles obituaries classifieds notices features photo gallery
    startseite politik wirtschaft gesellschaft kultur wissen panorama lokales ausland inland
    meinung netzwelt reise wetter anmelden abo
    accueil monde politique économie société culture sports sciences idées débats météo france
    s'abonner connexion
    portada mundo política economía deportes cultura sociedad opinión internacional tecnología
    españa suscríbete
    главная политика общество экономика спорт мир культура наука технологии происшествия новости
    фото видео мнения статьи россия украина
    cronaca politica esteri economia cultura meteo""".split()
)
SECTION_LINKS = frozenset("and & | / · • › » > - – — und et y и".split())

# Words of buttons for sharing and of counters beside them.
BUTTONS = frozenset(
    """share save print email e-mail mail tweet pin post copy link url facebook twitter x instagram
    whatsapp telegram linkedin reddit pinterest messenger threads bluesky mastodon youtube tiktok
    flipboard viber vk ok line gift this article story page on to via with more comment comments now
    view all likes like shares views listen bookmark follow us teilen drucken merken kommentare
    kommentar partager imprimer enregistrer commentaires compartir guardar imprimir comentarios
    поделиться вк ок телеграм распечатать комментарии condividi stampa commenti
    opens in new window click a friend subscribe rss""".split()
)
# Of a line of buttons at least one word must be one of these: "on to more" is not.
BUTTON_NAMES = frozenset(
    """share tweet email e-mail facebook twitter instagram whatsapp telegram linkedin reddit
    pinterest bluesky print teilen drucken merken partager imprimer compartir imprimir поделиться
    телеграм condividi shares""".split()
)

LISTS = re.compile(
    r"""(?:the\ )?(?:latest\ )?news\ ?feed | latest\ (?:news|headlines|stories|articles|posts)
    | most\ (?:read|popular|viewed|shared|commented) | trending(?:\ (?:now|stories|news))?
    | top\ (?:stories|news|headlines) | (?:more|other)\ (?:top\ )?(?:stories|headlines|news
        |articles)
    | more\ (?:from\b.*|on\ this\ (?:story|topic)) | related(?:\ (?:stories|articles|posts|news
        |topics|content|coverage|links))?
    | recommended(?:\ (?:for\ you|stories|articles|reading|videos))? | recent\ (?:posts|stories
        |articles)
    | you\ (?:may|might)\ also\ (?:like|be\ interested\ in) | people\ are\ also\ reading
    | (?:what\ to\ )?read\ next | up\ next | keep\ reading | editor['’]?s['’]?\ (?:picks?|choice)
    | (?:promoted|sponsored|featured|popular)\ (?:stories|content|links|posts|articles)
    | around\ the\ web | from\ the\ web | in\ other\ news | don['’]t\ miss
    | meistgelesen(?:e\ artikel)? | das\ könnte\ sie\ (?:auch\ )?interessieren | mehr\ zum\ thema
    | auch\ interessant | (?:neueste|aktuelle)\ (?:nachrichten|meldungen) | newsticker
    | les\ plus\ lus | le\ fil\ info | sur\ le\ même\ (?:sujet|thème) | à\ lire\ aussi
        | dernières\ (?:nouvelles|infos)
    | noticias\ relacionadas | lo\ más\ (?:leído|visto) | (?:te|le)\ puede\ interesar
        | últimas\ noticias
    | лента\ новостей | (?:последние|главные)\ новости | читайте\ также | (?:новости|ещё
        |еще)\ по\ теме
    | самое\ (?:читаемое|популярное) | i\ più\ letti | leggi\ anche | potrebbe\ interessarti""",
    re.VERBOSE | re.IGNORECASE,
)
"""A heading of its own, under which other articles are listed."""

COMMENTS = re.compile(
    r"""(?:\d+\ |reader\ |most\ recent\ |all\ |join\ the\ )?(?:comments?|kommentare|commentaires
    |comentarios|комментарии|commenti)(?:\ \(?\d+\)?)? | \d+\ thoughts?\ on\b.*
    | leave\ a\ (?:comment|reply) | discussion\ about\ this\ post | join\ the\ (?:conversation
        |discussion)""",
    re.VERBOSE | re.IGNORECASE,
)
A_COMMENT = re.compile(
    r"\bsays:|\breply\b|\breport\b|\blikes?\b|\d\d?:\d\d|\bago\b|antworten|répondre|responder|ответить",
    re.IGNORECASE,
)

TIMESTAMP = re.compile(
    r"""(?:published:?\ |posted:?\ |updated:?\ )?(?:\d{1,2}[./]\d{1,2}[./](?:\d\d){1,2}
        |\d{4}-\d\d-\d\d
    |\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?=$|\s)|\d+\ (?:min|minutes?|hours?|hrs?|days?
        |weeks?)\ ago
    |vor\ \d+\ \w+|il\ y\ a\ \d+\ \w+|hace\ \d+\ \w+|\d{1,2}\ [^\W\d_]{3,9}\ \d{4}
        |[^\W\d_]{3,9}\.?\ \d{1,2},\ \d{4})""",
    re.VERBOSE | re.IGNORECASE,
)
BARE_TIME = re.compile(r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)

APPEAL = re.compile(
    r"""(?:a|an)\ (?:\w+\ )?(?:message|note|word|appeal)\ from\ .{2,60}? [:.!]?
    | dear\ (?:readers?|friends?|supporters?)\s*[,:!]
    | (?:please\ )?(?:support|help)\ (?:us|our\ (?:journalism|work|newsroom|reporting)
        |independent\ journalism|quality\ journalism)\b.{0,80}
    | we\ need\ your\ (?:help|support)\b.{0,80} | before\ you\ go\b.{0,80}""",
    re.VERBOSE | re.IGNORECASE,
)
APPEAL_END = re.compile(
    r"""(?:(?:not\ ready\ to\ support\ today\?\s*)?remind\ me\ (?:later|next\ month)|no,?\ thanks
        |not\ now
    |maybe\ later|continue(?:\ reading)?|donate(?:\ now)?|support\ us|contribute|once|monthly
        |annual)[.!]?""",
    re.VERBOSE | re.IGNORECASE,
)
APPEAL_TONE = re.compile(r"\b(?:we|our|us|you|your|ourselves|yours)\b", re.IGNORECASE)
APPEAL_AIM = re.compile(
    r"\b(?:support|donat\w+|contribut\w+|subscri\w+|member(?:ship)?s?|journalis\w+|readers?|"
    r"silenced?|independent|newsroom|reporting|help|dear|thank)\b",
    re.IGNORECASE,
)

CREDIT_NAMES = re.compile(
    r"(?:[©/|,.&() -]|(?:for|of|the|via|by|from|de|du|von|van|di|da|und|and|et|y|file|handout)\b"
    r"|[^\W\d_]\.|(?-i:[^\W\d_a-zß-öø-ÿа-яё])[\w.'’-]*|dpa\b|(?:19|20)\d\d|epa\b|\w+\.com\b)++",
    re.IGNORECASE,
)
PHOTO = re.compile(
    r"""(?:^|(?<=[\s(\[.,|–—-]))(?P<label>(?:file\ |archive?\ )?(?:photo(?:graph)?(?:\ (?:by
        |credit))?
      |picture(?:\ by)?|image(?:\ (?:credit|source))?|(?:photo\ )?credits?|illustration(?:\ by)?
      |foto|fotos|bild|symbolbild|fotografía|imagen|imágenes|crédits?(?:\ photos?)?|fotocredit
      |фото|иллюстрация))(?:\s*[:/©|]\s*|(?<=\ by)\s+|(?<=^photo)\s+)(?P<who>\S.{0,80})$""",
    re.VERBOSE | re.IGNORECASE,
)
"""A label with a name after it, up to the end of the line."""

_APART = r"(?:^|(?<=[.!?…)\"”’])\s+|[(\[|]\s*|\s[–—-]\s+)"
_NAMES = r"(?:(?-i:[^\W\d_a-zß-öø-ÿа-яё])[\w.'’-]*[\ ,]+)*(?-i:[^\W\d_a-zß-öø-ÿа-яё])[\w.'’-]*"
_AGENCIES = r"""(?:reuters|afp|ap|epa|epx|dpa|getty(?:\ images)?|ritzau|ntb|tass|bloomberg
    |shutterstock|anadolu|imago|picture\ alliance|keystone|pa|pool|file\ photo|handout|alamy|zuma
    |xinhua)(?:\ via\ [\w\ /]{2,30})?"""
PHOTO_AGENCY = re.compile(
    rf"""{_APART}(?:
        {_NAMES}\s?/\s?(?:[\w.\ ]{{2,30}}/\s?){{0,3}}{_AGENCIES}
      | (?:reuters|ap\ photo|afp|epa|getty\ images|ap)\s?/\s?(?-i:[A-ZÀ-Þ]).{{1,60}}
      | (?:{_NAMES}\s)?(?:via\ )?(?:getty\ images|shutterstock|alamy|istockphoto|unsplash)
      | {_NAMES}\s+via\s+(?:reuters|ap|afp)
      )[)\].]*$
    | \s©\s?(?!\d)(?-i:[^\W\d_a-zß-öø-ÿа-яё]).{{1,50}}$
    | ^image\ (?:source|caption)\b,?.*$ | ^photos?\ courtesy\ of\b.{{1,80}}$""",
    re.VERBOSE | re.IGNORECASE,
)
"""A photographer with an agency, set apart from the caption."""

MORE = re.compile(
    r"""(?P<firm>recommended\ articles?|also\ read|read\ also|read\ next|lesen\ sie\ (?:auch|dazu
        |mehr|hier)
      |(?:à\ )?lire\ (?:aussi|également)|lea\ también|lee\ también|leer\ más|читайте\ (?:также
        |далее|ещё|еще)
      |смотрите\ также|leggi\ anche|leia\ (?:também|mais)|mehr\ dazu|lees\ ook|read\ more(?:\ on
        |\ about)?)
    | (?P<loose>more\ (?:headlines|stories|news)|see\ (?:also|more)|related(?:\ (?:articles?
        |stories|story|news|coverage))?
      |recommended|you\ may\ (?:also\ )?like|must\ read|don['’]t\ miss|in\ case\ you\ missed\ it
        |weiterlesen
      |voir\ aussi|(?:te|le)\ puede\ interesar|noticias\ relacionadas|по\ теме|см\.\ также
        |approfondisci)""",
    re.VERBOSE | re.IGNORECASE,
)

LINES: tuple[Cue, ...] = (
    _cue("advertisement", r"""[\[(—–-]*\s*(?:advertisements?|ad|sponsored|promoted|anzeige
        |werbung|publicité|publicidad
        |pubblicità|реклама|(?:article|story)\ continues\ (?:below|after).*
        |scroll\ (?:down\ )?to\ continue.*
        |loading\ more\ stories.*)\s*[\])—–.…-]*""", 10),
    _cue("page control", r"""(?:skip\ to\ (?:main\ )?content|aller\ au\ contenu(?:\ principal)?
        |zum\ inhalt(?:\ springen)?
        |back\ to\ (?:top|home(?:page)?)|nach\ oben|\[?back\]?|loading(?:\.{3}|…)?|play\ video
        |video\ player|close|menu|toggle\ \w+
        |click\ to\ enlarge|view\ in\ (?:browser|app)|open\ in\ app|sign\ in|log\ in|sign\ up
        |subscribe|register
        |(?:\d+\ |an?\ )?(?:min(?:ute)?s?)[\ -]read|reading\ time.{0,20}|lesezeit.{0,20}
        |\d+\ min\ de\ lecture
        |remind\ me\ later\.?|listen\ to\ this\ article.*|(?:please\ )?enable\ javascript\b.*
        |download\ (?:the|our)\ app\b.*|share\ (?:this|on)\b.{0,40})""", 10),
    _cue("cookie notice", r"""(?:(?:this|our)\ (?:web)?site
        |we(?:\ and\ our\ (?:\d+\ )?partners)?)\ (?:\w+\ ){0,2}(?:uses?|stores?)\b.*\bcookies?\b.*
        | we\ and\ our\ \d+\ partners\b.* | (?:by\ (?:continuing|using)
        |if\ you\ continue)\b(?=.*\b(?:you|your)\b)(?=.*\b(?:agree|consent|accept)).*\b(?:site
        |website)\b.*\bcookies?\b.*
        | (?:accept|reject|manage|allow)(?:\ all)?\ cookies.* | cookie\ (?:policy|settings|notice
        |preferences|consent).{0,40}
        | (?:wir|diese\ (?:web)?seite)\ (?:verwenden|verwendet|nutzen|nutzt)\b.*\bcookies\b.*
        | nous\ utilisons\ des\ cookies.*
        | (?:este\ sitio\ )?(?:web\ )?utiliza(?:mos)?\ cookies.*
        | мы\ используем\ (?:файлы\ )?cookie.*
        | weiter\ mit\ werbung\ lesen.*""", 70),
    _cue("newsletter", r"""(?:sign\ up|subscribe|register|get|join|receive|don['’]t\ miss
        |click\ here|follow\ us|download)\b
        (?=.*\b(?:newsletters?|inbox|e-?mails?\ (?:alerts?|updates?)|whatsapp\ channel
        |telegram(?:\ channel)?|subscribers?
        |our\ (?:app|channel|daily|weekly|free|podcast)|on\ (?:facebook|twitter|instagram
        |google\ news|telegram))\b).*
        | (?:our|the)\ (?:free\ |daily\ |weekly\ |morning\ )*newsletters?\b.{0,60}
        | (?:melden\ sie\ sich|abonnieren\ sie|jetzt\ abonnieren)\b.*(?:newsletter|kanal|an\b).*
        | unser\ newsletter.{0,40}
        | (?:abonnez-vous|inscrivez-vous)\b.*(?:newsletter|lettre|chaîne).* | suscríbe(?:te
        |se)\b.*(?:boletín|newsletter|canal|euro).*
        | подпи(?:шитесь|сывайтесь)\b.*(?:рассылк|канал|telegram|телеграм|новост).* """, 35),
    _cue("subscription notice", r"""(?:this\ (?:article|content|story)\ is\ (?:for|available\ to
        |only\ for|reserved\ for)\ .{0,20}(?:subscribers|members)\b.*
        | (?:already\ a\ (?:subscriber|member)\?.*) | to\ (?:read
        |continue\ reading)\b.{0,40}\b(?:subscribe|log\ in|sign\ in|register)\b.*
        | subscribe\ (?:now|today|to\ (?:read|continue|unlock)).*
        | (?:cet\ article\ est\ )?réservé\ aux\ abonnés.*
        | (?:weiterlesen|lesen\ sie\ weiter)\ mit\b.*
        | contenido\ exclusivo\ para\ suscriptores.*)""", 40),
    _cue("agency note", r"""this\ (?:article|story|report|content|text|post|news|dispatch
        |material|item)\b
        (?=.*\b(?:automat\w+|auto-?generated|syndicated|(?:agency|wire|news)\ (?:source|feed)
        |newsfeed|staff)\b)
        (?=.*\b(?:without\ (?:\w+\ ){0,2}(?:modifications?|edit(?:s|ing)|changes?|intervention)
        |generated
          |not\ (?:been\ )?(?:edited|modified|reviewed|created)|(?:published|imported
          |taken)\ from)\b).*
        | (?:except\ for\ the\ headline,\ )?this\ (?:story
        |article)\ has\ not\ been\ edited\ by\b.*
        | dieser\ (?:text|artikel|beitrag)\ (?:wurde|stammt)\b(?=.*\b(?:automatisch|newsfeed
        |agenturfeed)\b).*
        | cet\ article\ a\ été\ (?:généré|publié)\ automatiquement.*
        | este\ (?:artículo|texto)\ (?:fue|ha\ sido)\ (?:generado|publicado)\ automáticamente.*
        | (?:материал|текст)\ (?:подготовлен|создан)\ автоматически.*""", 60),
    _cue("copyright", r"""(?:copyright\ *(?:©|\(c\)|(?:19|20)\d\d)|©|\(c\)\ ).{0,200}
        | (?:.{0,80}\b)?(?:all\ rights\ reserved|alle\ rechte\ vorbehalten
        |tous\ droits\ réservés|todos\ los\ derechos\ reservados|все\ права\ защищены
        |reproduction\ interdite|riproduzione\ riservata)\.?""", 45),
    _cue("tags", r"""(?:tags?|tagged|topics?|keywords?|filed\ under|categor(?:y|ies)
        |schlagw[oö]rter|themen|mots-clés|etiquetas|теги|метки)
        \s*(?::|$).{0,200}""", 30),
    _cue("comments hint", r"""(?:leave\ a\ (?:comment|reply)|comments\ are\ closed
        |commenting\ .{0,40}\bisn['’]t\ available.*|log\ in\ to\ (?:comment|reply)
        |post\ a\ comment|(?:view|show|read)\ (?:all\ )?(?:\d+\ )?comments
        |join\ the\ conversation|be\ the\ first\ to\ comment
        |\d+\ (?:comments?|kommentare|commentaires|comentarios)|kommentar\ schreiben
        |нашли\ ошибку\?.*|оставить\ комментарий)[.!]?""", 14),
    _cue("contact line", r"""(?:have\ (?:a\ tip|you\ got)|got\ a\ (?:tip|story)
        |haben\ sie\ hinweise|do\ you\ have)\b.*(?:\S@\S|contact\ us|e-?mail\ us|get\ in\ touch
        |write\ to\ us|schreiben\ sie).*""", 40),
)  # fmt: skip

TAIL_SIGNATURE = re.compile(r"[(\[](?P<names>[^()\[\]]{2,80})[)\]]\.?")
TAIL_SOURCE = re.compile(
    r"""(?:sources?|quellen?|fuentes?|fonti?|источник|bron|via)\s*:\s*(?P<names>\S.{1,80})
    | (?:with\ (?:inputs?|material|reporting|files|information|additional\ reporting)\ (?:from|by)
       |mit\ material\ (?:der|von)|avec|con\ información\ de)\s+(?P<inputs>\S.{1,80})
    | (?:(?:additional\ )?(?:reporting|writing|editing)\ by\b).{2,300}
    | (?:this\ (?:story|article|report)\ )?(?:was\ )?(?:originally|first)\ (?:published
        |appeared)\ (?:by|on|in|at)\ (?P<first>\S.{1,80})
    | [–—-]\s?(?P<dash>(?-i:[^\W\d_a-zà-ÿа-яё]).{1,40})""",
    re.VERBOSE | re.IGNORECASE,
)
HEADLINE_CREDIT = re.compile(
    r"(?P<rest>\S.{10,})\s+(?P<credit>[-–—|(\[]?\s*(?:(?:an\s+)?exclusive\s+by|reported\s+by|via|source:)"
    r"\s+(?P<name>\S.{1,40}?)\s*[)\]]?)",
    re.IGNORECASE,
)
