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

    public void Clear() => (Depth, ExpectsName, Property, Within) = (0, false, PictureRules.Unknown, PictureRules.Unknown);

    public void Named(byte property) => Property = property;

    public void Colon() => ExpectsName = false;

    public void Comma()
    {
        if (Depth > 0 && _levels[Depth - 1].IsObject)
        {
            (ExpectsName, Property) = (true, PictureRules.Unknown);
        }
    }

    /// <returns>False at <see cref="DepthMax"/>.</returns>
    public bool TryOpen(bool isObject)
    {
        if (Depth == DepthMax)
        {
            return false;
        }

        // An array in an array belongs to no property: [["a"]] is no list of pictures.
        var inArray = Depth > 0 && !_levels[Depth - 1].IsObject;
        var holder = inArray && !isObject ? PictureRules.Unknown : Property;
        _levels[Depth++] = new Level(isObject, holder);
        Restore();
        ExpectsName = isObject;
        return true;
    }

    /// <returns>False if nothing is open.</returns>
    public bool TryClose()
    {
        if (Depth == 0)
        {
            return false;
        }

        Depth--;
        Restore();
        return true;
    }

    private void Restore()
    {
        ExpectsName = false;
        if (Depth == 0)
        {
            (Property, Within) = (PictureRules.Unknown, PictureRules.Unknown);
            return;
        }

        var level = _levels[Depth - 1];
        var around = Depth > 1 ? _levels[Depth - 2].Holder : PictureRules.Unknown;
        (Property, Within) = level.IsObject ? (PictureRules.Unknown, level.Holder) : (level.Holder, around);
    }

    private readonly record struct Level(bool IsObject, byte Holder);
}
