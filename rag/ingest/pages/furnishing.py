"""Which elements of a page are its furniture, told by what they are and what they are called.

Names of classes are a convention, not a rule: an element that holds most of the page's prose or
its headline is never furniture because of its name.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BY_TAG = {
    "nav": "navigation",
    "footer": "footer",
    "aside": "aside",
    "figcaption": "caption",
    "figure": "caption",
    "caption": "caption",
    "form": "form",
    "fieldset": "form",
    "button": "button",
    "dialog": "dialog",
    "menu": "navigation",
    "amp-sidebar": "navigation",
    "amp-user-notification": "dialog",
    "amp-consent": "dialog",
    "amp-ad": "advertisement",
    "amp-embed": "advertisement",
    "amp-list": "other articles",
}
_EMBEDDED = re.compile(r"amp-(?:twitter|instagram|facebook|reddit|youtube|iframe|tiktok)")
_BY_ROLE = {
    "navigation": "navigation",
    "complementary": "aside",
    "contentinfo": "footer",
    "banner": "page head",
    "dialog": "dialog",
    "alertdialog": "dialog",
    "search": "form",
    "form": "form",
    "toolbar": "button",
    "menu": "navigation",
}
# The words of a class or an id, between hyphens and humps; the first that fits says why.
_BY_NAME = {
    "comments": """comment comments commenting commentarea disqus kommentar kommentare commentaire
        commentaires comentarios commenti respond replies""",
    "newsletter": "newsletter newsletters nl signup mailinglist",
    "other articles": """related relateds relatedposts relacionada relacionadas relacionados
        verwandt correlati recirc reco recos recommended recommendation recommendations onward
        mostread mostpopular popular trending meistgelesen toplist teaser teasers teaserbox
        teaserblock readmore readnext readalso readon alsoread lireaussi upnext outbrain taboola
        promoted puffs morefrom morestories carousel lenta latest""",
    "advertisement": """ad ads adslot advert advertisement advertising advertorial anzeige werbung
        publicidad pubblicita publicite sponsor sponsored sponsoring dfp gpt banner""",
    "appeal": """donate donation donations contribute paywall regwall subscribe subscription
        subscriptions subscribebox abo appeal membership promo promos promotion cta upsell""",
    "cookies": "cookie cookies consent gdpr cmp privacy",
    "share": "share shares sharing sharedaddy social socials sharetools sharebar followus follow",
    "tags": """tags tag taglist topics keywords mots schlagworte etiquetas breadcrumb breadcrumbs
        brotkrumen crumbs crumb tagcloud""",
    "about the author": """authorbox authorbio bio authorcard contrib contributor contributors
        abouttheauthor biography""",
    "caption": """caption captions credit credits legende imagecredit photocredit cutline
        figcaption copyright""",
    "navigation": """nav navbar navigation menu topbar toolbar masthead offcanvas sidebar skip
        skiplink pagination pager burger sitenav""",
    "footer": "footer fuss colophon footnote footnotes endnotes references refs pagefooter",
    "aside": "infobox factbox pullquote pull pq inset infokasten",
    "video": "video videoplayer player vjs",
    "byline": "byline bylines dateline timestamp postmeta entrymeta articlemeta readtime",
    "hidden": "hidden visuallyhidden screenreader sronly noprint preheader mobileonly",
    "dialog": "modal overlay popup popover lightbox toast sticky interstitial",
}
_NAMED = {word: reason for reason, words in _BY_NAME.items() for word in words.split()}
_CERTAIN = frozenset({"comments", "other articles", "navigation", "footer", "cookies", "dialog"})
_WORDS = re.compile(r"[A-Za-z][a-z]*|[A-Z]+(?![a-z])")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STATES = re.compile(r"(?:^|[_-])(?:has|is|with|no|js|theme|status|category|format)[_-]")
_PROSE = frozenset({"p", "li", "dd", "blockquote", "td", "br"})
_MOST = 0.5
_LONGEST_NAME = 80
_FEWEST = 40
_CAPTION = 40
"""Words of the longest caption of a picture in a box of its own."""
_PICTURES = ("img", "picture", "amp-img", "iframe")
_INITIAL = 2
"""Characters of a drop cap, which is hidden from readers that read aloud."""


class Furnishing:
    """Tells for each element of one page whether it is furniture."""

    def __init__(self, tree: HtmlElement) -> None:
        self._prose: dict[HtmlElement, int] = {}
        self._headlines = _above(tree.iter("h1"))
        self._total = self._weigh(tree)
        self._pictures = _boxes_of_pictures(tree)
        self._bodily = self._names_of_body(tree)

    def share(self, element: HtmlElement) -> float:
        """How much of the page's prose stands in the element, 0 to 1."""
        return self._prose.get(element, 0) / self._total if self._total else 0.0

    def reason_of(self, element: HtmlElement) -> str | None:
        """Why the element is furniture, or None."""
        reason = _hidden(element) or _told(element)
        if reason:
            return None if self._is_body(element, at_most=0.9) else reason
        if element.tag == "header":
            return (
                None if element in self._headlines or self.share(element) > _MOST else "page head"
            )
        if element in self._pictures:
            return "caption"
        called = _called(element)
        if called is None or element in self._headlines or called[0] in self._bodily:
            return None
        return None if self._is_body(element, at_most=_MOST) else called[1]

    def _is_body(self, element: HtmlElement, *, at_most: float) -> bool:
        if element.tag in {"html", "body", "main", "article"} or _is_article_body(element):
            return True
        return self._prose.get(element, 0) > _FEWEST and self.share(element) > at_most

    def _names_of_body(self, tree: HtmlElement) -> set[str]:
        """Names that look like furniture but mark, taken together, most of the page's prose."""
        marked: Counter[str] = Counter()
        for element in tree.iter():
            called = _called(element) if isinstance(element.tag, str) else None
            if called and called[1] not in _CERTAIN:
                marked[called[0]] += self._prose.get(element, 0)
        return {name for name, words in marked.items() if words > self._total * _MOST}

    def _weigh(self, tree: HtmlElement) -> int:
        """Count the words of prose in every element, from the leaves up."""
        for element in reversed(list(tree.iter())):
            if not isinstance(element.tag, str):
                continue
            own = len((element.text or "").split()) if element.tag in _PROSE else 0
            above = element.getparent()
            if above is not None:
                tail = len((element.tail or "").split())
                near = element.tag == "br" or above.tag in _PROSE
                self._prose[element] = self._prose.get(element, 0) + own
                self._prose[above] = (
                    self._prose.get(above, 0) + self._prose[element] + (tail if near else 0)
                )
        return self._prose.get(tree, 0)


def _told(element: HtmlElement) -> str | None:
    tag = str(element.tag)
    if tag in _BY_TAG:
        return _BY_TAG[tag]
    if _EMBEDDED.fullmatch(tag) or (tag == "blockquote" and _is_embedded(element)):
        return "embedded post"
    return _BY_ROLE.get(element.get("role", ""))


def _is_embedded(quotation: HtmlElement) -> bool:
    return bool(
        re.search(r"\b(?:twitter-|instagram-|tiktok-|bluesky-|reddit-)", quotation.get("class", ""))
    )


def _hidden(element: HtmlElement) -> str | None:
    is_hidden = (
        element.get("hidden") is not None
        or _HIDING.search(element.get("style", ""))
        or (element.get("aria-hidden") == "true" and len("".join(element.itertext())) > _INITIAL)
    )
    return "hidden" if is_hidden else None


def _called(element: HtmlElement) -> tuple[str, str] | None:
    """The name of an element that says it is furniture, and what it says."""
    names = [*element.get("class", "").split(), element.get("id", "")]
    names += [element.get("data-component", ""), element.get("data-testid", "")]
    for name in names:
        if name and (reason := _meaning(name)):
            return name, reason
    return None


@lru_cache(maxsize=4096)
def _meaning(name: str) -> str | None:
    if len(name) > _LONGEST_NAME or _STATES.search(name):
        return None
    words = [word.lower() for word in _WORDS.findall(name)]
    pairs = (a + b for a, b in pairwise(words))
    return next((_NAMED[word] for word in ("".join(words), *words, *pairs) if word in _NAMED), None)


def _boxes_of_pictures(tree: HtmlElement) -> set[HtmlElement]:
    """Boxes that hold a picture or an embedded page with a few words to it."""
    found: set[HtmlElement] = set()
    for picture in tree.iter(*_PICTURES):
        box = picture.getparent()
        while box is not None and box.tag in {"picture", "a", "span", "font", "center"}:
            box = box.getparent()
        if box is None or box in found or box.tag not in {"div", "section", "table", "td"}:
            continue
        if _words_within(box, _CAPTION) and next(box.iter("h1"), None) is None:
            found.add(box)
    return found


def _words_within(box: HtmlElement, most: int) -> bool:
    """Whether a box holds at most so many words; looks no further than that."""
    words = 0
    for text in box.itertext():
        words += len(text.split())
        if words > most:
            return False
    return True


def _is_article_body(element: HtmlElement) -> bool:
    return "articleBody" in element.get("itemprop", "").split()


def _above(found: object) -> set[HtmlElement]:
    """All elements that hold one of those found."""
    around: set[HtmlElement] = set()
    for element in found:  # type: ignore[attr-defined]
        above = element
        while above is not None and above not in around:
            around.add(above)
            above = above.getparent()
    return around
