# side: learner
# ends: PermissionError
import os

def double(x):
    os.symlink(CANARY, "link")
    return open("link").read()
