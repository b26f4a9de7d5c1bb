namespace LineChat.Load.Tests.Support;

internal enum Fault
{
    Drop,
    Repeat,

    /// <summary>A line comes behind the next one.</summary>
    Swap,

    HangUp,
}
