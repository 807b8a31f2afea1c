"""The styles of what is right, wrong, doubtful, or math: readable on a light background and on a dark one.

A terminal's own green, yellow and cyan are made for one of the two. These are fixed colours of the middle;
a terminal with sixteen colours gets the nearest of its own.
"""

RIGHT = "bold color(28)"
WRONG = "bold color(196)"
DOUBT = "color(130)"
WARNING = f"bold {DOUBT}"
MATH = "italic color(31)"

CODE_KEYWORD = "bold color(25)"
CODE_TEXT = "color(28)"
CODE_NUMBER = "color(30)"
CODE_COMMENT = "italic color(242)"
