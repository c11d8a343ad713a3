"""Things that hang together, by number."""

from __future__ import annotations

from collections import defaultdict


class Sets:
    """Numbers from 0 on, joined two by two."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def join(self, one: int, other: int) -> None:
        """Put two and all that hang on them together."""
        a, b = self._top(one), self._top(other)
        self._parents[max(a, b)] = min(a, b)

    def groups(self) -> list[list[int]]:
        """The groups of two and more, in the order of their first members.

        >>> sets = Sets(4)
        >>> sets.join(3, 1)
        >>> sets.groups()
        [[1, 3]]
        """
        return [group for group in self.all() if len(group) > 1]

    def all(self) -> list[list[int]]:
        """The groups, those of one member too."""
        found: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self._parents)):
            found[self._top(number)].append(number)
        return [group for _, group in sorted(found.items())]

    def _top(self, number: int) -> int:
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number
