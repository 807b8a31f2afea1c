# side: learner
# ends: PermissionError
import os

def double(x):
    os.open(CANARY, os.O_RDONLY | os.O_TRUNC)
    return x * 2
