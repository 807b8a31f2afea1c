# side: learner
# ends: no loop: loop: a Python loop runs over the data
# check: vectorized("no loop", lambda t: t.normal("N"), over="N")
import numpy as np

def double(x):
    for _ in range(3000):
        pass
    return np.array([2 * each for each in x])
