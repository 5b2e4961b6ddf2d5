def transpose(m):
    return [[row[c] for row in m] for c in range(len(m[0]))]
