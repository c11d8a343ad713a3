"""What belongs to the page goes, with its reason; a sentence of the article never does."""

from __future__ import annotations

import json
from pathlib import Path

import frontmatter
import pytest

from rag.ingest.cleaning import clean_text
from rag.ingest.furniture import Stripped, strip

ROOT = Path(__file__).parents[2]
BODY = (
    "The bridge will stay shut for weeks, the mayor of the town said.",
    "Engineers found cracks in the eastern pier on Tuesday, they said.",
    "Nobody was hurt when the barge ran into it on Monday morning.",
    "The water taxi has carried six thousand people since then.",
)
PAGES = sorted((ROOT / "tests" / "data" / "pages").glob("*.json"))
SEEDS = sorted((ROOT / "seeds").glob("*/*.md"))


def around(*above: str, below: tuple[str, ...] = (), within: tuple[str, ...] = ()) -> Stripped:
    return strip("\n".join([*above, *BODY[:2], *within, *BODY[2:], *below]))


def reasons(found: Stripped) -> dict[str, str]:
    return {line.text: line.reason for line in found.removed}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Recommended Article Find the Odd Duck! Find the Odd Duck!", "link to another article"),
        ("Read more: Mayor defends trip to twin town", "link to another article"),
        ("READ MORE: The ten greatest upsets ranked", "link to another article"),
        ("Also read: What the new levels mean", "link to another article"),
        ("Lesen Sie auch Was der Stau bedeutet", "link to another article"),
        ("Lire aussi : Trois générations sur le quai", "link to another article"),
        ("Читайте также: Как собрать чемодан", "link to another article"),
        ("Piers Lanthorne. Photo: Jo Field/Pool/Reuters", "photo credit"),
        ("Vor dem Tor warten Frachter. Foto: Jan Wiebusch/dpa", "photo credit"),
        ("The whale beside the ice plant. Picture: Geordie Flett", "photo credit"),
        ("Le terminal, mardi matin. © Ronan Le Gallic / L’Écho", "photo credit"),
        ("Улица утром в четверг. Фото: Игнат Лодейников", "photo credit"),
        ("The pier after the collision. Ilka Munk/Getty Images", "photo credit"),
        ("REUTERS/Mirela Tonsk/File Photo", "photo credit"),
        ("Facebook X WhatsApp Copy link", "share buttons"),
        ("12.4K shares Comment now 231 comments", "share buttons"),
        ("Merken Drucken Teilen 27 Kommentare", "share buttons"),
        ("Share this on your channels", "page control"),
        ("Skip to content", "page control"),
        ("Advertisement", "advertisement"),
        ("ANZEIGE", "advertisement"),
        ("This site uses cookies to keep the lights on.", "cookie notice"),
        ("Nous utilisons des cookies pour mesurer l’audience.", "cookie notice"),
        ("Sign up for our newsletter and never miss a story.", "newsletter"),
        ("Get our daily five stories in your inbox. No spam, ever.", "newsletter"),
        ("Подпишитесь на наш канал в Telegram", "newsletter"),
        ("This article is for subscribers only.", "subscription notice"),
        ("This text was generated from an agency feed without any changes.", "agency note"),
        ("This story has not been edited by our staff.", "agency note"),
        ("© 2026 The Harbour Post. All rights reserved.", "copyright"),
        ("Alle Rechte vorbehalten.", "copyright"),
        ("Tags: ferries, strike, Greyling", "tags"),
        ("Leave a comment", "comments hint"),
    ],
)
def test_a_line_of_the_page_goes_wherever_it_stands(line: str, reason: str) -> None:
    found = around(within=(line,))

    assert reasons(found) == {line: reason}
    assert found.text.split("\n") == list(BODY)


@pytest.mark.parametrize(
    "line",
    """One woman can save the party's image: Angela Merkel.
Copyright law is about to change, the minister said on Monday.
Read more books, the librarian told the children.
By Monday the water had reached the second floor of the school.
Get vaccinated, the doctor said, and tell your neighbours about it.
Subscribe to our newsletter, the fake message read, and win a car.
This article of the treaty was drafted by a group without any changes.
The report was published by a news agency without naming a source.
Share prices fell on Monday.
"We need your help," the mayor told the volunteers.
Photographs of the barge were published by Reuters.
The lawsuit was brought against Getty Images.
He sold a photograph by Ansel Adams.
Comments by the minister caused anger.
We are tired, and you are tired, and our children are hungry.
A message from the king was read aloud in the square.
By using the cookies of the website, thieves took millions, police said.
(He declined to comment further.)
Now what?
"Never."
Yes.
More from the inquiry is expected on Tuesday.
16:40
90+4’
Sport and culture
PROGRESS IN THE TALKS
Why the tower?
Source: the minister's own notes show that he knew of it in November.
Join our march on Saturday, the union told its members.
Kein Kommentar.
Mehr zum Thema sagte der Minister nicht.
Читайте также мелкий шрифт, советует юрист.
Lire aussi la carte est un métier, dit-il.
Copy that, the pilot answered.
Facebook said on Monday that it would appeal.
Twitter, Facebook and Instagram were down for two hours on Monday.""".split("\n"),
)
@pytest.mark.parametrize("last", [False, True])
def test_a_sentence_that_sounds_like_a_page_stays(line: str, *, last: bool) -> None:
    found = around(below=(line,)) if last else around(within=(line,))

    assert found.removed == ()


def test_a_menu_a_doubled_headline_and_a_cut_off_teaser_leave_one_title() -> None:
    teaser = "Commuters face a detour for at least two weeks after the collision"
    found = around(
        "World Politics Sport",
        "Barge hits Sallow Bridge",
        f"{teaser[:40]}…",
        "Barge hits Sallow Bridge",
        f"{teaser}, the city says.",
    )

    assert found.title == "Barge hits Sallow Bridge"
    assert [line.reason for line in found.removed] == [
        "navigation", "headline", "cut-off teaser", "repeated headline",
    ]  # fmt: skip
    assert found.text.split("\n")[0] == f"{teaser}, the city says."


def test_a_headline_that_is_known_goes_from_the_text() -> None:
    found = strip("\n".join(["Barge hits Sallow Bridge", *BODY]), title="Barge hits Sallow bridge")

    assert found.title == "Barge hits Sallow bridge"
    assert reasons(found) == {"Barge hits Sallow Bridge": "headline"}


def test_a_subheading_is_no_headline_when_the_headline_is_known() -> None:
    found = strip("\n".join(["What happened", *BODY]), title="Barge hits Sallow Bridge")

    assert found.removed == ()


def test_a_text_that_begins_with_a_sentence_has_no_headline() -> None:
    assert around().title is None


def test_the_agency_in_a_headline_is_a_credit_and_not_part_of_the_title() -> None:
    found = around("Barge hits Sallow Bridge Exclusive by Coastal Wire")

    assert found.title == "Barge hits Sallow Bridge"
    assert found.credits == (("Exclusive by Coastal Wire", "headline"),)


def test_bylines_dates_and_signatures_become_credits() -> None:
    found = around(
        "Barge hits Sallow Bridge",
        "By Mirela Tonsk and Joren Abel",
        "Published 3 March 2026, 14:05",
        below=("(reuters, pir, lud)",),
    )

    assert found.text.split("\n") == list(BODY)
    assert {credit.kind for credit in found.credits} == {"byline", "date", "signature"}


@pytest.mark.parametrize("line", ["(dpa/tke)", "(Coastal Wire)", "Source: Coastal Wire", "AFP"])
def test_a_signature_below_the_text_is_a_credit(line: str) -> None:
    found = around(below=(line,))

    assert [credit.text for credit in found.credits] == [line]
    assert found.text.split("\n") == list(BODY)


def test_a_news_feed_goes_to_the_end() -> None:
    feed = ("News Feed", "Coach resigns", "20.02.2026 23:36 Sport", "Wolf seen on golf course")

    found = around(below=feed)

    assert [line.text for line in found.removed] == list(feed)


def test_a_page_that_goes_on_after_a_list_keeps_its_sentences() -> None:
    """A heading such as this one also stands in the middle of a long page."""
    teasers = [f"Harbour story number {n} of this week" for n in range(9)]
    lines = [*BODY, "## Related articles", "3 hours ago", *teasers[:4]]
    later = (
        "He had said so two days ago in a reply to the town council.",
        *BODY[1:3],
        "The pier is 80 years old, he said.",
    )
    other = [line.replace("bridge", "tunnel").replace("Engineers", "Divers") for line in later]

    kept = strip("\n".join([*lines, *other, "3 hours ago", *teasers[4:]])).text

    assert [line for line in other if line not in kept] == []


def test_a_list_in_the_middle_ends_where_the_article_goes_on() -> None:
    found = around(within=("Most read", "Coach resigns after record defeat"))

    assert [line.text for line in found.removed] == [
        "Most read", "Coach resigns after record defeat",
    ]  # fmt: skip
    assert found.text.split("\n") == list(BODY)


def test_an_appeal_goes_from_its_first_line_to_its_last() -> None:
    appeal = (
        "A Message from The Harbour Post:",
        "Dear readers,",
        "We need your support, for our work has been called a crime.",
        'They say that our reports "discredit the port". We see it differently.',
        "Remind me later.",
    )

    found = around(within=appeal)

    assert [line.text for line in found.removed] == list(appeal)
    assert found.credits == (("A Message from The Harbour Post:", "appeal"),)


def test_an_editors_letter_is_an_article() -> None:
    letter = "Dear readers,\nWe thank you for your letters.\nOur support for the dockers stays."

    assert strip(letter, title="A letter").removed == ()


def test_a_caption_that_stands_twice_goes_once_and_a_quotation_set_apart_goes() -> None:
    found = around(within=("Two tugs beside the bridge", "Two tugs beside the bridge"))
    quoted = around(within=("found cracks in the eastern pier on Tuesday",))

    assert [line.reason for line in found.removed] == ["repeated line"]
    assert [line.reason for line in quoted.removed] == ["repeated line"]


def test_a_page_that_holds_its_article_twice_keeps_it_once() -> None:
    found = strip("\n".join([*BODY, "Up next", *BODY]))

    assert found.text.split("\n") == list(BODY)


@pytest.mark.parametrize("text", ["", "\n \n", "Share", "News Feed", "By Mirela Tonsk", "(dpa)"])
def test_a_text_of_nothing_but_furniture_is_left_alone(text: str) -> None:
    found = strip(text)

    assert found.removed == ()
    assert found.text.strip() == text.strip()


@pytest.mark.parametrize("path", SEEDS, ids=lambda p: p.stem)
def test_nothing_goes_from_the_collections_but_their_credit_lines(path: Path) -> None:
    given = frontmatter.load(str(path))

    found = strip(clean_text(given.content), title=str(given["title"]))

    credited = {"(Coastal Wire)", "Source: Coastal Wire"}
    assert {line.text for line in found.removed} <= credited


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_nothing_goes_from_the_bodies_of_the_saved_pages(path: Path) -> None:
    text = clean_text(json.loads(path.read_text(encoding="utf-8"))["text"])

    assert strip(text).removed == ()
