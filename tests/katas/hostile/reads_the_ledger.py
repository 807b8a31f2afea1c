# side: learner
# ends: PermissionError
import os

def double(x):
    return open(os.path.join(os.path.dirname(CANARY), "studybuddy.db"), "rb").read()
