import pytest
from notation.layout_gallery import WIDTH, entry, golden, sources


@pytest.mark.parametrize("unicode", [True, False], ids=["unicode", "ascii"])
def test_every_formula_of_the_gallery_is_laid_out_as_it_was_read_by_eye(unicode: bool) -> None:
    expected = golden(unicode=unicode).read_text(encoding="utf-8")
    assert "\n".join(entry(latex, unicode=unicode) for latex in sources()) == expected


def test_the_gallery_has_at_least_seventy_formulas_and_none_falls_back_to_its_source() -> None:
    assert len(set(sources())) >= 70
    for unicode in (True, False):
        text = golden(unicode=unicode).read_text(encoding="utf-8")
        assert "(the source)" not in text
        assert all(len(line) <= WIDTH for line in text.splitlines() if line[:1] not in ("%", ">"))
