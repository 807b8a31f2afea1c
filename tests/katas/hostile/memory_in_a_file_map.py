# side: learner
# ends: little memory: refused: `mmap` is not allowed here
# check: peak_memory("little memory", np.zeros(1000), mib=0.1)
import mmap

import numpy as np

def double(x):
    room = np.frombuffer(mmap.mmap(-1, 8 << 20))
    room[:] = 1.0
    return x * 2
