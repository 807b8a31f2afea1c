# side: learner
# ends: killed
import os, signal

def double(x):
    os.kill(os.getpid(), signal.SIGKILL)
