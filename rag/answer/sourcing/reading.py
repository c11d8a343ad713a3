"""Reads how one sentence of an article is sourced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.answer.sourcing.carried import continued, is_all_quoted, reader_of, resolve
from rag.answer.sourcing.certainty import certainty
from rag.answer.sourcing.saying import hits, quoting
from rag.answer.sourcing.values import Around, Certainty, Place, Sourcing, Speaker, Via, Voice
from rag.answer.sourcing.verbs import is_agentless
from rag.answer.sourcing.via import Houses
from rag.types import Span
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer.sourcing.apposing import Hit
    from rag.answer.sourcing.describing import Phrase
    from rag.answer.sourcing.reader import Reader
    from rag.ingest.outlets import Outlets
    from rag.types import Article

NOTHING = Around()
_ENGLISH = frozenset(
    """the of and to in was is that for with he she it by at from were said are an its his her be
    this that has had have will not but who they as on""".split()
)
_LEAST = 10
"""Words in small letters from which a sentence without one small word of English is not English."""
_LONGEST = 2_000
_NEAR = 3
"""Sentences before it that are looked at; further off, "she" is anybody."""
_SCARE = 2
"""Quoted words that may be a name or a mocking quotation, and no speech."""
_MOSTLY = 0.5


def read_sourcing(
    sentence: str, article: Article, around: Around = NOTHING, outlets: Outlets | None = None
) -> Sourcing:
    """How a sentence is sourced: who says it, from whom the outlet has it, how sure it is.

    Args:
        sentence: One sentence of the article, verbatim.
        article: What is known of the article: outlet, origins, kind and language.
        around: The sentences near it, for speakers that it leaves to them.
        outlets: The table of outlets and agencies; the shipped one when None.
    """
    houses = Houses(article, outlets)
    around = Around(tuple(text[:_LONGEST] for text in around.before[-_NEAR:]), around.after)
    reader = reader_of(sentence[:_LONGEST], around.before)
    if note := _foreign(reader, article):
        return Sourcing(Voice.UNCLEAR, note=note, via=_whole(article))
    credited = tuple(houses.credited(reader.text))
    via = credited or _whole(article)
    sure, hedge = certainty(reader)
    speaking = [hit for hit in hits(reader) if not _is_house(hit, reader, houses)]
    found = _spoken(reader, speaking, around) or _unspoken(
        reader, around, article, is_credited=bool(credited) or len(speaking) != len(hits(reader))
    )
    return Sourcing(
        found.voice, found.speaker, found.chain, found.is_quoted, found.scope,
        sure, hedge if sure is not Certainty.PLAIN else None, via, found.note,
    )  # fmt: skip


def _foreign(reader: Reader, article: Article) -> str | None:
    language = (article.language or "en").casefold()
    if not language.startswith("en"):
        return f"The article is in another language ({language}); speakers are read in English."
    small = [w for w in reader.words if w.text.islower()]
    if len(small) >= _LEAST and not _ENGLISH & set(reader.folds):
        return "The sentence does not look English; speakers are read in English."
    return None


def _whole(article: Article) -> tuple[Via, ...]:
    return tuple(Via(name, None) for name in article.origins)


def _is_house(hit: Hit, reader: Reader, houses: Houses) -> bool:
    """Whether it is an outlet that speaks: its own or one that is credited."""
    if hit.phrase is None:
        # `An outlet, in an article signed so, draws on Reuters and reports`
        return reader.folds[hit.verb].startswith("report") and bool(houses.credited(reader.text))
    words = hit.phrase.span.of(reader.text)
    return fold(words) in {"i", "we"} or houses.is_own(words) or houses.other(words) is not None


def _spoken(reader: Reader, speaking: Sequence[Hit], around: Around) -> Sourcing | None:
    """Where somebody is said to say it."""
    speaking = _ordered(speaking)
    if not speaking:
        return None
    outer = speaking[0]
    apart = [hit for hit in speaking[1:] if hit.form == "ahead" and hit.scope]
    scope = outer.scope or _until(apart, outer, reader)
    chain: list[Speaker] = []
    for hit in (one for one in speaking if one not in apart):
        speaker = _speaker(hit.phrase, reader, around) if hit.phrase else None
        if speaker is None:
            break
        if all(speaker.text != known.text for known in chain):
            chain.append(speaker)
    if not chain:
        who = outer.phrase.span.of(reader.text) if outer.phrase else ""
        note = f"Who “{who}” is does not stand near it." if who else "Who says it is not certain."
        is_quoted = _quoted(reader, outer)
        return Sourcing(Voice.UNCLEAR, note=note, scope=scope, is_quoted=is_quoted)
    voice = Voice.NAMED if chain[0].is_named else Voice.UNNAMED
    return Sourcing(voice, chain[0], tuple(chain), _quoted(reader, outer), scope)


def _until(apart: Sequence[Hit], outer: Hit, reader: Reader) -> Span | None:
    """What is left of a sentence to its speaker: `Moscow believes it, but Kiev insists`."""
    later = next((hit.scope for hit in apart if hit.scope and hit.verb > outer.verb), None)
    return Span(0, len(reader.text[: later.start].rstrip())) if later else None


def _ordered(speaking: Sequence[Hit]) -> list[Hit]:
    """The outermost speaker first: who is named after the words, or else first."""
    whole = [h for h in speaking if h.form in {"parenthetical", "according"} and not h.scope]
    rest = [h for h in speaking if h not in whole]
    if whole and rest and rest[0].scope is None and rest[0].form == "ahead":
        # `X said that Y, according to Z`: Z stands for all of it; `citing Z` does not.
        return [*whole[-1:], *rest, *whole[:-1]]
    return [*whole, *rest]


def _speaker(phrase: Phrase, reader: Reader, around: Around) -> Speaker | None:
    if phrase.kind is not None:
        return _as_speaker(phrase, 0, reader.text)
    found = resolve(phrase.span, reader, around)
    if found and found.at == 0:
        return _as_speaker(found.phrase, 0, reader.text)
    return _carried(found.phrase, found.at, around) if found else None


def _as_speaker(phrase: Phrase, at: int, text: str) -> Speaker | None:
    if phrase.kind is None:
        return None
    title = phrase.title.of(text) if phrase.title else ""
    return Speaker(
        phrase.span.of(text), Place(at, phrase.span), phrase.kind, title, phrase.is_common
    )


def _carried(phrase: Phrase, at: int, around: Around) -> Speaker | None:
    return _as_speaker(phrase, at, around.after if at > 0 else around.before[at])


def _unspoken(reader: Reader, around: Around, article: Article, *, is_credited: bool) -> Sourcing:
    """Where nobody is said to say it."""
    if is_all_quoted(reader):
        found = continued(reader, around)
        speaker = _carried(found.phrase, found.at, around) if found else None
        if speaker is None:
            note = "It is a quotation, and who speaks does not stand near it."
            return Sourcing(Voice.UNCLEAR, is_quoted=True, note=note)
        voice = Voice.NAMED if speaker.is_named else Voice.UNNAMED
        return Sourcing(voice, speaker, (speaker,), is_quoted=True)
    if reader.quotes and not is_credited:
        if (hit := quoting(reader)) and (found_one := _spoken(reader, [hit], around)):
            return found_one
        if sum(not out for out in reader.outside) > _SCARE:
            note = "It quotes words, and who said them is not certain."
            return Sourcing(Voice.UNCLEAR, note=note, is_quoted=_quoted(reader))
    if is_agentless(reader.text) and not is_credited:
        return Sourcing(Voice.UNCLEAR, note="Somebody said so, and it does not say who.")
    is_claim = article.kind in {"release", "opinion"}
    return Sourcing(Voice.CLAIM if is_claim else Voice.FACT)


def _quoted(reader: Reader, hit: Hit | None = None) -> bool:
    """Whether it is the speaker's words that stand there, and not what they come to."""
    if not reader.words:
        return False
    if hit and hit.form != "according":
        start, end = reader.run_start(hit.verb), reader.run_end(hit.verb)
        before = start > 0 and not reader.outside[start - 1]
        after = end < len(reader.words) and not reader.outside[end] and end == hit.verb + 1
        if before or after:
            return True
    return sum(not out for out in reader.outside) >= _MOSTLY * len(reader.words)
