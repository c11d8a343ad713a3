"""An answer as JSON and back: what `ask --json` prints is what a session keeps.

Key names are those of the published contract. What follows from the rest (`text`, `standing`,
`outlets`, `origins`) is written for readers and worked out anew when an answer is read back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rag.answer.rendering import answer_text
from rag.types import (
    Account,
    Answer,
    Article,
    Citation,
    Dispute,
    Evidence,
    Form,
    Mode,
    ModelRef,
    PromptRef,
    Provenance,
    Sentence,
    Sourced,
    Span,
    Statement,
    Support,
    Timings,
    Usage,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    Json = Mapping[str, Any]

DIGITS = 6
"""Kept of a score: the last bits of a float depend on the machine's threads."""
_WRITTEN = ("id", "outlet", "title", "author", "published", "url", "language", "kind")
_MEASURED = ("lineage", "words", "sha256", "path")
_STAGES = ("load", "retrieve", "first_token", "total")


def article_json(article: Article) -> dict[str, object]:
    """ARTICLE of the contract."""
    return {
        **{name: getattr(article, name) for name in _WRITTEN},
        "origins": list(article.origins),
        **{name: getattr(article, name) for name in _MEASURED},
        "metadata": dict(article.extra),
    }


def citation_json(citation: Citation) -> dict[str, object]:
    """One citation of a statement."""
    article = citation.article
    return {
        "article_id": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "published": article.published,
        "url": article.url,
        "quote": citation.quote,
        "start": citation.span.start,
        "end": citation.span.end,
        "sourced": citation.sourced and citation.sourced._asdict(),
    }


def statement_json(statement: Statement) -> dict[str, object]:
    """One statement of an answer."""
    return {
        "text": statement.text,
        "form": str(statement.form),
        "support": str(statement.support),
        "score": round(statement.score, DIGITS),
        "reason": statement.reason,
        "citations": [citation_json(c) for c in statement.citations],
    }


def answer_json(answer: Answer, origins: int) -> dict[str, object]:
    """The object that `ask --json` prints."""
    return {
        "question": answer.question,
        "read_as": answer.read_as,
        "standing": str(answer.standing),
        "text": answer_text(answer),
        "statements": [statement_json(s) for s in answer.statements],
        "outlets": list(answer.outlets),
        "origins": origins,
        "disputes": [_dispute_json(d) for d in answer.disputes],
        "mode": str(answer.mode),
        "model": _model_json(answer.provenance.model),
        "timings": {stage: getattr(answer.timings, stage) for stage in _STAGES},
        "usage": answer.usage and answer.usage._asdict(),
        "answerable": answer.answerable,
        "dropped": [statement_json(s) for s in answer.dropped],
        "evidence": [_evidence_json(e) for e in answer.evidence],
        "notice": answer.notice,
        "provenance": _provenance_json(answer.provenance),
        "articles": [article_json(article) for article in articles_in(answer)],
    }


def answer_from_json(value: Json) -> Answer:
    """The answer that `answer_json` made an object of.

    Raises:
        ValueError: It is no such object.
    """
    try:
        known = {each["id"]: _article(each) for each in value["articles"]}
        return Answer(
            question=value["question"],
            mode=Mode(value["mode"]),
            statements=tuple(_statement(each, known) for each in value["statements"]),
            dropped=tuple(_statement(each, known) for each in value["dropped"]),
            evidence=tuple(_evidence(each, known) for each in value["evidence"]),
            notice=value["notice"],
            provenance=_provenance(value["provenance"], value["model"]),
            timings=Timings(**{stage: value["timings"][stage] for stage in _STAGES}),
            read_as=value["read_as"],
            disputes=tuple(_dispute(each, known) for each in value["disputes"]),
            # What was kept before tokens were counted has none.
            usage=Usage(**value["usage"]) if value.get("usage") else None,
            answerable=value.get("answerable"),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is not an answer: {error!r}") from error


def articles_in(answer: Answer) -> tuple[Article, ...]:
    """Every article that an answer refers to, those that it cites first."""
    found = {article.id: article for article in answer.cited_articles}
    others = [c.article for s in answer.dropped for c in s.citations]
    others += [c.article for d in answer.disputes for a in d.accounts for c in a.citations]
    for article in (*others, *(e.article for e in answer.evidence)):
        found.setdefault(article.id, article)
    return tuple(found.values())


def _dispute_json(dispute: Dispute) -> dict[str, object]:
    return {
        "matter": dispute.matter,
        "relation": dispute.relation,
        "accounts": [
            {
                "says": account.says,
                "origins": account.origins,
                "citations": [citation_json(c) for c in account.citations],
            }
            for account in dispute.accounts
        ],
    }


def _model_json(model: ModelRef | None) -> dict[str, object] | None:
    return {"name": model.name, "sha256": model.sha256} if model else None


def _evidence_json(evidence: Evidence) -> dict[str, object]:
    sentence = evidence.sentence
    return {
        "number": evidence.number,
        "article_id": evidence.article.id,
        "outlet": evidence.article.outlet,
        "score": round(evidence.score, DIGITS),
        "ordinal": sentence.ordinal,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "text": sentence.text,
        "before": evidence.before,
        "after": evidence.after,
    }


def _provenance_json(provenance: Provenance) -> dict[str, object]:
    prompt = provenance.prompt
    return {
        "prompt": prompt and {"id": prompt.id, "version": prompt.version, "sha256": prompt.sha256},
        "embedder": provenance.embedder,
        "config": provenance.config_sha256,
        "corpus": provenance.corpus_sha256,
        "seed": provenance.seed,
    }


def _article(value: Json) -> Article:
    return Article(
        **{name: value[name] for name in (*_WRITTEN, *_MEASURED)},
        origins=tuple(value["origins"]),
        extra=value["metadata"],
    )


def _statement(value: Json, known: Mapping[str, Article]) -> Statement:
    return Statement(
        value["text"],
        Form(value["form"]),
        Support(value["support"]),
        value["score"],
        value["reason"],
        _citations(value, known),
    )


def _citations(value: Json, known: Mapping[str, Article]) -> tuple[Citation, ...]:
    return tuple(
        Citation(
            known[each["article_id"]],
            each["quote"],
            Span(each["start"], each["end"]),
            Sourced(**each["sourced"]) if each["sourced"] else None,
        )
        for each in value["citations"]
    )


def _dispute(value: Json, known: Mapping[str, Article]) -> Dispute:
    return Dispute(
        value["matter"],
        value["relation"],
        tuple(
            Account(each["says"], _citations(each, known), each["origins"])
            for each in value["accounts"]
        ),
    )


def _evidence(value: Json, known: Mapping[str, Article]) -> Evidence:
    article = known[value["article_id"]]
    span = Span(value["start"], value["end"])
    return Evidence(
        number=value["number"],
        article=article,
        sentence=Sentence(article.id, value["ordinal"], span, value["text"]),
        score=value["score"],
        before=value["before"],
        after=value["after"],
    )


def _provenance(value: Json, model: Json | None) -> Provenance:
    prompt = value["prompt"]
    return Provenance(
        model=ModelRef(model["name"], model["sha256"]) if model else None,
        prompt=PromptRef(prompt["id"], prompt["version"], prompt["sha256"]) if prompt else None,
        embedder=value["embedder"],
        config_sha256=value["config"],
        corpus_sha256=value["corpus"],
        seed=value["seed"],
    )
