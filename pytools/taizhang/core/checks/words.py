"""Drop-down lists whose words the program asks for: another word there would silently mean nothing."""

from collections.abc import Iterator, Mapping, Sequence

from taizhang.core.catalog import judging as catalog
from taizhang.core.issues import Issue, Place

# These words are the office's: it renames them, adds to them, and a role or a mark says what they mean.
OF_THE_OFFICE = frozenset(
    {
        "levels", "kinds", "states", "stages", "unit_types", "problem_stages", "problem_sources",
        "problem_kinds", "clue_sources", "check_ways", "reason_codes", "supervisions", "duty_scopes",
        "project_kinds", "form_columns", "placeholder_columns",
        "works_kinds", "gravest_levels", "town_types", "department_types", "other_types",
    }
)  # fmt: skip


def unknown_words(
    lists: Mapping[str, Sequence[str]],
    shipped: Mapping[str, Sequence[str]],
    names: Mapping[str, str],
    place: Place,
) -> Iterator[Issue]:
    """J155: a word of such a list that the program does not know; `names` are people's names of lists."""
    for key, words in shipped.items():
        if key in OF_THE_OFFICE:
            continue
        for found in lists.get(key, ()):
            if found not in words:
                name = names.get(key, key)
                yield catalog.OPTION_UNKNOWN.at(place, name=name, found=found, words=words)
