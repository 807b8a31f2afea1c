# side: learner
# ends: exit|protocol
import os

os.dup2(4, 3)

def double(x):
    return x * 2
