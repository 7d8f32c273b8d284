namespace Tessera.Gateway.Wire;

/// <summary>
/// Separates a JSON document, pushed in pieces cut anywhere, into its pictures and the rest. The decoded bytes of each picture
/// go to the receiver as they come; the <see cref="Skeleton"/> is the same JSON text with a <see cref="Placeholder"/> for each
/// picture. The grammar is left to whoever parses the skeleton: text that is not JSON gives a fault, or a skeleton that is not
/// JSON either. One document at a time, one thread at a time.
/// </summary>
internal sealed class PictureSplitter(
    PictureRules rules,
    IPictureReceiver receiver,
    int skeletonBytesMax = PictureSplitter.AnswerSkeletonBytesMax,
    int picturesMax = PictureSplitter.AnswerPicturesMax)
{
    /// <summary>Everything in an image answer but its pictures; a usual one has 600 bytes. At the limit: a fault.</summary>
    public const int AnswerSkeletonBytesMax = 256 * 1024;

    /// <summary>Pictures of one document; OpenAI sends at most 10 and takes 16 and a mask. At the limit: a fault.</summary>
    public const int AnswerPicturesMax = 64;

    private readonly SkeletonBuffer _skeleton = new(skeletonBytesMax);
    private readonly Base64Decoder _decoder = new();
    private readonly JsonNesting _nesting = new();
    private readonly PictureOpening _opening = new();
    private readonly JsonName _name = new(rules);
    private JsonEscape _escape;
    private Place _place;
    private int _stringMark;
    private long _offset;
    private bool _hasValue;

    /// <summary>Where the next byte belongs.</summary>
    private enum Place : byte
    {
        Start,
        Structure,
        Name,
        Text,
        Opening,
        Picture,
    }

    /// <summary>Pictures begun so far.</summary>
    public int Pictures { get; private set; }

    /// <summary>The JSON text without its pictures; valid until <see cref="Reset"/>.</summary>
    public ReadOnlyMemory<byte> Skeleton => _skeleton.Written;

    /// <summary>Nothing but white space has come so far.</summary>
    public bool IsBlank => !_hasValue;

    public WireFault Fault { get; private set; } = WireFault.None;

    /// <summary>The name told to the receiver with each picture, for documents that are the data of an event.</summary>
    public ReadOnlyMemory<byte> EventName { get; set; }

    /// <summary>Takes the next bytes. After a fault they are ignored.</summary>
    /// <returns>False once there is a <see cref="Fault"/>.</returns>
    public bool Push(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && Fault.IsNone)
        {
            var taken = _escape.IsOpen ? TakeEscape(bytes) : _place switch
            {
                Place.Start => TakeStart(bytes),
                Place.Structure => TakeStructure(bytes),
                Place.Picture => TakePicture(bytes),
                Place.Opening => TakeOpening(bytes),
                _ => TakeText(bytes),
            };
            _offset += taken;
            bytes = bytes[taken..];
        }

        return Fault.IsNone;
    }

    /// <summary>The document has ended.</summary>
    /// <returns>The fault, if any: <see cref="WireFaultKind.Truncated"/> where a string, array or object is still open.</returns>
    public WireFault Finish()
    {
        if (Fault.IsNone && (_place != Place.Structure || _nesting.Depth > 0 || !_hasValue))
        {
            Fail(WireFaultKind.Truncated);
        }

        return Fault;
    }

    /// <summary>Makes the splitter ready for another document; buffers are kept.</summary>
    public void Reset()
    {
        _skeleton.CutBack(0);
        _decoder.Reset();
        _nesting.Clear();
        _escape = default;
        (_place, _offset, _hasValue, Pictures, Fault) = (Place.Start, 0, false, 0, WireFault.None);
    }

    /// <summary>Drops a byte order mark, which System.Text.Json would not read.</summary>
    private int TakeStart(ReadOnlySpan<byte> bytes)
    {
        var mark = "\uFEFF"u8;
        if (bytes[0] == mark[(int)_offset])
        {
            _place = _offset == mark.Length - 1 ? Place.Structure : Place.Start;
            return 1;
        }

        if (_offset > 0)
        {
            Fail(WireFaultKind.Malformed);
        }

        _place = Place.Structure;
        return 0;
    }

    private int TakeStructure(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        while (taken < bytes.Length && _place == Place.Structure && Fault.IsNone)
        {
            var next = bytes[taken];
            _hasValue |= next > ' ';
            if (next == '"')
            {
                BeginString();
            }
            else if (_nesting.Take(next) is var fault and not WireFaultKind.None)
            {
                Fail(fault, taken);
            }

            taken++;
        }

        Keep(bytes[..taken]);
        _stringMark = _skeleton.Length;
        return taken;
    }

    private void BeginString()
    {
        if (_nesting.ExpectsName)
        {
            _name.Clear();
            _place = Place.Name;
            return;
        }

        var text = rules.TextOf(_nesting.Property, _nesting.Within);
        _opening.Begin(text);
        _place = text == PictureText.None ? Place.Text : Place.Opening;
    }

    /// <summary>A stretch of a string that stays in the skeleton: a name, or a value that is no picture.</summary>
    private int TakeText(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny((byte)'"', (byte)'\\');
        var text = end < 0 ? bytes : bytes[..end];
        if (_place == Place.Name)
        {
            _name.Add(text);
        }

        if (end < 0)
        {
            Keep(text);
            return text.Length;
        }

        Keep(bytes[..(end + 1)]);
        EndOrEscape(bytes[end]);
        return end + 1;
    }

    private int TakeOpening(ReadOnlySpan<byte> bytes)
    {
        var next = bytes[0];
        if (next is (byte)'"' or (byte)'\\')
        {
            if (next == '"' && _opening.AtEnd() == Opening.Base64)
            {
                Decide(Opening.Base64);
                return 0;
            }

            Keep(bytes[..1]);
            EndOrEscape(next);
            return 1;
        }

        Keep(bytes[..1]);
        Decide(_opening.Take(next));
        return 1;
    }

    private int TakePicture(ReadOnlySpan<byte> bytes)
    {
        var taken = _decoder.Write(bytes, receiver);
        if (taken == bytes.Length)
        {
            return taken;
        }

        if (bytes[taken] is not ((byte)'"' or (byte)'\\'))
        {
            Fail(WireFaultKind.BadBase64, taken);
            return taken;
        }

        EndOrEscape(bytes[taken]);
        return taken + 1;
    }

    private int TakeEscape(ReadOnlySpan<byte> bytes)
    {
        if (!_escape.TryTake(bytes[0]))
        {
            Fail(WireFaultKind.Malformed);
            return 0;
        }

        if (_place != Place.Picture)
        {
            Keep(bytes[..1]);
        }

        if (!_escape.IsOpen)
        {
            TakeEscaped(char.IsAscii(_escape.Value) ? (byte)_escape.Value : byte.MaxValue);
        }

        return 1;
    }

    /// <summary>One character that was escaped; those beyond ASCII come as 255, which no name, data URL or base64 has.</summary>
    private void TakeEscaped(byte character)
    {
        switch (_place)
        {
            case Place.Name:
                _name.Add([character]);
                break;
            case Place.Opening:
                Decide(_opening.Take(character));
                break;
            case Place.Picture:
                Decode([character]);
                break;
        }
    }

    private void EndOrEscape(byte next)
    {
        if (next == '\\')
        {
            _escape.Open();
            return;
        }

        if (_place == Place.Name)
        {
            _nesting.Named(_name.Number);
        }
        else if (_place == Place.Picture)
        {
            EndPicture();
        }

        _place = Place.Structure;
    }

    private void Decide(Opening opening)
    {
        switch (opening)
        {
            case Opening.Text:
                _place = Place.Text;
                break;
            case Opening.TextWithMark:
                _place = Place.Text;
                Keep([Placeholder.Mark]);
                break;
            case Opening.Base64:
                BeginPicture([]);
                Decode(_opening.Taken);
                break;
            case Opening.DataUrl:
                BeginPicture(_opening.MediaType);
                break;
        }
    }

    private void BeginPicture(ReadOnlySpan<byte> mediaType)
    {
        if (Pictures == picturesMax)
        {
            Fail(WireFaultKind.TooManyPictures);
            return;
        }

        Span<byte> placeholder = stackalloc byte[Placeholder.BytesMax];
        _skeleton.CutBack(_stringMark);
        Keep(placeholder[..Placeholder.Write(placeholder, Pictures)]);
        receiver.Begin(new PictureStart(Pictures, rules.Name(_nesting.Property), mediaType, EventName.Span));
        Pictures++;
        _place = Place.Picture;
    }

    /// <summary>Takes characters of which none may be a stranger.</summary>
    private void Decode(ReadOnlySpan<byte> base64)
    {
        if (Fault.IsNone && _decoder.Write(base64, receiver) < base64.Length)
        {
            Fail(WireFaultKind.BadBase64);
        }
    }

    private void EndPicture()
    {
        Keep("\""u8);
        if (_decoder.Finish(receiver))
        {
            receiver.End();
        }
        else
        {
            Fail(WireFaultKind.BadBase64);
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (!_skeleton.TryAppend(bytes))
        {
            Fail(WireFaultKind.SkeletonTooLarge);
        }
    }

    private void Fail(WireFaultKind kind, int ahead = 0)
    {
        if (Fault.IsNone)
        {
            Fault = new WireFault(kind, _offset + ahead, _place == Place.Picture ? Pictures - 1 : -1);
        }
    }
}
