namespace Tessera.Gateway.Formats;

/// <summary>Reads filtered scanlines of one width and undoes their filters, keeping the row above for the next.</summary>
internal sealed class PngRows(PngHeader header, int width)
{
    private readonly int _distance = header.FilterDistance;
    private byte[] _row = new byte[header.FilterDistance + header.RowBytes(width)];
    private byte[] _above = new byte[header.FilterDistance + header.RowBytes(width)];

    /// <summary>False where the row names a filter that does not exist.</summary>
    /// <param name="row">The samples, valid until the next call.</param>
    /// <exception cref="EndOfStreamException">The pixel data ends before the row does.</exception>
    /// <exception cref="InvalidDataException">The pixel data is damaged.</exception>
    public bool ReadNext(Stream inflater, out ReadOnlySpan<byte> row)
    {
        (_row, _above) = (_above, _row);

        // The filter byte lands in the last of the zero bytes left of the row, which is then put back to zero.
        inflater.ReadExactly(_row, _distance - 1, _row.Length - _distance + 1);
        var filter = _row[_distance - 1];
        _row[_distance - 1] = 0;
        row = _row.AsSpan(_distance);
        return PngFilters.Undo(filter, _row, _above, _distance);
    }
}
