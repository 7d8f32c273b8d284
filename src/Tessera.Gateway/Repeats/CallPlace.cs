namespace Tessera.Gateway.Repeats;

/// <summary>Where equal calls are found: only those of one key can be repeats of each other.</summary>
internal readonly record struct CallPlace(string KeyId, string Fingerprint);
