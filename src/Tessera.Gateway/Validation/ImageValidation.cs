using System.Globalization;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Validation;

/// <summary>
/// Whether a model takes a call. Pure. The order of the checks is the one measured at OpenAI (specification of the images
/// API, section 9.2): model, unknown parameters, prompt, pictures, n, then the rest with quality before compression before size.
/// </summary>
internal static class ImageValidation
{
    public static Result<ImageCall, CallerError> Check(ImageRequest request, ModelCatalogue catalogue)
    {
        if (FindModel(request, catalogue).Failed(out var noModel, out var model))
        {
            return noModel;
        }

        var can = model.Capabilities;
        var reader = new FieldReader(request);
        CheckKnown(request, can, reader);
        var mask = TakeMask(request, can, reader);
        var prompt = CheckPrompt(request, can, reader);
        if (reader.Error is { } early)
        {
            return early;
        }

        if ((request.PictureError ?? PictureValidation.CheckCount(request, can) ?? CheckPictures(request, mask, can)) is { } bad)
        {
            return bad;
        }

        var n = reader.Integer("n", 1, can.NMax);
        var call = new ImageCall
        {
            Operation = request.Operation,
            Model = model,
            AskedModel = request["model"]!.Value.Text,
            Prompt = prompt,
            N = (int?)n,
            Quality = Quality(reader, can),
            OutputFormat = reader.Word("output_format", can.OutputFormats),
            OutputCompression = (int?)reader.Integer("output_compression", 0, 100),
            Size = Size(reader, can),
            Background = Background(reader, can),
            Moderation = can.Moderation is { } levels ? reader.Word("moderation", levels) : null,
            Stream = reader.Flag("stream") ?? false,
            PartialImages = (int?)reader.Integer("partial_images", 0, Math.Max(can.PartialImagesMax, 0)),
            InputFidelity = InputFidelity(reader, request, can),
            Style = can.Styles is { } styles ? reader.Word("style", styles) : null,
            Complexity = can.Complexity is { } steps ? reader.Word("complexity", steps) : null,
            Seed = reader.Integer("seed", 0, long.MaxValue),
            User = Tolerant(request, "user"),
            SafetyIdentifier = reader.Text("safety_identifier"),
            Delivery = DeliveryOf(reader, request, can),
            Passed = FilmValidation.Check(reader, request),
            Images = request.Images,
            Mask = mask,
            Preference = request.Preference,
            DryRun = reader.Flag("dry_run") ?? false,
            QuoteId = reader.Text("quote_id"),
        };
        call = CheckTogether(call, can, reader);
        return reader.Error is { } error ? error : call with { Adjustments = reader.Adjustments };
    }

    private static Result<ModelCard, CallerError> FindModel(ImageRequest request, ModelCatalogue catalogue)
    {
        if (request["model"] is not { } field)
        {
            return CallerError.Invalid("missing_required_parameter", "model", "Missing required parameter: 'model'.");
        }

        if (field.Kind is not (FieldKind.Text or FieldKind.Form))
        {
            return FieldReader.WrongType("model", "string", field);
        }

        if (catalogue.Find(field.Text) is not { } model)
        {
            return CallerError.ForImage("invalid_value", "model",
                $"The model '{FieldReader.Shorten(field.Text)}' does not exist. GET /v1/models lists those that do.");
        }

        return model.Capabilities.Operations.HasFlag(Needed(request.Operation, model.Capabilities))
            ? model
            : CallerError.Invalid("invalid_value", "model", $"The model '{FieldReader.Shorten(field.Text)}' cannot {request.Operation.Word()} pictures.");
    }

    /// <summary>A model that edits also varies: the variation is an edit with a neutral prompt.</summary>
    private static Catalogue.Operations Needed(Operation operation, Capabilities can) => operation switch
    {
        Operation.Generate => Catalogue.Operations.Generate,
        Operation.Vary when can.Operations.HasFlag(Catalogue.Operations.Vary) => Catalogue.Operations.Vary,
        _ => Catalogue.Operations.Edit,
    };

    private static void CheckKnown(ImageRequest request, Capabilities can, FieldReader reader)
    {
        foreach (var (name, _) in request.Fields)
        {
            if (!KnownFields.Knows(name, request.Operation, can))
            {
                reader.Refuse(name, CallerError.Invalid("unknown_parameter", name, $"Unknown parameter: '{FieldReader.Shorten(name)}'."));
            }
        }
    }

    /// <summary>No mask is passed over in silence: without a picture, or with a model that takes none, it is refused.</summary>
    private static InputPicture? TakeMask(ImageRequest request, Capabilities can, FieldReader reader)
    {
        if (request.Mask is null || (request.Operation == Operation.Edit && can.MaskBytesMax > 0))
        {
            return request.Mask;
        }

        reader.Refuse("mask", CallerError.Invalid("unknown_parameter", "mask", request.Operation == Operation.Generate
            ? "Unknown parameter: 'mask'. A mask needs a picture that it masks."
            : "Unknown parameter: 'mask'. Nothing would be drawn by it here: leave it out, or edit with a model that takes masks."));
        return null;
    }

    private static string CheckPrompt(ImageRequest request, Capabilities can, FieldReader reader)
    {
        if (request["prompt"] is not { } field)
        {
            if (request.Operation != Operation.Vary)
            {
                reader.Refuse("prompt", CallerError.Invalid("missing_required_parameter", "prompt", "Missing required parameter: 'prompt'."));
            }

            return "";
        }

        if (field.Kind is not (FieldKind.Text or FieldKind.Form))
        {
            reader.Refuse("prompt", FieldReader.WrongType("prompt", "string", field));
        }
        else if (field.Text.Length == 0)
        {
            reader.Refuse("prompt", CallerError.Invalid("empty_string", "prompt", "Invalid 'prompt': empty string. Say what to draw."));
        }
        else if (field.Text.Length > can.PromptCharsMax)
        {
            reader.Refuse("prompt", CallerError.Invalid("string_above_max_length", "prompt", string.Create(CultureInfo.InvariantCulture,
                $"Invalid 'prompt': string too long. Expected at most {can.PromptCharsMax} characters, got {field.Text.Length}.")));
        }

        return field.Text;
    }

    private static CallerError? CheckPictures(ImageRequest request, InputPicture? given, Capabilities can)
    {
        var ordinal = 0;
        foreach (var picture in request.Images)
        {
            ordinal++;
            if (picture is Upload upload && PictureValidation.Check(upload, can, isMask: false, ordinal) is { } error)
            {
                return error;
            }
        }

        if (given is not Upload mask)
        {
            return null;
        }

        return PictureValidation.Check(mask, can, isMask: true, ordinal + 1)
            ?? (request.Images is [Upload first, ..] ? PictureValidation.CheckMask(mask, first) : null);
    }

    private static string? Quality(FieldReader reader, Capabilities can)
    {
        if (reader.Text("quality") is not { } word)
        {
            return null;
        }

        if (!can.LegacyQualities.TryGetValue(word, out var today))
        {
            return reader.OneOf("quality", word, can.Qualities);
        }

        reader.Adjust("quality", AdjustmentKind.Mapped, $"{word} is {today}");
        return today;
    }

    private static string? Size(FieldReader reader, Capabilities can)
    {
        var size = reader.Text("size");
        if (size is null || SizeValidation.Check(size, can.Sizes) is not { } error)
        {
            return size;
        }

        reader.Refuse("size", error);
        return null;
    }

    private static string? Background(FieldReader reader, Capabilities can)
    {
        var background = reader.Word("background", ["transparent", "opaque", "auto"]);
        if (background != "transparent" || can.Transparent)
        {
            return background;
        }

        reader.Refuse("background", CallerError.ForImage("invalid_value", "background", "Transparent background is not supported for this model. Leave 'background' out, or choose a model that has it."));
        return null;
    }

    private static string? InputFidelity(FieldReader reader, ImageRequest request, Capabilities can)
    {
        if (request["input_fidelity"] is not { Kind: not FieldKind.Null } || can.InputFidelity is not { } levels)
        {
            return null;
        }

        if (levels.Count > 0)
        {
            return reader.Word("input_fidelity", levels);
        }

        reader.Refuse("input_fidelity", CallerError.ForImage("invalid_input_fidelity_model", "input_fidelity", "'input_fidelity' is not available for this model: it always keeps the detail of its inputs. Leave it out."));
        return null;
    }

    /// <summary>A wrong type is tolerated here, as OpenAI tolerates it.</summary>
    private static string? Tolerant(ImageRequest request, string name) =>
        request[name] is { Kind: FieldKind.Text or FieldKind.Form } field ? field.Text : null;

    private static Delivery DeliveryOf(FieldReader reader, ImageRequest request, Capabilities can)
    {
        var asked = reader.Word("response_format", ["url", "b64_json"]);
        if (can.NativeResponseFormat is { } native)
        {
            return (asked ?? native) == "url" ? Delivery.Url : Delivery.Base64;
        }

        if (request["stream"]?.AsFlag == true)
        {
            if (asked == "url")
            {
                reader.Adjust("response_format", AdjustmentKind.Dropped, "streams carry base64");
            }

            return Delivery.Base64;
        }

        if (asked == "url")
        {
            reader.Adjust("response_format", AdjustmentKind.Mapped, "a signed address of this gateway's store");
            return Delivery.Url;
        }

        if (asked is not null && request.Strictness == Strictness.Refuse)
        {
            reader.Adjust("response_format", AdjustmentKind.Dropped, "this model always answers in base64");
        }

        return Delivery.Base64;
    }

    /// <summary>Parameters that exclude each other; one that is left out is null in the call that comes back.</summary>
    private static ImageCall CheckTogether(ImageCall call, Capabilities can, FieldReader reader)
    {
        if (call is { OutputCompression: < 100, OutputFormat: null or "png" }
            && reader.Refuse("output_compression", CallerError.ForImage("invalid_png_output_compression", null, "Compression below 100 is not available for png. Ask for output_format jpeg or webp.")))
        {
            call = call with { OutputCompression = null };
        }

        if (call is { Background: "transparent", OutputFormat: "jpeg" }
            && reader.Refuse("background", CallerError.ForImage("invalid_value", "background", "A transparent background needs output_format png or webp; jpeg has none.")))
        {
            call = call with { Background = null };
        }

        call = FilmValidation.CheckTogether(call, reader);
        if (call.Stream && !can.Stream
            && reader.Refuse("stream", CallerError.Invalid("invalid_value", "stream", "This model does not stream. Leave 'stream' out.")))
        {
            call = call with { Stream = false };
        }

        return call is { PartialImages: > 0, Stream: false }
            && reader.Refuse("partial_images", CallerError.Invalid("invalid_value", "partial_images", "'partial_images' needs 'stream' to be true."))
                ? call with { PartialImages = null }
                : call;
    }
}
