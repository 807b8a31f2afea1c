# side: learner
# ends: memory
import numpy as np

def double(x):
    return np.ones(10**11)
