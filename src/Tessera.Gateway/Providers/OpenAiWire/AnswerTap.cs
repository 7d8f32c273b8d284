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
    private readonly KeptPictures pictures;
    private readonly PlannedRoute route;
    private readonly PictureSplitter? document;
    private readonly EventScanner? events;
    private readonly AnswerReader reader;
    private Failure? failure;

    public AnswerTap(WireKind kind, PlannedRoute route, ImageStore store, TimeProvider time)
    {
        this.route = route;
        pictures = new KeptPictures(store);
        reader = new AnswerReader(time);
        if (kind == WireKind.Json)
        {
            document = new PictureSplitter(WireRules.Answers, pictures);
        }
        else
        {
            events = new EventScanner(WireRules.Answers, pictures);
        }
    }

    /// <summary>A picture has begun to arrive.</summary>
    public bool HasPicture => pictures.Begun;

    public void Push(ReadOnlySpan<byte> bytes)
    {
        document?.Push(bytes);
        for (var at = 0; events is not null && at < bytes.Length;)
        {
            if (events.TryRead(bytes[at..], out var read))
            {
                TakeEvent();
            }

            at += read;
        }
    }

    /// <summary>The answer has ended; was it whole?</summary>
    public Result<ImageResult, Failure> Finish()
    {
        if (events?.TryFinish() == true)
        {
            TakeEvent();
        }

        var fault = document?.Finish() ?? events!.Fault;
        if (failure is not null)
        {
            return failure;
        }

        if (pictures.Failure is { } unstored)
        {
            return unstored.Fault == StoreFault.Picture
                ? OpenAiWireFailures.OfBody(route.Provider.Name, "what it calls a picture is none")
                : StoreTrouble.Of(unstored);
        }

        if (!fault.IsNone)
        {
            return Unusable(fault.Kind == WireFaultKind.Truncated ? "it broke off in the middle" : $"it is not the JSON it should be ({fault.Kind} at byte {fault.Offset})");
        }

        if (document is not null && !reader.TryReadDocument(document.Skeleton.Span, pictures.Stored))
        {
            return Unusable("it is not the JSON it should be");
        }

        return reader.Result(pictures.Stored) is { } result ? result : Unusable("there is no picture in it");
    }

    public void Dispose() => pictures.Dispose();

    private void TakeEvent()
    {
        if (events!.IsDone || failure is not null)
        {
            return;
        }

        if (events.Name.Span.SequenceEqual("error"u8) || !reader.TryReadEvent(events.Skeleton.Span, pictures.Stored))
        {
            failure = OpenAiWireFailures.OfEvent(events.Skeleton.Span);
        }
    }

    private Failure Unusable(string what)
    {
        var failed = OpenAiWireFailures.OfBody(route.Provider.Name, what);
        return pictures.Stored.Count > 0 ? failed with { Acceptance = Acceptance.Produced } : failed;
    }
}
