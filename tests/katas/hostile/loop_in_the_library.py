# side: learner
# ends: no loop: refused: `statistics` is not allowed here
# check: vectorized("no loop", lambda t: t.normal("N"), over="N")
import statistics

import numpy as np

def double(x):
    return x * 2 + 0 * statistics.mean(list(x))
