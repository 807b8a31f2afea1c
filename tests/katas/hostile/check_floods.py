# side: check
# ends: broken.*printed
while True:
    print("x" * 10_000)
