# side: learner
# ends: time limit
import time

def double(x):
    time.sleep(3600)
    return x * 2
