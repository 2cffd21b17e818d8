"""The outline of a notice: nodes (一、 (一) 1. (1) ①) that hold items, each a run of sentences.

Built once by the Builder; what later passes find out about nodes and items stands in maps of theirs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from taizhang.notices.outline.sections import SectionKind
from taizhang.notices.text.glyphs import View
from taizhang.notices.text.markers import Marker
from taizhang.notices.text.paragraphs import TextSpan
from taizhang.notices.who.acts import Act
from taizhang.notices.who.clause import Clause


class Sentence(NamedTuple):
    """A sentence of a paragraph and its acts, whose places count from the sentence's begin."""

    begin: int
    end: int
    acts: tuple[Act, ...] = ()

    @property
    def place(self) -> TextSpan:
        """Where it stands in its paragraph."""
        return self.begin, self.end


@dataclass(slots=True, eq=False)
class Node:
    """A place in the outline; the root has no marker. `kind` is what the section is for.

    `rectifies`: it prints 问题 or 整改措施, so that its heading is what is wrong, not what to do.
    `aims`: it is the 整改目标 of the node above. `announced`: its heading says its kind.
    """

    marker: Marker | None
    parent: "Node | None"
    kind: SectionKind
    annex: str = ""
    heading: str = ""
    mode: str = ""
    under: str = ""
    children: int = 0
    rectifies: bool = False
    aims: bool = False
    announced: bool = False
    items: list["Item"] = field(default_factory=list)

    @property
    def style(self) -> str:
        """The style of its marker, "" where it has none."""
        return self.marker.style if self.marker else ""

    def path(self) -> str:
        """The number of the node as printed, from the top: 三(一)1(2), 附件1-2."""
        upper = self.parent.path() if self.parent else ""
        own = self.marker.printed if self.marker else ""
        apart = "-" if self.annex[-1:].isdigit() and own[:1].isdigit() else ""
        return upper + self.annex + apart + own

    def ancestors(self) -> "Iterator[Node]":
        """The node and those above it, upwards."""
        node: Node | None = self
        while node:
            yield node
            node = node.parent


@dataclass(slots=True, eq=False)
class Item:
    """Sentences that stand together under one node, in one paragraph, up to a clause.

    `role` is that of the label before it (task, goal, problem…), "" where there is none; `clause`
    is printed for it. `assigning` is its sentence that only says who and when. `shares`: its
    clause was printed for several items.
    """

    node: Node
    seen: View
    paragraph: int
    sentences: list[Sentence] = field(default_factory=list)
    clause: Clause | None = None
    role: str = ""
    opens: bool = False
    assigning: TextSpan | None = None
    shares: bool = False

    @property
    def home(self) -> Node:
        """The node whose measures this goes with: that above (一)整改目标, else its own."""
        aims = next((node for node in self.node.ancestors() if node.aims), None)
        return aims.parent if aims and aims.parent else self.node

    @property
    def heads(self) -> bool:
        """True where the first sentence is the heading of the node."""
        return self.opens and bool(self.node.heading)

    @property
    def acts(self) -> list[Act]:
        """The acts of all sentences."""
        return [act for sentence in self.sentences for act in sentence.acts]

    @property
    def names_units(self) -> bool:
        """True where some sentence tells a unit something."""
        return any(act.clause and act.clause.names_units for act in self.acts)

    def text(self) -> str:
        """The plain text of all sentences."""
        ends = [place for sentence in self.sentences for place in sentence.place]
        return self.seen.plain[ends[0] : ends[-1]] if ends else ""

    def said(self, sentence: Sentence) -> str:
        """The plain text of one sentence."""
        return self.seen.plain[sentence.begin : sentence.end]


@dataclass(slots=True, eq=False)
class ClauseAlone:
    """A clause with a paragraph to itself, and the items it may cover."""

    node: Node
    clause: Clause
    seen: View
    paragraph: int
    place: TextSpan
    waiting: list[Item]
    numbered: bool = False


@dataclass(slots=True)
class Outline:
    """All items and clauses of a notice, in printed order, and the marks between them.

    `numbered` has every node in printed order, with its paragraph and the text of that.
    """

    root: Node
    items: list[Item] = field(default_factory=list)
    alone: list[ClauseAlone] = field(default_factory=list)
    clauses: list[tuple[int, int, Clause, int]] = field(default_factory=list)
    marks: list[TextSpan] = field(default_factory=list)
    labels: list[tuple[int, int, str]] = field(default_factory=list)
    numbered: list[tuple[Node, int, str]] = field(default_factory=list)


def is_measure(node: Node) -> bool:
    """Tell whether a node is numbered below 整改措施:."""
    return node.parent is not None and node.parent.rectifies and node.under == "task"
