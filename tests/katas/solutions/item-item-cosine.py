import numpy as np


def item_scores(ratings):
    sizes = (ratings**2).sum(axis=0) ** 0.5
    columns = np.zeros_like(ratings)
    np.divide(ratings, sizes, out=columns, where=sizes > 0)
    cosines = columns.T.dot(columns)
    is_rated = ratings != 0
    total = np.dot(ratings, cosines)
    weights = np.dot(is_rated.astype(np.float64), cosines)
    result = np.zeros(ratings.shape)
    known = weights != 0
    result[known] = total[known] / weights[known]
    result[is_rated] = -np.inf
    return result
