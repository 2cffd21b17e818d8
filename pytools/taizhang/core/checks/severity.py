"""校验规则: every rule with its severity, which an office may raise, lower or switch off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from taizhang.core.catalog import ledger_checks as catalog
from taizhang.core.issues import Issue, Place, Rule, Severity, readable, with_severities
from taizhang.core.submission import Value

OFF = "关闭"
LEVELS = (*(level.value for level in Severity), OFF)


@dataclass(frozen=True, slots=True)
class Levels:
    """What the office wants: other severities by code, and codes that are switched off."""

    changed: Mapping[str, Severity] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    issues: tuple[Issue, ...] = ()

    def apply(self, issues: Iterable[Issue]) -> list[Issue]:
        """The issues that remain, with the severities of the office."""
        kept = [issue for issue in issues if issue.code not in self.off]
        return with_severities(kept, self.changed)


def rule_rows(
    rules: Iterable[Rule], office: Mapping[str, str] | None = None
) -> list[dict[str, Value]]:
    """Rows of 校验规则 in the order of the codes; `office` is what it chose, by code.

    A choice that says the same as the default is left blank, so a later default can take effect.
    """
    chosen = office or {}
    return [_row(rule, chosen.get(rule.code, "")) for rule in sorted(rules, key=lambda r: r.code)]


def _row(rule: Rule, chosen: str) -> dict[str, Value]:
    return {
        "code": rule.code,
        "title": rule.title,
        "message": readable(rule.message),
        "hint": readable(rule.hint),
        "default": rule.severity.value,
        "office": "" if chosen == rule.severity.value else chosen,
    }


def read_levels(rows: Iterable[tuple[Place, Mapping[str, Value]]]) -> Levels:
    """What the office wrote into 校验规则; a word that is no level changes nothing and is said."""
    changed: dict[str, Severity] = {}
    off: set[str] = set()
    issues: list[Issue] = []
    for place, row in rows:
        code, word = str(row.get("code", "")).strip(), str(row.get("office", "")).strip()
        if word == OFF:
            off.add(code)
        elif word in LEVELS:
            changed[code] = Severity(word)
        elif word:
            issues.append(catalog.LEVEL_UNKNOWN.at(place, code=code, found=word))
    return Levels(changed, frozenset(off), tuple(issues))
