namespace Tessera.Inference.Tests.Reference;

internal static class ReferenceFiles
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Reference", name);
}
