"""The entry point of `studybuddy`, `sb` and `python -m studybuddy`."""

from studybuddy.cli import main

if __name__ == "__main__":
    main()
