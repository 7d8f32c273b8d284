using Tessera.Inference.Kernels;

namespace Tessera.Inference.Decoding;

/// <summary>One block. Shapes are (rows, columns) of the matrix that a row is multiplied by.</summary>
internal sealed record LayerWeights(
    float[] AttentionNorm,  // (hidden)
    Matrix Query,           // (hidden, hidden)
    Matrix Key,             // (keySize, hidden)
    Matrix Value,           // (keySize, hidden)
    Matrix Output,          // (hidden, hidden)
    float[] FeedNorm,       // (hidden)
    Matrix Gate,            // (intermediate, hidden)
    Matrix Up,              // (intermediate, hidden)
    Matrix Down);           // (hidden, intermediate)

/// <summary>The blocks and the norm after them; what is before and behind is the model's.</summary>
internal sealed record DecoderWeights(
    LayerWeights[] Layers,
    float[] Norm);          // (hidden)
