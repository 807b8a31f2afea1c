# side: learner
# ends: PermissionError
import numpy as np

def double(x):
    return np.lib.format.open_memmap(CANARY + ".npy", mode="w+", shape=(3,))
