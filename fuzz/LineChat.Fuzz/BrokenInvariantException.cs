namespace LineChat.Fuzz;

/// <summary>An input was found for which something does not hold that must.</summary>
internal sealed class BrokenInvariantException(string message) : Exception(message);
