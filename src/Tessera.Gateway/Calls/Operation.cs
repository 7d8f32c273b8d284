namespace Tessera.Gateway.Calls;

/// <summary>What is asked for: a new picture, a changed one, or another take on one.</summary>
internal enum Operation
{
    Generate,
    Edit,
    Vary,
}

internal static class OperationWords
{
    /// <summary>The word that the books and the error messages use.</summary>
    public static string Word(this Operation operation) => operation switch
    {
        Operation.Generate => "generate",
        Operation.Edit => "edit",
        _ => "vary",
    };
}
