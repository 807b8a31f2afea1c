# side: learner
# ends: exit|protocol|crash
import os

def double(x):
    os.closerange(0, 256)
    return x * 2
