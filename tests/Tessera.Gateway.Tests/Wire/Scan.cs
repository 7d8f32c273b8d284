using System.Text;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Tests.Wire;

/// <summary>Pushes a stream through a scanner in pieces and returns all there is to see of it, as one comparable value.</summary>
/// <param name="Events">A line for each event: its name, number of pictures, whether it is the end, and its skeleton.</param>
internal sealed record Scan(string Events, string Pictures, WireFault Fault)
{
    public static Scan Whole(string stream) => Pieces(Encoding.UTF8.GetBytes(stream), []);

    public static Scan Pieces(ReadOnlySpan<byte> stream, ReadOnlySpan<int> cuts)
    {
        var pictures = new RecordedPictures();
        var scanner = new EventScanner(Split.Rules, pictures);
        var events = new List<string>();
        var start = 0;
        foreach (var cut in (ReadOnlySpan<int>)[.. cuts, stream.Length])
        {
            while (start < cut)
            {
                if (scanner.TryRead(stream[start..cut], out var read))
                {
                    events.Add(Line(scanner));
                }

                start += read;
            }
        }

        if (scanner.TryFinish())
        {
            events.Add(Line(scanner));
        }

        return new Scan(string.Join('\n', events), string.Join('\n', pictures.Ended), scanner.Fault);
    }

    private static string Line(EventScanner scanner) =>
        $"{Encoding.UTF8.GetString(scanner.Name.Span)} {scanner.Pictures} {scanner.IsDone} {Encoding.UTF8.GetString(scanner.Skeleton.Span)}";
}
