import pytest

from studybuddy.store.file_names import is_portable, portable_folder


@pytest.mark.parametrize(
    "name", ["inbox", "my deck", "C++", "δ-rule", "a.b", "console", "com", "nulls", ".x"]
)
def test_an_ordinary_name_can_be_kept_everywhere(name: str) -> None:
    assert is_portable(name)


@pytest.mark.parametrize(
    "name",
    ["", "aux", "NUL", "con.md", "Com1.tar.gz", "lpt9", "a:b", "why?", "a*b", "a|b", "<a>", 'a"b', "a\\b",
     "a\tb", "ends.", "ends "],
)  # fmt: skip
def test_a_name_that_windows_cannot_keep_is_known(name: str) -> None:
    assert not is_portable(name)


def test_a_folder_of_a_card_is_called_as_its_id_unless_that_is_a_device() -> None:
    assert portable_folder("arrays/top-k") == "arrays--top-k"
    assert portable_folder("console") == "console"
    assert portable_folder("aux") == "aux--"
    assert portable_folder("Con.v2") == "Con.v2--"
