# side: learner
# ends: time limit
import itertools

def double(x):
    return sum(itertools.repeat(1))
