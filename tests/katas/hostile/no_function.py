# side: learner
# ends: no entry
dubble = None
