namespace Tessera.Server.Serving;

/// <summary>The program cannot do what it was started for. The message is the whole of what is printed: a sentence that says what to do.</summary>
internal sealed class StartFault(string message) : Exception(message);
