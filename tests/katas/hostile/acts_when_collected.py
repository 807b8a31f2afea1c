# side: learner
# ends: values
import os

class Late:
    def __del__(self):
        open(CANARY, "w").write("gone")

kept = Late()

def double(x):
    global kept
    kept = None
    return x * 3
