# side: learner
# ends: crash|RecursionError|memory
import sys

sys.setrecursionlimit(10**9)

class Deep:
    def __getattr__(self, name):
        return getattr(self, name + "x")

def double(x):
    return Deep().x
