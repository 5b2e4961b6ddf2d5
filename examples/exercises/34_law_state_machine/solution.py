def law_any_order(Scale, draw):
    weights = [draw.number(), draw.number()]
    layers, models = [Scale(w) for w in weights], [None, None]
    for _ in range(draw.integer(1, 8)):
        k = draw.integer(0, 1)
        layer, w = layers[k], weights[k]
        call = draw.pick(["forward", "backward", "predict"])
        if call == "backward" and models[k] is not None:
            dZ = draw.vector(len(models[k]))
            assert layer.backward(dZ) == [w * dz for dz in dZ]
            assert layer.d_w == sum(dz * x for dz, x in zip(dZ, models[k]))
        elif call != "backward":
            X = draw.vector(draw.size(3))
            assert getattr(layer, call)(X) == [w * x for x in X]
            if call == "forward":
                models[k] = X
