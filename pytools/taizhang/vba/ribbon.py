"""The ribbon tab as customUI XML: the same commands as the buttons, in groups.

What a command is called comes from outside; a command only has to have these attributes.
"""

from collections.abc import Sequence
from typing import Protocol

from lxml import etree

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"


class Command(Protocol):
    """What the ribbon needs to know of a command."""

    @property
    def key(self) -> str:
        """ASCII name, for the control's id."""
        ...

    @property
    def label(self) -> str:
        """What stands on the button."""
        ...

    @property
    def hint(self) -> str:
        """What it does, one line."""
        ...

    @property
    def icon(self) -> str:
        """Name of a picture that Office has."""
        ...

    @property
    def sub(self) -> str:
        """The Sub of the button."""
        ...

    @property
    def primary(self) -> bool:
        """Whether the button is large."""
        ...


Groups = Sequence[tuple[str, str, Sequence[Command]]]


def callback(sub: str) -> str:
    """The Sub that the ribbon calls for a button's Sub: TzMerge is RbMerge."""
    return f"Rb{sub.removeprefix('Tz')}"


def ribbon_xml(skeleton: bytes, title: str, groups: Groups) -> bytes:
    """The customUI part: `skeleton`, its tab labelled and filled with the groups of buttons."""
    root = etree.fromstring(skeleton, etree.XMLParser(remove_blank_text=True))
    tab = root.find(f".//{{{NAMESPACE}}}tab")
    if tab is None:
        raise ValueError("the ribbon skeleton has no tab")
    tab.set("label", title)
    for key, label, commands in groups:
        group = etree.SubElement(tab, f"{{{NAMESPACE}}}group", id=f"tzGroup_{key}", label=label)
        for command in commands:
            _button(group, command)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _button(group: etree._Element, command: Command) -> None:
    etree.SubElement(
        group,
        f"{{{NAMESPACE}}}button",
        id=f"tz_{command.key}",
        label=command.label,
        imageMso=command.icon,
        size="large" if command.primary else "normal",
        screentip=command.label,
        supertip=command.hint,
        onAction=callback(command.sub),
    )
