# side: learner
# ends: PermissionError
def double(x):
    return open(CANARY).read()
