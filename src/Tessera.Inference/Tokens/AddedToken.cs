namespace Tessera.Inference.Tokens;

/// <summary>A token that is found as text before anything is split, such as <c>&lt;begin_of_image&gt;</c>.</summary>
/// <param name="Text">What is looked for.</param>
/// <param name="Id">Its number in the vocabulary.</param>
/// <param name="SwallowsBefore">White space before it belongs to it (<c>lstrip</c>).</param>
/// <param name="SwallowsAfter">White space after it belongs to it (<c>rstrip</c>).</param>
/// <param name="WholeWord">It does not count within a word (<c>single_word</c>).</param>
internal sealed record AddedToken(string Text, int Id, bool SwallowsBefore, bool SwallowsAfter, bool WholeWord);
