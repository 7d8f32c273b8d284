namespace Tessera.Gateway.Wire;

/// <summary>
/// Reads server-sent events, pushed in pieces cut anywhere. The data of each event goes through a
/// <see cref="PictureSplitter"/>, so no picture is held; the receiver learns the event's name with each picture, where the
/// name comes before the data. Read on with what is left of a piece after each event:
/// <code>
/// while (!piece.IsEmpty)
/// {
///     if (scanner.TryRead(piece.Span, out var read)) { await Relay(scanner.Name, scanner.Skeleton); }
///     piece = piece[read..];
/// }
/// </code>
/// </summary>
internal sealed class EventScanner(PictureRules rules, IPictureReceiver receiver, int skeletonBytesMax = PictureSplitter.AnswerSkeletonBytesMax)
{
    /// <summary>The longest name of an event; OpenAI's longest has some 50 bytes. At the limit: a fault.</summary>
    public const int NameBytesMax = 128;

    private readonly PictureSplitter _data = new(rules, receiver, skeletonBytesMax);
    private readonly byte[] _name = new byte[NameBytesMax];
    private readonly byte[] _label = new byte["event".Length + 1];
    private Field _field;
    private int _nameLength;
    private int _labelLength;
    private bool _afterColon;
    private bool _afterReturn;
    private bool _hasData;
    private bool _given;
    private bool _started;
    private WireFault _nameFault = WireFault.None;

    private enum Field : byte
    {
        /// <summary>The label before the colon is being read.</summary>
        Label,
        Name,
        Data,
        Ignored,
    }

    /// <summary>The name of the event, empty where none was sent; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Name => _name.AsMemory(0, _nameLength);

    /// <summary>The data of the event without its pictures; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Skeleton => _data.Skeleton;

    /// <summary>The pictures of the event.</summary>
    public int Pictures => _data.Pictures;

    /// <summary>The event is the <c>[DONE]</c> that ends some streams, and no JSON.</summary>
    public bool IsDone => Skeleton.Span.SequenceEqual("[DONE]"u8);

    /// <summary>What is wrong with the stream. Nothing is read after a fault.</summary>
    public WireFault Fault => _nameFault.IsNone ? _data.Fault : _nameFault;

    /// <summary>Reads up to the end of the next event, or all there is.</summary>
    /// <param name="bytes">The next bytes of the stream; none are needed twice.</param>
    /// <param name="read">How many were used: all of them, unless an event has ended before.</param>
    /// <returns>True if an event is complete.</returns>
    public bool TryRead(ReadOnlySpan<byte> bytes, out int read)
    {
        Forget();
        read = 0;
        while (read < bytes.Length && Fault.IsNone)
        {
            var next = bytes[read];
            if (next is (byte)'\r' or (byte)'\n')
            {
                read++;
                if (EndLine(next))
                {
                    return true;
                }

                continue;
            }

            _afterReturn = false;
            read += _field == Field.Label ? TakeLabel(next) : TakeValue(bytes[read..]);
        }

        read = bytes.Length;
        return false;
    }

    /// <summary>
    /// The stream has ended. An event whose empty line is missing counts if its data is complete: a picture that was paid for
    /// is not lost over a line break. Otherwise <see cref="Fault"/> says that it was cut off.
    /// </summary>
    /// <returns>True if there is such an event.</returns>
    public bool TryFinish()
    {
        Forget();
        return Fault.IsNone && _hasData && EndEvent();
    }

    /// <summary>Clears the event given last; it stays readable until now.</summary>
    private void Forget()
    {
        if (_given && Fault.IsNone)
        {
            (_given, _hasData, _nameLength) = (false, false, 0);
            _data.EventName = default;
            _data.Reset();
        }
    }

    private int TakeLabel(byte next)
    {
        if (next == ':')
        {
            _field = FieldOf(_label.AsSpan(0, _labelLength));
            _afterColon = true;
            BeginValue();
            return 1;
        }

        if (_labelLength < _label.Length)
        {
            _label[_labelLength++] = next;
        }

        // A byte order mark may stand before the first line.
        if (!_started && _labelLength == 3)
        {
            _started = true;
            _labelLength = _label.AsSpan(0, 3).SequenceEqual("\uFEFF"u8) ? 0 : 3;
        }

        return 1;
    }

    private static Field FieldOf(ReadOnlySpan<byte> label) =>
        label.SequenceEqual("data"u8) ? Field.Data : label.SequenceEqual("event"u8) ? Field.Name : Field.Ignored;

    private void BeginValue()
    {
        if (_field == Field.Name)
        {
            _nameLength = 0;
        }
        else if (_field == Field.Data)
        {
            if (_hasData)
            {
                _data.Push("\n"u8);
            }

            _hasData = true;
        }
    }

    private int TakeValue(ReadOnlySpan<byte> bytes)
    {
        if (_afterColon)
        {
            _afterColon = false;
            if (bytes[0] == ' ')
            {
                return 1;
            }
        }

        var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        var value = end < 0 ? bytes : bytes[..end];
        if (_field == Field.Data)
        {
            _data.Push(value);
        }
        else if (_field == Field.Name)
        {
            TakeName(value);
        }

        return value.Length;
    }

    private void TakeName(ReadOnlySpan<byte> value)
    {
        if (value.Length > NameBytesMax - _nameLength)
        {
            _nameFault = new WireFault(WireFaultKind.EventNameTooLong, NameBytesMax, -1);
            return;
        }

        value.CopyTo(_name.AsSpan(_nameLength));
        _nameLength += value.Length;
        _data.EventName = Name;
    }

    /// <returns>True if the line was empty and ends an event.</returns>
    private bool EndLine(byte end)
    {
        var isSecondHalf = _afterReturn && end == '\n';
        _afterReturn = end == '\r';
        if (isSecondHalf)
        {
            return false;
        }

        _started = true;
        var isEmpty = _field == Field.Label && _labelLength == 0;
        if (_field == Field.Label && !isEmpty)
        {
            // A label without a colon is a field with an empty value.
            _field = FieldOf(_label.AsSpan(0, _labelLength));
            BeginValue();
        }

        (_field, _labelLength, _afterColon) = (Field.Label, 0, false);
        if (isEmpty && !_hasData)
        {
            _nameLength = 0;
            _data.EventName = default;
        }

        return isEmpty && _hasData && EndEvent();
    }

    /// <summary>Data of white space alone is no event: some servers send it to keep the stream open.</summary>
    private bool EndEvent()
    {
        _given = true;
        if (!_data.IsBlank)
        {
            return _data.Finish().IsNone;
        }

        Forget();
        return false;
    }
}
