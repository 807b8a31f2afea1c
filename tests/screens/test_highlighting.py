from studybuddy.screens.highlighting import highlighted

CODE = 'def mean(x):  # of all\n    return "none" if not x else sum(x) / 2\n'


def test_keywords_texts_numbers_and_comments_are_told_apart_and_nothing_is_lost() -> None:
    coloured = highlighted(CODE, "python")
    assert coloured.plain == CODE
    styles = {CODE[span.start : span.end]: str(span.style) for span in coloured.spans if span.style}
    found = [styles[word] for word in ("def", "none", "2", "# of all")]
    assert len(set(found)) == len(found)
    assert "sum(x)" not in styles


def test_code_of_an_unknown_language_stays_plain() -> None:
    assert highlighted("x y z", "no-such-language").plain.rstrip() == "x y z"
