"""Turns a chat into tokens so that nothing in a message can pass as a control token.

The model's own template puts control tokens such as `<|im_end|>` around the messages. If the
rendered text were tokenised as a whole, an article that contains those characters could end its
message and speak as somebody else. So the messages are rendered as placeholders, and only what
the template itself wrote is searched for control tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Render = Callable[[list[dict[str, str]]], str]
    """The model's chat template: messages to text, with the opening of the reply at the end."""

# Noncharacters: they stand in no template, and a message is never searched for them.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"


class Vocabulary(Protocol):
    """What the tokens of a model are."""

    def plain(self, text: str) -> list[int]:
        """Tokens of `text`, control tokens read as the characters they are written with."""
        ...

    def control(self, text: str) -> list[tuple[int, str]]:
        """The control tokens that stand in `text`, in order, with how they are written."""
        ...


class Run(NamedTuple):
    """A stretch of a rendered chat: one control token, or text."""

    token: int | None
    text: str
    ends_message: bool


@dataclass(frozen=True, slots=True)
class Chat:
    """Tokenises chats for one model."""

    vocabulary: Vocabulary
    render: Render

    def tokens(self, messages: Sequence[tuple[str, str]]) -> list[list[int]]:
        """The tokens of (role, content) messages, cut after each message but the last.

        What comes before a cut does not depend on what comes after it, so the part of a prompt
        that stays the same from question to question can be kept evaluated.
        """
        parts: list[list[int]] = [[]]
        for run in self._joined(messages):
            tokens = [run.token] if run.token is not None else self.vocabulary.plain(run.text)
            parts[-1].extend(tokens)
            if run.ends_message and len(parts) < len(messages):
                parts.append([])
        return [part for part in parts if part]

    def _joined(self, messages: Sequence[tuple[str, str]]) -> Iterator[Run]:
        """Runs with neighbouring texts made one: a word may begin before a message does."""
        text, ends = "", False
        for run in self._runs(messages):
            if run.token is None:
                text, ends = text + run.text, ends or run.ends_message
                continue
            if text:
                yield Run(None, text, ends)
            yield run
            text, ends = "", False
        if text:
            yield Run(None, text, ends)

    def _runs(self, messages: Sequence[tuple[str, str]]) -> Iterator[Run]:
        stand_ins = [
            {"role": role, "content": f"{_OPEN}{number}{_CLOSE}"}
            for number, (role, _) in enumerate(messages)
        ]
        opening, *rest = self.render(stand_ins).split(_OPEN)
        yield from self._structure(opening)
        for part in rest:
            number, _, structure = part.partition(_CLOSE)
            yield Run(None, messages[int(number)][1], ends_message=True)
            yield from self._structure(structure)

    def _structure(self, text: str) -> Iterator[Run]:
        at = 0
        for token, written in self.vocabulary.control(text):
            found = text.find(written, at) if written else -1
            if found < 0:
                continue
            if found > at:
                yield Run(None, text[at:found], ends_message=False)
            yield Run(token, written, ends_message=False)
            at = found + len(written)
        if at < len(text):
            yield Run(None, text[at:], ends_message=False)


def with_system_in_user(messages: list[dict[str, str]]) -> list[dict[str, str]]:
    """The same chat for templates that know no system message.

    >>> chat = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Why?"}]
    >>> print(*(message["content"] for message in with_system_in_user(chat)))
    Be brief.
    <BLANKLINE>
    Why?
    """
    system = [m["content"] for m in messages if m["role"] == "system"]
    others = [dict(m) for m in messages if m["role"] != "system"]
    if system and others:
        others[0]["content"] = "\n\n".join([*system, others[0]["content"]])
    return others


def without_template(messages: list[dict[str, str]]) -> str:
    """A chat for a model that carries no template: the messages, one after the other."""
    return "\n\n".join(m["content"] for m in messages) + "\n"
