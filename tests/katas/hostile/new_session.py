# side: learner
# ends: PermissionError
import os

os.setsid()
