# side: learner
# ends: case one: mutated: argument 1 was changed
def double(x):
    right = x * 2
    x[:] = right
    return right
