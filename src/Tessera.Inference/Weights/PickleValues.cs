namespace Tessera.Inference.Weights;

// What a pickle of weights may hold. Numbers and strings are long, double, bool and string; None is null.

internal sealed record PickleTuple(object?[] Items);

internal sealed record PickleList(List<object?> Items);

/// <summary>A dict or an OrderedDict, in the order of its pickle.</summary>
internal sealed record PickleDict(List<KeyValuePair<object?, object?>> Items);

/// <summary>One of the names on the list of <see cref="PickleGlobals"/>.</summary>
internal sealed record PickleGlobal(string Name);

/// <summary>An entry of the zip that holds <paramref name="Count"/> numbers.</summary>
internal sealed record PickleStorage(NumberType Type, string Key, long Count);

/// <summary>A window on a storage: from number <paramref name="Offset"/> on, row-major.</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, long[] Shape);
