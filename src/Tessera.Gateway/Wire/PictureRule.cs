namespace Tessera.Gateway.Wire;

/// <summary>Which form of text a property holds when it holds a picture.</summary>
internal enum PictureText : byte
{
    /// <summary>Never a picture: the string stays in the skeleton.</summary>
    None,

    /// <summary>Always base64 without a prefix; an empty string stays, any other text is a fault.</summary>
    Base64,

    /// <summary>A picture where it starts <c>data:</c> and is <c>;base64</c>; any other text stays in the skeleton.</summary>
    DataUrl,

    /// <summary>
    /// A data URL as above, or base64 without a prefix; text with a colon among its first eight characters (<c>https:</c>)
    /// stays in the skeleton.
    /// </summary>
    Base64OrUrl,
}

/// <summary>
/// Names a property whose strings are pictures; the strings of an array count as strings of the property that holds it.
/// </summary>
/// <param name="Property">The exact name, in ASCII; upper and lower case differ, as they do in JSON.</param>
/// <param name="Text">The form of the text.</param>
/// <param name="Within">
/// If given, the object that has the property must itself stand in a property of this name, directly or in its array:
/// <c>data</c> within <c>files</c> is a picture where <c>data</c> within a tool's result is the client's own affair.
/// </param>
internal sealed record PictureRule(string Property, PictureText Text, string? Within = null);
