"""What this engine leaves out of the xlwings contract says so, by name, when it is used.

`base_classes` raises a bare NotImplementedError; a programmer then does not know which
member was meant. Here every member left out raises "xlfile: Range.merge is not supported".
"""

from collections.abc import Callable, Collection
from typing import Any, NoReturn, TypeVar

from xlwings import base_classes

_Class = TypeVar("_Class", bound=type)


def unsupported(what: str) -> NotImplementedError:
    """The one exception for everything this engine cannot do."""
    return NotImplementedError(f"xlfile: {what} is not supported")


def names_what_it_lacks(
    keeps: Collection[str] = (), lacks: Collection[str] = ()
) -> Callable[[_Class], _Class]:
    """Decorate a class of the engine so that members it lacks raise by name.

    Args:
        keeps: members whose implementation in `base_classes` is good as it is.
        lacks: members that xlwings uses although `base_classes` does not list them.
    """

    def complete(cls: _Class) -> _Class:
        for name in lacks:
            setattr(cls, name, _refusing_property(f"{cls.__name__}.{name}"))
        for name, inherited in _contract_of(cls).items():
            if name not in keeps:
                _fill(cls, name, inherited)
        return cls

    return complete


def _contract_of(cls: type) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        if base.__module__ == base_classes.__name__:
            members |= {n: m for n, m in vars(base).items() if not n.startswith("_")}
    return members


def _fill(cls: type, name: str, inherited: Any) -> None:
    what = f"{cls.__name__}.{name}"
    own = vars(cls).get(name)
    if name not in vars(cls):
        refusal = _refusing_property if isinstance(inherited, property) else _refusing_method
        setattr(cls, name, refusal(what))
    elif isinstance(own, property) and own.fset is None and _is_settable(inherited):
        setattr(cls, name, own.setter(_refusing_method(f"setting {what}")))


def _is_settable(inherited: Any) -> bool:
    return isinstance(inherited, property) and inherited.fset is not None


def _refusing_method(what: str) -> Callable[..., NoReturn]:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise unsupported(what)

    return refuse


def _refusing_property(what: str) -> property:
    return property(_refusing_method(what), _refusing_method(f"setting {what}"))
