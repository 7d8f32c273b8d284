namespace Tessera.Inference.Painting.Coats;

/// <summary>What a body is made of, which decides how it takes the light.</summary>
internal enum Material
{
    Plain,
    Plastic,
    Rubber,
    Ceramic,
    Metal,
    Glass,
    Wood,
    Stone,
    Marble,
    Fabric,
    Leather,
    Paper,
    Fur,
    Leaf,
    Feather,
}
