"""What questions are narrowed to, a chip for each part, above the question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.containers import HorizontalScroll
from textual.content import Content
from textual.widgets import Static

from tui.messages import FilterDropped
from tui.wording import line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.types import Filter

Value = TypeVar("Value", bound=str)


class FilterChip(Static, can_focus=True):
    """One part of a filter; Enter, Delete or a click takes it away.

    Args:
        kind: `outlet`, `since` ...
        value: What it is narrowed to.
        left: The filter without this part.
    """

    ALLOW_SELECT = False
    HELP = "**Enter** or **Delete** takes this part of the filter away."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,delete,backspace", "drop", "Take away", id="filter.drop"),
        Binding("right", "app.focus_next", "Next", id="filter.next", show=False),
        Binding("left", "app.focus_previous", "Previous", id="filter.previous", show=False),
    ]

    def __init__(self, kind: str, value: str, left: Filter) -> None:
        super().__init__(markup=False)
        self._kind, self._value, self._left = kind, line(value), left

    def render(self) -> Content:
        """`outlet The Harbour Post ✗`."""
        return Content.assemble(
            (f"{self._kind} ", "$foreground-muted"), (self._value, "bold"), (" ✗", "$text-error")
        )

    def action_drop(self) -> None:
        """Say what is left without it."""
        self.post_message(FilterDropped(self._left))

    def on_click(self) -> None:
        """A click is the same as Enter."""
        self.action_drop()


class FilterChips(HorizontalScroll, can_focus=False):
    """A row of chips; not there while everything is searched."""

    async def show(self, only: Filter, as_of: str | None) -> None:
        """Show the parts of a filter, and the day that a kept conversation is seen from."""
        self.set_class(only.is_empty and as_of is None, "-empty")
        await self.remove_children()
        if as_of is not None:
            await self.mount(Static(f"as of {line(as_of)}", classes="fixed", markup=False))
        await self.mount_all(FilterChip(*part) for part in parts_of(only))


def parts_of(only: Filter) -> Iterator[tuple[str, str, Filter]]:
    """Each part of a filter, in words, with what is left without it."""
    for name in only.outlets:
        yield "outlet", name, replace(only, outlets=_without(only.outlets, name))
    for kind in only.kinds:
        yield "kind", kind, replace(only, kinds=_without(only.kinds, kind))
    for code in only.languages:
        yield "language", code, replace(only, languages=_without(only.languages, code))
    for lineage in only.lineages:
        yield "lineage", lineage, replace(only, lineages=_without(only.lineages, lineage))
    if only.since:
        yield "since", only.since, replace(only, since=None)
    if only.until:
        yield "until", only.until, replace(only, until=None)


def _without(values: tuple[Value, ...], value: Value) -> tuple[Value, ...]:
    return tuple(one for one in values if one != value)
