# side: learner
# ends: exit|protocol
import os, time
os.close(3)
def double(x):
    return x * 2
