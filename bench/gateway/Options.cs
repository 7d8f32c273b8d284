namespace Tessera.Bench;

/// <param name="Peers">What is measured, in turn: name, address, process id.</param>
/// <param name="Key">The live key of the gateway under test; the others ignore it.</param>
internal sealed record Options(IReadOnlyList<Peer> Peers, string Key, int Rounds, int SmallCalls, int LargeCalls)
{
    public static Options Parse(string[] arguments)
    {
        var peers = new List<Peer>();
        var (key, rounds, small, large) = ("", 5, 4000, 200);
        foreach (var argument in arguments)
        {
            switch (argument.Split('=', 2))
            {
                case ["peer", var value] when value.Split(',') is [var name, var address, var process]:
                    peers.Add(new(name, new Uri(address), int.Parse(process)));
                    break;
                case ["key", var value]:
                    key = value;
                    break;
                case ["rounds", var value]:
                    rounds = int.Parse(value);
                    break;
                case ["small", var value]:
                    small = int.Parse(value);
                    break;
                case ["large", var value]:
                    large = int.Parse(value);
                    break;
                default:
                    throw new ArgumentException($"unknown option {argument}");
            }
        }

        return new(peers, key, rounds, small, large);
    }
}

internal sealed record Peer(string Name, Uri Address, int Process);
