"""Two runs, compared case by case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.compare.changes import Change, Pair, changes_by_tag, changes_overall
from eval.reading import Strict
from eval.report.judges import judge_names
from eval.scorers import SCORERS
from rag.errors import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.saved import Run
    from eval.suite import Case


class Flip(Strict):
    """A case that was faultless in one run and is not in the other."""

    scorer: str
    case: str
    question: str
    tags: tuple[str, ...]
    before: float
    after: float
    better: bool
    """Whether it is faultless now."""
    answer_before: str
    answer_after: str


class Comparison(Strict):
    """Two runs, compared."""

    before: str
    after: str
    suite: str
    cases: int
    """Cases that both runs asked in the same words."""
    left_out: tuple[str, ...]
    """Cases that only one run asked, or asked otherwise."""
    notices: tuple[str, ...]
    changes: tuple[Change, ...]
    """Over all cases, a scorer each."""
    tags: tuple[Change, ...]
    """Over the cases of one tag."""
    flips: tuple[Flip, ...]

    @property
    def worse(self) -> tuple[Change, ...]:
        """Scorers that got worse by more than chance."""
        return tuple(change for change in self.changes if change.verdict == "worse")


def compare_runs(before: Run, after: Run) -> Comparison:
    """Compare two runs of one suite, case by case.

    Raises:
        UsageProblem: They are runs of different suites.
    """
    first, second = before.manifest.suite, after.manifest.suite
    if first.name != second.name:
        raise UsageProblem(
            f"cannot compare a run of {first.name!r} with one of {second.name!r}",
            remedy="Name two runs of one suite.",
        )
    asked = {case.id: case for case in after.cases}
    common = [case for case in before.cases if asked.get(case.id) == case]
    every = dict.fromkeys([c.id for c in before.cases] + list(asked))
    left_out = tuple(name for name in every if name not in {case.id for case in common})
    names = [name for name in first.scorers if name in before.scores and name in after.scores]
    paired = {name: _pairs(before, after, common, name) for name in names}
    return Comparison(
        before=str(before.folder),
        after=str(after.folder),
        suite=first.name,
        cases=len(common),
        left_out=left_out,
        notices=tuple(_notices(before, after)),
        changes=changes_overall(paired, first.seed),
        tags=changes_by_tag(paired, first.seed),
        flips=tuple(
            flip for name, pairs in paired.items() for flip in _flips(name, pairs, before, after)
        ),
    )


def _pairs(before: Run, after: Run, cases: Sequence[Case], name: str) -> list[Pair]:
    pairs = []
    for case in cases:
        old, new = before.scores[name].get(case.id), after.scores[name].get(case.id)
        if old is not None and new is not None:
            pairs.append(Pair(case, old.value, new.value))
    return pairs


def _flips(name: str, pairs: Sequence[Pair], before: Run, after: Run) -> list[Flip]:
    best = SCORERS[name].best
    return [
        Flip(
            scorer=name,
            case=pair.case.id,
            question=pair.case.question,
            tags=pair.case.tags,
            before=pair.before,
            after=pair.after,
            better=pair.after == best,
            answer_before=before.answers[pair.case.id].line,
            answer_after=after.answers[pair.case.id].line,
        )
        for pair in pairs
        if best is not None and (pair.before == best) != (pair.after == best)
    ]


def _notices(before: Run, after: Run) -> list[str]:
    """What differs between the runs besides what the person meant to change."""
    old, new = before.manifest, after.manifest
    first, second = old.suite, new.suite
    facts = {
        "the suite": (old.suite_sha256, new.suite_sha256),
        "the articles": (old.corpus.sha256, new.corpus.sha256),
        "the settings": (old.config_sha256, new.config_sha256),
        "the mode": (first.mode, second.mode),
        "the model": (old.model, new.model),
        "the prompt": (old.prompt, new.prompt),
        "the judge": (judge_names(before.answers), judge_names(after.answers)),
        "the machine": (old.machine, new.machine),
        "the packages": (
            old.packages | {"byline": old.byline},
            new.packages | {"byline": new.byline},
        ),
    }
    changed = [name for name, (one, other) in facts.items() if one != other]
    return [f"differs between the runs: {', '.join(changed)}"] if changed else []
