"""All faults of whole answers by kind, and who should see each."""

from __future__ import annotations

from eval.breaking.adding import declined, invented, uncited, unsupported
from eval.breaking.citing import (
    dropped,
    needless,
    of_a_reprint,
    of_another_article,
    shifted,
    under_another_name,
)
from eval.breaking.fault import Fault, in_a_statement
from eval.breaking.wording import quoted_otherwise, said_otherwise

_JUDGED = ("citation_recall", "support_judged", "unsupported_judged")

FAULTS: tuple[Fault, ...] = (
    Fault("number said", "a number of a statement is another", _JUDGED, said_otherwise("number")),
    Fault("name said", "a name of a statement is another", _JUDGED, said_otherwise("name")),
    Fault("date said", "a time in a statement is another", _JUDGED, said_otherwise("date")),
    Fault(
        "words said",
        "words that a statement quotes are others",
        ("quotation_exact",),
        said_otherwise("quotation"),
    ),
    Fault(
        "number quoted",
        "a number of a quotation is another, and the statement agrees with it",
        ("quote_exact",),
        quoted_otherwise("number"),
    ),
    Fault("name quoted", "the same of a name", ("quote_exact",), quoted_otherwise("name")),
    Fault("date quoted", "the same of a time", ("quote_exact",), quoted_otherwise("date")),
    Fault(
        "words quoted",
        "the same of any other word",
        ("quote_exact",),
        quoted_otherwise("antonym", "sister", "negation", "quotation"),
    ),
    Fault(
        "offsets", "the offsets of a citation are off", ("quote_exact",), in_a_statement(shifted)
    ),
    Fault(
        "another article",
        "what is cited stands in an article of another report",
        ("citation_recall", "citation_correct", "support_judged"),
        in_a_statement(of_another_article),
    ),
    Fault(
        "needless",
        "a citation too many is beside it",
        ("citation_precision",),
        in_a_statement(needless),
    ),
    Fault(
        "another outlet",
        "a citation names another outlet",
        ("outlet_correct",),
        in_a_statement(under_another_name),
    ),
    Fault(
        "reprint",
        "a reprint is cited for the original",
        ("original_cited",),
        in_a_statement(of_a_reprint),
    ),
    Fault(
        "citation dropped",
        "a statement cites nothing",
        ("uncited", "citation_recall"),
        in_a_statement(dropped),
    ),
    Fault(
        "uncited sentence",
        "a sentence is added, and nothing is cited for it",
        ("uncited", "citation_recall", "citation_correct"),
        in_a_statement(uncited),
    ),
    Fault(
        "unsupported sentence",
        "a sentence is added under citations that do not say it",
        _JUDGED,
        in_a_statement(unsupported),
    ),
    Fault("declined", "nothing is said where the articles answer", ("answered",), declined),
    Fault(
        "invented",
        "something is said where the articles do not answer",
        ("declined_correctly",),
        invented,
    ),
)
