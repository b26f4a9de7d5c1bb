namespace LineChat.Load.Roles;

/// <summary>What may end a wait before its time.</summary>
internal enum Signal
{
    /// <summary>Nothing does.</summary>
    None,

    /// <summary>The server has said something.</summary>
    Heard,

    /// <summary>All that was said is on its way.</summary>
    Sent,
}
