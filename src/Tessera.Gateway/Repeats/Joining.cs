using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects;
using Tessera.Gateway.Http;
using Tessera.Gateway.Images;
using Tessera.Gateway.Pipeline;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Repeats;

/// <summary>Answers a repeat in its own dialect with what another call brings or has brought: the same pictures, id and cost.</summary>
internal sealed class Joining(Relay relay, ImageStore store)
{
    /// <summary>Waits for a call that runs here, with its partial pictures for a client who watches. False where it came to nothing before anybody was asked.</summary>
    public async Task<bool> JoinAsync(Order order, HttpContext http, ImageCall call, IImageReply reply)
    {
        var client = Begin(Unknown(order.GenerationId, call), http, call, reply);
        if (await relay.WaitAsync(order.Running.WaitAsync(http.RequestAborted), reply, client) is not { } running)
        {
            return await ToldAsync(http, reply);
        }

        if (AsyncPreference.IsAsked(http.Request) && !order.Ended.IsCompleted)
        {
            await AsyncPreference.AcceptAsync(http, running);
            return true;
        }

        for (var sent = 0; reply.Streams && !order.Ended.IsCompleted;)
        {
            var news = running.News;
            sent = await SendPartialsAsync(running.Partials, sent, reply, http);
            await relay.WaitAsync(Task.WhenAny(news, order.Ended).WaitAsync(http.RequestAborted), reply, client);
            if (order.Ended.IsCompleted)
            {
                await SendPartialsAsync(running.Partials, sent, reply, http);
            }
        }

        // Whoever follows a generation learns of its end with its record.
        await AnswerAsync((await order.Ended.WaitAsync(http.RequestAborted))!, http, call, reply);
        return true;
    }

    /// <summary>Answers from the record.</summary>
    public async Task ReplayAsync(GenerationRecord record, HttpContext http, ImageCall call, IImageReply reply)
    {
        Begin(Replay.ReceiptOf(record, call.Adjustments), http, call, reply);
        if (reply.Streams)
        {
            await SendPartialsAsync(record.Partials, 0, reply, http);
        }

        await AnswerAsync(record, http, call, reply);
    }

    /// <summary>Waits for something else, with signs of life to a client who watches.</summary>
    public async Task WaitAsync(Task something, string generationId, HttpContext http, ImageCall call, IImageReply reply)
    {
        var client = Begin(Unknown(generationId, call), http, call, reply);
        await relay.WaitAsync(Task.WhenAny(something), reply, client);
        http.RequestAborted.ThrowIfCancellationRequested();
    }

    /// <summary>Who serves it, and what it costs, is known at the end.</summary>
    private static Receipt Unknown(string generationId, ImageCall call) => new(generationId, call.Model.Id, "", null, [], call.Adjustments);

    private static ClientLine Begin(Receipt receipt, HttpContext http, ImageCall call, IImageReply reply)
    {
        if (!http.Response.HasStarted)
        {
            http.Response.Headers[TesseraHeaders.GenerationId] = receipt.GenerationId;
            http.Response.Headers[TesseraHeaders.Replayed] = "true";
        }

        reply.Begin(call, receipt);
        return new ClientLine(http);
    }

    /// <summary>A stream that has begun cannot become another call's answer.</summary>
    private static async Task<bool> ToldAsync(HttpContext http, IImageReply reply)
    {
        if (http.Response.HasStarted)
        {
            await reply.FailAsync(RepeatErrors.CameToNothing, http.RequestAborted);
            return true;
        }

        http.Response.Headers.Remove(TesseraHeaders.Replayed);
        return false;
    }

    private async Task<int> SendPartialsAsync(IReadOnlyList<PictureRecord> partials, int sent, IImageReply reply, HttpContext http)
    {
        for (; sent < partials.Count; sent++)
        {
            if (Replay.PartialOf(partials[sent], store) is { } partial)
            {
                await reply.PartialAsync(partial, http.RequestAborted);
            }
        }

        return sent;
    }

    private async Task AnswerAsync(GenerationRecord record, HttpContext http, ImageCall call, IImageReply reply)
    {
        if (record.Outcome != Outcome.Completed)
        {
            await reply.FailAsync(Replay.ErrorOf(record), http.RequestAborted);
        }
        else if (Replay.ResultOf(record, store) is { } result)
        {
            await reply.FinishAsync(result, Replay.ReceiptOf(record, call.Adjustments), http.RequestAborted);
        }
        else
        {
            await reply.FailAsync(RepeatErrors.Removed(record.Id), http.RequestAborted);
        }
    }
}
