# side: learner
# ends: PermissionError
import os

def double(x):
    os.execv("/bin/sleep", ["sleep", "3600"])
