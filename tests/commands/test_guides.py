"""`help`: the guides, for people and for programs."""

from command_line import Run


def test_guides_are_told_as_json_as_they_are_written(run: Run) -> None:
    listed = run("help", "--json").ok().json
    assert [row["topic"] for row in listed] == sorted(row["topic"] for row in listed)
    for row in listed:
        told = run("help", row["topic"], "--json").ok().json
        assert set(told) == {"topic", "title", "text"}
        assert (told["topic"], told["title"]) == (row["topic"], row["title"])
        assert told["text"].startswith(f"# {row['title']}\n")
