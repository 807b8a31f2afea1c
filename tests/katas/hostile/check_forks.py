# side: check
# ends: broken.*PermissionError
import os

os.fork()
