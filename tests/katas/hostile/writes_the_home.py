# side: learner
# ends: PermissionError
def double(x):
    open(CANARY + ".new", "w").write("here")
    return x * 2
