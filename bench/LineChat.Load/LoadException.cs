namespace LineChat.Load;

/// <summary>There is nothing to measure; the message says why in one line.</summary>
internal sealed class LoadException(string message) : Exception(message);
