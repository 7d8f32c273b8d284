using System.Text.Json;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Images;
using Tessera.Gateway.Routing;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Providers.OpenAiWire;

/// <summary>
/// Listens to an answer while it goes by: pictures to the store, the few hundred bytes around them to an
/// <see cref="ImageResult"/>. It never changes a byte, and what it does not understand is a failure at the end and no
/// exception on the way. Push every byte, then ask for the result.
/// </summary>
internal sealed class AnswerTap : IDisposable
{
    private readonly KeptPictures _pictures;
    private readonly PlannedRoute _route;
    private readonly PictureSplitter? _document;
    private readonly EventScanner? _events;
    private readonly AnswerReader _reader;
    private readonly Action<KeptPartial>? _onPartial;
    private Failure? _failure;

    /// <param name="onPartial">Told of each partial picture of a stream, once it is in the store.</param>
    public AnswerTap(WireKind kind, PlannedRoute route, ImageStore store, TimeProvider time, Action<KeptPartial>? onPartial = null)
    {
        (_route, _onPartial) = (route, onPartial);
        _pictures = new KeptPictures(store);
        _reader = new AnswerReader(time);
        if (kind == WireKind.Json)
        {
            _document = new PictureSplitter(WireRules.Answers, _pictures);
        }
        else
        {
            _events = new EventScanner(WireRules.Answers, _pictures);
        }
    }

    /// <summary>A picture has begun to arrive.</summary>
    public bool HasPicture => _pictures.Begun;

    public void Push(ReadOnlySpan<byte> bytes)
    {
        _document?.Push(bytes);
        for (var at = 0; _events is not null && at < bytes.Length;)
        {
            if (_events.TryRead(bytes[at..], out var read))
            {
                TakeEvent();
            }

            at += read;
        }
    }

    /// <summary>The answer has ended; was it whole?</summary>
    public Result<ImageResult, Failure> Finish()
    {
        if (_events?.TryFinish() == true)
        {
            TakeEvent();
        }

        var fault = _document?.Finish() ?? _events!.Fault;
        if (_failure is not null)
        {
            return _failure;
        }

        if (_pictures.Failure is { } unstored)
        {
            return unstored.Fault == StoreFault.Picture
                ? OpenAiWireFailures.OfBody(_route.Provider.Name, "what it calls a picture is none")
                : StoreTrouble.Of(unstored);
        }

        if (!fault.IsNone)
        {
            return Unusable(fault.Kind == WireFaultKind.Truncated ? "it broke off in the middle" : $"it is not the JSON it should be ({fault.Kind} at byte {fault.Offset})");
        }

        if (_document is not null && !_reader.TryReadDocument(_document.Skeleton.Span, _pictures.Stored))
        {
            return Unusable("it is not the JSON it should be");
        }

        return _reader.Result(_pictures.Stored) is { } result ? result : Unusable("there is no picture in it");
    }

    public void Dispose() => _pictures.Dispose();

    private void TakeEvent()
    {
        if (_events!.IsDone || _failure is not null)
        {
            return;
        }

        if (_events.Name.Span.SequenceEqual("error"u8) || !_reader.TryReadEvent(_events.Skeleton.Span, _pictures.Stored))
        {
            _failure = OpenAiWireFailures.OfEvent(_events.Skeleton.Span);
        }
        else if (_pictures.TakePartial() is { } partial)
        {
            _onPartial?.Invoke(new(_reader.PartialIndex, partial));
        }
    }

    private Failure Unusable(string what)
    {
        var failed = OpenAiWireFailures.OfBody(_route.Provider.Name, what);
        return _pictures.Stored.Count > 0 ? failed with { Acceptance = Acceptance.Produced } : failed;
    }
}
