namespace Tessera.Inference.Painting.Scenes;

/// <summary>Puts what is held into the hand that holds it, or before the chest of those who have none.</summary>
internal static class Holding
{
    // Half of who holds it: an umbrella stays whole, and a held car is a toy.
    private const float ShareMax = 0.55f;
    private const float ShareMin = 0.24f;

    public static void Place(Piece holder, List<Piece> held)
    {
        var body = holder.Frame;
        var load = Assembly.Bounds(held);
        var slim = load.Height > 1.25f * load.Width;
        var hand = holder.Item.Thing.Hand;
        var share = slim ? ShareMax : 0.42f;
        var longest = MathF.Max(load.Height, load.Width);
        Assembly.Scale(held, MathF.Max(MathF.Min(1, share * body.Height / longest), ShareMin * body.Height / longest));
        load = Assembly.Bounds(held);
        var (x, y) = hand ?? (0.5f, 0.78f);

        // Stems and strings are gripped near their lower end and lie behind the fingers; the rest is carried before them.
        var grip = slim && hand is not null ? 0.14f : 0.5f;
        var left = body.Left + body.Width * x + (hand is null ? 0 : held[0].Item.Thing.Floats ? 0.34f * load.Width : slim ? 0.06f * load.Width : 0.2f * load.Width);
        Assembly.Put(held, left, body.Top + body.Height * y + grip * load.Height);
        held.ForEach(piece =>
        {
            piece.Grounded = false;
            piece.Lean = slim && hand is not null ? 0.035f : piece.Lean;
            piece.Depth += holder.Depth + (slim && hand is not null ? -0.4f : 0.4f);
        });
    }
}
