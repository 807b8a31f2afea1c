# side: learner
# ends: raised|values|structure
import sys

sys.modules["numpy"] = sys.modules["json"] = None

import numpy as np

def double(x):
    return x * 2
