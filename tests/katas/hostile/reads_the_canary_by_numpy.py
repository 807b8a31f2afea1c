# side: learner
# ends: PermissionError
import numpy as np

def double(x):
    return np.fromfile(CANARY, dtype="u1")
