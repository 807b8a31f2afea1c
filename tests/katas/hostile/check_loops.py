# side: check
# ends: broken.*longer
while True:
    pass
