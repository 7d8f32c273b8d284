namespace Tessera.Gateway.Wire;

/// <summary>
/// The objects and arrays around the present place in a JSON text, each with the number of the property it stands in. Knows
/// only brackets, commas and colons: a text that is not JSON may mislead it, but its skeleton is then not JSON either.
/// </summary>
internal sealed class JsonNesting
{
    /// <summary>As deep as System.Text.Json reads by default. Deeper is refused.</summary>
    public const int DepthMax = 64;

    private readonly Level[] _levels = new Level[DepthMax];

    public int Depth { get; private set; }

    /// <summary>The next string is the name of a property.</summary>
    public bool ExpectsName { get; private set; }

    /// <summary>The number of the property whose value comes next, be it the value itself or an element of its array.</summary>
    public byte Property { get; private set; }

    /// <summary>The number of the property that holds the object which has <see cref="Property"/>.</summary>
    public byte Within { get; private set; }

    /// <summary>Goes back to before the document.</summary>
    public void Clear()
    {
        Depth = 0;
        Return();
    }

    /// <summary>The name that was expected has been read.</summary>
    public void Named(byte property) => Property = property;

    /// <summary>Takes a byte that is in no string.</summary>
    public WireFaultKind Take(byte next)
    {
        switch (next)
        {
            case (byte)'{' or (byte)'[':
                return Open(isObject: next == '{');
            case (byte)'}' or (byte)']':
                return Close();
            case (byte)',' when Depth > 0 && _levels[Depth - 1].IsObject:
                ExpectsName = true;
                break;
            case (byte)':':
                ExpectsName = false;
                break;
        }

        return WireFaultKind.None;
    }

    private WireFaultKind Open(bool isObject)
    {
        if (Depth == DepthMax)
        {
            return WireFaultKind.TooDeep;
        }

        // An array in an array belongs to no property: [["a"]] is no list of pictures.
        var isArrayInArray = !isObject && Depth > 0 && !_levels[Depth - 1].IsObject;
        _levels[Depth++] = new Level(isObject, isArrayInArray ? PictureRules.Unknown : Property);
        Return();
        ExpectsName = isObject;
        return WireFaultKind.None;
    }

    private WireFaultKind Close()
    {
        if (Depth == 0)
        {
            return WireFaultKind.Malformed;
        }

        Depth--;
        Return();
        return WireFaultKind.None;
    }

    /// <summary>Sets what holds in the innermost level, as after one of its values.</summary>
    private void Return()
    {
        var level = Depth > 0 ? _levels[Depth - 1] : default;
        var around = Depth > 1 ? _levels[Depth - 2].Holder : PictureRules.Unknown;
        ExpectsName = false;
        (Property, Within) = level.IsObject ? (PictureRules.Unknown, level.Holder) : (level.Holder, around);
    }

    /// <param name="IsObject">Otherwise an array.</param>
    /// <param name="Holder">The number of the property it is the value of, or an element of.</param>
    private readonly record struct Level(bool IsObject, byte Holder);
}
