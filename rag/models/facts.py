"""What there is to tell of a model: what its file says of itself, and how its check went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.models.gguf import read_header
from rag.models.origin import origin_of
from rag.models.shelf import check_file, resolve
from rag.types import Mode

if TYPE_CHECKING:
    from rag.config import Config
    from rag.models.trial import Trial
    from rag.types import ModelRef


def facts_of(config: Config, wanted: str | None = None) -> dict[str, object]:
    """The facts of a model by their names; of the one in use when none is named.

    The whole file is hashed, unless that was done since it last changed.

    Raises:
        ModelProblem: There is no such model, or its file is damaged.
    """
    file = resolve(config, wanted)
    header = read_header(file.path)
    facts: dict[str, object] = {
        "name": file.name,
        "path": str(file.path),
        "size": file.size,
        "title": header.metadata.get("general.name"),
        "architecture": header.architecture,
        "parameters": header.parameters,
        "quantisation": header.quantisation,
        "context": header.context,
        "vocabulary": header.lengths.get("tokenizer.ggml.tokens"),
        "template": header.has_template,
        "licence": file.licence,
        "sha256": check_file(file, config.home),
        "pinned": file.sha256_pinned is not None,
    }
    if origin := origin_of(file.path):
        kept = origin.model_dump(mode="json", include={"hub", "repository", "file"})
        facts |= kept | {"revision": origin.revision, "pulled": str(origin.pulled)}
    return facts


def told_facts(facts: dict[str, object]) -> dict[str, object]:
    """The same for a person: words in place of yes and no."""
    has_template, is_pinned = facts["template"], facts["pinned"]
    return facts | {
        "template": "yes" if has_template else "no; messages are joined as plain text",
        "pinned": "yes, and the file is the pinned one" if is_pinned else "no",
    }


def told_trial(model: ModelRef, trial: Trial) -> dict[str, object]:
    """How a check went, figure by figure."""
    count = len(trial.drafts)
    sentences = sum(len(draft.sentences) for draft in trial.drafts)
    facts: dict[str, object] = {
        "name": model.name,
        "file": f"whole ({model.sha256[:12]}…)" if model.sha256 else "behind a server",
        "form": f"{trial.in_form:.0%} of {count} answers are whole sentences, three at most",
        "carried": f"{trial.carried:.0%} of {sentences} sentences stand in their sources",
        "right": f"{trial.right:.0%} of the questions that can be answered",
        "adds nothing": f"{trial.silent:.0%} of the questions that cannot be answered",
        "an answer": f"{trial.seconds:.1f} s, the median",
    }
    if trial.read is not None:
        facts |= {
            "reads": f"{trial.read:,.0f} tokens a second",
            "writes": f"{trial.written:,.0f} tokens a second",
        }
    return facts


def told_mode(trial: Trial) -> str:
    """What follows from a check."""
    if trial.mode is Mode.WRITE:
        return "From now on it writes when the mode is `auto`; every sentence is still checked."
    return (
        "It is not trusted to write: when the mode is `auto`, answers are quotations. "
        "`--mode write` lets it write all the same; every sentence is checked."
    )
