# side: check
# ends: broken.*PermissionError
open(CANARY + ".new", "w")
