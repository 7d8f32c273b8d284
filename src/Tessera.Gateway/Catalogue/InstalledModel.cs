using Tessera.Inference.Packs;

namespace Tessera.Gateway.Catalogue;

/// <summary>The weights of a model on this machine.</summary>
/// <param name="Folder">Where they are.</param>
/// <param name="Stamp">Differs after the folder was written anew.</param>
/// <param name="Card">What the folder says of itself.</param>
internal sealed record InstalledModel(string Folder, string Stamp, PackCard Card);
