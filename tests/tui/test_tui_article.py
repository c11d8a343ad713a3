"""The read view: an article opened at the words that an answer cites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk import NARROW, open_desk
from fakes import (
    ARTICLES,
    CITED,
    QUESTION,
    QUOTED,
    TEXTS,
    WRITTEN,
    FakeEngine,
    answer,
    article,
    cite,
    source,
    statement,
    told,
)

from rag.safety import printable
from tui.screens.article import ArticleScreen
from tui.screens.chat import ChatScreen
from tui.widgets.citation_card import CitationCard

if TYPE_CHECKING:
    from desk import Desk

LONG = "\n\n".join(f"Paragraph {n} says nothing of note, at some length." for n in range(200))


def drawn_as_cited(desk: Desk) -> str:
    """The words on the screen that are drawn bold and underlined, as cited words are."""
    screen = desk.app.screen
    assert isinstance(screen, ArticleScreen)
    lines = (screen.text.render_line(y) for y in range(screen.text.size.height))
    cited = [
        "".join(s.text for s in line if s.style and s.style.bold and s.style.underline)
        for line in lines
    ]
    return " ".join(part.strip() for part in cited if part.strip())


async def test_the_highlighted_words_are_the_quote() -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN, QUOTED)))) as desk:
        await desk.ask_and_wait(QUESTION)
        screen = await desk.open_card(1)

        assert screen.text.cited_words == CITED["a-courier"].quote
        assert drawn_as_cited(desk) == CITED["a-courier"].quote


async def test_the_article_opens_scrolled_to_the_cited_words() -> None:
    quote = "Paragraph 150 says nothing of note, at some length."
    long = article("a-long", LONG, outlet="The Long Post", title="Long")
    cited = cite(long, LONG, quote)
    finished = answer(statement("Nothing.", cited), evidence=(source(1, cited),))
    engine = FakeEngine(told(finished), texts={"a-long": LONG})

    async with open_desk(engine, size=NARROW) as desk:
        await desk.ask_and_wait(QUESTION)
        screen = await desk.open_card()
        opened = drawn_as_cited(desk)
        await desk.pilot.press("ctrl+home", "home", *["pageup"] * 30)
        away = drawn_as_cited(desk)
        await desk.pilot.press("c")
        await desk.pilot.pause()

        assert screen.text.scroll_y > 0
        assert (opened, away, drawn_as_cited(desk)) == (quote, "", quote)


async def test_what_is_known_of_the_article_stands_above_its_text() -> None:
    radio = answer(statement("Seven.", CITED["a-radio"]))

    async with open_desk(FakeEngine(told(answer(WRITTEN)), told(radio)), size=NARROW) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.open_card()
        post = desk.screen_text()
        await desk.pilot.press("escape")
        await desk.ask_and_wait(QUESTION)
        await desk.open_card(-1)
        copied = desk.screen_text()

    assert "'I heard the steel groan': passengers describe bridge collision" in post
    assert "The Harbour Post · 2026-03-02 · Adela Voss · news · en · 71 words" in post
    assert "https://harbourpost.example/2026/03/02/" in post
    assert "Quay Radio · undated" in copied
    assert "▲ takes its reporting from Coastal Wire" in copied


async def test_escape_leads_back_to_the_citation_that_was_opened() -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN, QUOTED)))) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.open_card(1)
        await desk.pilot.press("escape")
        await desk.pilot.pause()

        assert isinstance(desk.app.screen, ChatScreen)
        assert desk.app.screen.focused is list(desk.app.chat.query(CitationCard))[1]


async def test_a_click_on_a_citation_opens_it() -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN)))) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.pilot.click(CitationCard)
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()

        assert isinstance(desk.app.screen, ArticleScreen)
        assert drawn_as_cited(desk) == CITED["a-post"].quote


async def test_a_source_opens_at_its_sentence_without_the_mouse() -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN))), size=NARROW) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.pilot.press("ctrl+o", "down", "enter")
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()

        assert isinstance(desk.app.screen, ArticleScreen)
        assert drawn_as_cited(desk) == CITED["a-courier"].quote


async def test_shift_tab_and_enter_open_a_citation_from_the_question() -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN))), size=NARROW) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.pilot.press("shift+tab", "enter")
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()

        assert isinstance(desk.app.screen, ArticleScreen)


async def test_a_text_that_no_longer_has_the_words_says_so() -> None:
    """A wrong highlight without a warning would look like a right one."""
    texts = TEXTS | {"a-post": "Corrected. " + TEXTS["a-post"]}

    async with open_desk(FakeEngine(told(answer(WRITTEN)), texts=texts)) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.open_card()
        seen = desk.screen_text()

    assert "▲ The stored text no longer has the cited words at this place" in seen


async def test_an_article_that_was_removed_meanwhile_is_reported_with_its_remedy() -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN)), texts={})) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.open_card()
        seen = desk.screen_text()

    assert "✗ no article 'a-post'" in seen
    assert "`byline articles` lists them." in seen


async def test_escape_codes_in_a_text_are_inert_and_do_not_move_the_highlight() -> None:
    text = "A \x1b[31mred\x1b[0m [bold]line[/bold].\u2028\tIt was \x1b]0;owned\x07calm.\nEnd."
    quote = "It was \x1b]0;owned\x07calm."
    bad = article("a-bad", text, outlet="[red]Evil[/red] Post\x1b[5m", title="\x1b[2JTitle")
    cited = cite(bad, text, quote)
    finished = answer(statement("It was calm.", cited), evidence=(source(1, cited),))

    async with open_desk(FakeEngine(told(finished), texts={"a-bad": text})) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.open_card()
        seen = desk.screen_text()

        assert "\x1b" not in seen
        assert "owned" not in seen
        assert "[red]Evil[/red] Post" in seen
        assert "A red [bold]line[/bold]." in seen
        assert drawn_as_cited(desk) == printable(quote) == "It was calm."


async def test_a_citation_can_be_copied_with_what_it_comes_from() -> None:
    async with open_desk(FakeEngine(told(answer(WRITTEN)))) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.open_card()
        await desk.pilot.press("y")

        assert CITED["a-post"].quote in desk.app.clipboard
        assert "The Harbour Post" in desk.app.clipboard
        assert str(ARTICLES["a-post"].url) in desk.app.clipboard


async def test_the_outlet_that_is_read_is_in_view_where_the_line_has_no_room_for_all() -> None:
    outlets = [f"The Evening Standard of Port {n}" for n in range(1, 8)]
    articles = [article(f"a-{n}", LONG, outlet=name, title="T") for n, name in enumerate(outlets)]
    cited = [
        cite(one, LONG, "Paragraph 1 says nothing of note, at some length.") for one in articles
    ]
    finished = answer(statement("Nothing.", *cited), evidence=(source(1, cited[0]),))
    texts = {one.id: LONG for one in articles}

    async with open_desk(FakeEngine(told(finished), texts=texts), size=NARROW) as desk:
        await desk.ask_and_wait(QUESTION)
        await desk.open_card(0)
        await desk.pilot.press("p")
        await desk.pilot.pause()

        assert "7 The Evening Standard" in desk.screen_text()
        assert "1 The Evening Standard" not in desk.screen_text()
