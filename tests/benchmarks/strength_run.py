"""The name of a shipped kata in; its strength, measured alone in a process so that its time is known, out."""

import sys

from kata_figures import kata_named

from studybuddy.katas.strength import measure

if __name__ == "__main__":
    found = measure(kata_named(sys.argv[1]), trust=True)
    sys.exit(found.broken or None)
