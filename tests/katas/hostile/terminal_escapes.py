# side: learner
# ends: case one: raised ValueError: .?\[2J|raised ValueError: �
def double(x):
    raise ValueError("\x1b[2J\x1b]0;owned\x07")
