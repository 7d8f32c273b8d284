namespace Tessera.Gateway.Status;

/// <summary>What a page may say of a model that draws.</summary>
/// <param name="Id"><c>openai/gpt-image-1</c>.</param>
/// <param name="Name"><c>GPT Image 1</c>.</param>
/// <param name="CreatorName"><c>OpenAI</c>.</param>
/// <param name="Sizes">Worth offering, <c>1024x1024</c> or <c>auto</c>; any other that the model takes may be asked for too. Never empty.</param>
/// <param name="Qualities">Empty where the model knows none.</param>
/// <param name="Transparent">Whether it draws on a transparent background.</param>
/// <param name="Streams">Whether a call may ask for <c>stream</c>.</param>
/// <param name="PartialImagesMax">Partial pictures of a stream, at most.</param>
/// <param name="AnswersWithUrl">Whether an answer has an address in it unless <c>response_format</c> asks for base64.</param>
/// <param name="PromptCharsMax">Characters of a prompt, at most.</param>
/// <param name="ShutsDown">The day on which its creator switches it off; null if none is announced.</param>
/// <param name="Successor">The id of the model that takes its place; null if none is named.</param>
/// <param name="IsInstalled">It runs on this machine, so that it draws itself wherever it is called without a test key.</param>
public sealed record ModelStatus(
    string Id,
    string Name,
    string CreatorName,
    IReadOnlyList<string> Sizes,
    IReadOnlyList<string> Qualities,
    bool Transparent,
    bool Streams,
    int PartialImagesMax,
    bool AnswersWithUrl,
    int PromptCharsMax,
    DateOnly? ShutsDown,
    string? Successor,
    bool IsInstalled);
