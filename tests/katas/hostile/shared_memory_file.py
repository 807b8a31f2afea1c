# side: learner
# ends: PermissionError
def double(x):
    open("/dev/shm/studybuddy-owned", "w").write("here")
    return x * 2
