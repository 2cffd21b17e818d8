"""Work groups (领导小组、推进组): who leads by post, which units are members. No names leave.

Lists such as 组长：, 副组长：, 成员： with one person a line, and the sentence 由…任组长, are read.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from taizhang.notices.outline.model import Item, Node, Outline
from taizhang.notices.text import labels
from taizhang.notices.text.glyphs import simplified
from taizhang.notices.who.clause import Clause
from taizhang.notices.who.people import entries, read_member, unit_of_post
from taizhang.notices.who.reading import read_clause
from taizhang.notices.words import Patterns

_RE = Patterns("groups")


@dataclass(frozen=True, slots=True)
class WorkGroup:
    """A work group: its name, the leader's post, the deputies' posts, the member units."""

    name: str
    leader: str
    deputies: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


class GroupRoster(NamedTuple):
    """What the lists of a notice say: the groups by node, and the persons' names to strike out."""

    groups: dict[Node, WorkGroup]
    names: frozenset[str]
    items: frozenset[Item]


@dataclass(slots=True)
class _GroupDraft:
    leaders: list[str] = field(default_factory=list)
    deputies: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)


def read_groups(outline: Outline) -> GroupRoster:
    """Read the member lists of an outline."""
    drafts: dict[Node, _GroupDraft] = {}
    names: set[str] = set()
    used: set[Item] = set()
    label = ""
    last: Item | None = None
    for item in outline.items:
        opens = item.role == labels.MEMBER and (not last or item.paragraph != last.paragraph)
        raw = simplified(item.seen.printed_text) if opens or label else ""
        found = _RE.label.match(raw) if opens else None
        if found:
            label = re.sub(r"\s", "", found["label"])
            raw = raw[found.end() :]
        elif not label or not last or item.node is not last.node or not _is_entry(raw):
            label = ""
            continue
        used.add(item)
        names |= _take(drafts.setdefault(item.node, _GroupDraft()), label, raw)
        last = item
    groups = {node: _group(node, draft) for node, draft in drafts.items()}
    for item in outline.items:
        group = _from_sentence(item.text()) if "组长" in item.text() else None
        if group and item.node not in groups:
            groups[item.node] = group
    return GroupRoster(groups, frozenset(names), frozenset(used))


def group_clause(group: WorkGroup) -> Clause | None:
    """Return the clause of a group's tasks: the unit of the first named member leads."""
    posts = (*group.deputies, group.leader)
    units = list(dict.fromkeys(u for p in posts if p and (u := unit_of_post(p))))
    ruled = group.leader and unit_of_post(group.leader) not in units[:1]
    leaders = (group.leader,) if ruled else ()
    if units:
        others = tuple(dict.fromkeys([*units[1:], *(m for m in group.members if m not in units)]))
        return Clause(lead=tuple(units[:1]), co=others, leaders=leaders)
    if group.members:
        return Clause(co=group.members, leaders=leaders)
    return Clause(leaders=leaders) if leaders else None


def _is_entry(raw: str) -> bool:
    """Tell whether a line continues a list: a person with or without a post, nothing else."""
    text = raw.strip()
    member = read_member(text)
    return len(text) <= 60 and bool(member.name) and "。" not in text


def _take(draft: _GroupDraft, label: str, raw: str) -> set[str]:
    members = [read_member(entry) for entry in entries(raw)]
    names = {m.name for m in members if m.name}
    posts = [m.posts[0] for m in members if m.posts]
    if "成员" in label or "顾问" in label or "联络" in label:
        units = map(unit_of_post, posts) if names else read_clause(f"责任单位:{raw.strip()}").co
        draft.members.extend(filter(None, units))
    elif "副" in label:
        draft.deputies.extend(posts)
    else:
        draft.leaders.extend(posts)
    return names


def _group(node: Node, draft: _GroupDraft) -> WorkGroup:
    heading = next((n.heading for n in node.ancestors() if n.heading), "")
    name = _RE.name_tail.sub("", heading).strip("、:")
    members = [u for p in draft.deputies if (u := unit_of_post(p))] + draft.members
    leader, deputies = (draft.leaders or [""])[0], tuple(draft.deputies)
    return WorkGroup(name or heading, leader, deputies, tuple(dict.fromkeys(members)))


def _from_sentence(plain: str) -> WorkGroup | None:
    leader, name = _RE.sentence_leader.search(plain), _RE.sentence_name.search(plain)
    if not leader or not name:
        return None
    deputies = tuple(
        m["post"].split("由")[-1].lstrip(",") for m in _RE.sentence_deputy.finditer(plain)
    )
    members = _RE.sentence_members.search(plain)
    units = read_clause(f"责任单位:{members['units'].split(',')[-1]}").co if members else ()
    posts = [p for d in (leader["post"], *deputies) for p in re.split(r"、", d)]
    clean = [p for p in (read_member(post).posts for post in posts) if p]
    firsts = [found[0] for found in clean] or [""]
    return WorkGroup(name["name"], firsts[0], tuple(firsts[1:]), units)
