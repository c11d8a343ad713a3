"""What a person says of drafts: accept, refuse, mend, take back. Every word is kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from pydantic import ValidationError

from eval.drafting.saved import save_drafts
from eval.suite import Case
from rag.errors import UsageProblem

if TYPE_CHECKING:
    from eval.drafting.saved import Draft, DraftFolder

BETWEEN = "|"
"""Stands between wordings of one fact where a person types them."""


class Tally(NamedTuple):
    """How far a review is."""

    accepted: int
    refused: int
    left: int

    @property
    def done(self) -> int:
        """Drafts that were decided on."""
        return self.accepted + self.refused

    @property
    def total(self) -> int:
        """All of them."""
        return self.done + self.left


class Review:
    """Goes through the drafts of a folder; nothing but this changes them.

    Each step is on disk before the next, so that quitting at any time loses nothing.
    """

    def __init__(self, folder: DraftFolder) -> None:
        self.folder = folder
        self.drafts = list(folder.drafts)
        self.at = next((n for n, d in enumerate(self.drafts) if d.status == "proposed"), 0)
        """The draft that is looked at."""
        self._before: list[tuple[int, Draft]] = []

    @property
    def draft(self) -> Draft:
        """The one that is looked at."""
        return self.drafts[self.at]

    @property
    def tally(self) -> Tally:
        """How far it is."""
        said = [draft.status for draft in self.drafts]
        return Tally(*(said.count(s) for s in ("accepted", "refused", "proposed")))

    @property
    def can_undo(self) -> bool:
        """Whether something was decided that can be taken back."""
        return bool(self._before)

    def decide(self, status: Literal["accepted", "refused"]) -> None:
        """Say what becomes of the draft, and go on to the next that waits."""
        self._put(self.draft.model_copy(update={"status": status}))
        waiting = [n for n, d in enumerate(self.drafts) if d.status == "proposed"]
        later = [n for n in waiting if n > self.at]
        if waiting:
            self.at = (later or waiting)[0]

    def edit(self, question: str, key: str, words: str) -> None:
        """Mend the draft; it still waits to be accepted.

        Args:
            question: As it is to be asked.
            key: Wordings of the answer with `|` between them; of no account where there is none.
            words: The words of the first gold place.

        Raises:
            UsageProblem: The words are not in the article, or something is empty.
        """
        case = self.draft.case
        changed: dict[str, object] = {"question": question.strip()}
        if case.answerable:
            wordings = tuple(part.strip() for part in key.split(BETWEEN) if part.strip())
            gold = case.gold[0]
            if not words or words not in self.folder.articles[gold.article].text:
                raise UsageProblem(
                    "these words are not in the article",
                    remedy="Copy them out of it, letter by letter.",
                )
            first = gold.model_copy(update={"words": words})
            changed |= {"key": (wordings,), "gold": (first, *case.gold[1:])}
        try:
            mended = Case.model_validate(case.model_dump() | _plain(changed))
        except ValidationError as error:
            raise UsageProblem(
                "a case needs a question, and a wording of its answer if it has one",
                remedy="Fill in what is empty.",
            ) from error
        self._put(self.draft.model_copy(update={"case": mended, "edited": True}))

    def undo(self) -> None:
        """Take back what was said last, and look at it again."""
        if self._before:
            self.at, before = self._before.pop()
            self.drafts[self.at] = before
            self._save()

    def go(self, by: int) -> None:
        """Look at an earlier or a later one."""
        self.at = max(0, min(len(self.drafts) - 1, self.at + by))

    def _put(self, draft: Draft) -> None:
        before = self.draft
        self.drafts[self.at] = draft
        try:
            self._save()
        except BaseException:
            self.drafts[self.at] = before
            raise
        self._before.append((self.at, before))

    def _save(self) -> None:
        save_drafts(self.folder.path, self.folder.head, self.drafts)


def _plain(changed: dict[str, object]) -> dict[str, object]:
    gold = changed.get("gold")
    if isinstance(gold, tuple):
        return changed | {"gold": [one.model_dump() for one in gold]}
    return changed
