# side: learner
# ends: values
import atexit, os

def late():
    os.write(4, b"x" * 100)
    open(CANARY, "w").write("gone")

atexit.register(late)

def double(x):
    return x * 3
