namespace LineChat.Load;

/// <summary>How a message came.</summary>
internal enum Arrival
{
    InOrder,

    /// <summary>Behind a later one of the same sender.</summary>
    Late,

    /// <summary>Not for the first time.</summary>
    Repeated,
}
