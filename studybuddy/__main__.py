"""The entry point of `studybuddy`, `sb` and `python -m studybuddy`."""

import gc

ALLOCATIONS = 50_000  # between two searches for circular garbage, of which imports and answers leave little


def main() -> None:
    """Run the command line; the searches would cost its start a tenth, since it loads all that it keeps."""
    gc.set_threshold(ALLOCATIONS)
    from studybuddy import cli

    cli.main()


if __name__ == "__main__":
    main()
