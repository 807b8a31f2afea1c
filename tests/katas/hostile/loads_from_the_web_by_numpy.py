# side: learner
# ends: Error
import numpy as np

def double(x):
    return np.loadtxt("http://127.0.0.1:9/x.csv")
