namespace LineChat.Sessions;

/// <summary>
/// What one client may still send. It outlives the connection: as long as it is not full again its network keeps it, for whoever connects
/// next from there (<see cref="Network"/>). Used by one session at a time.
/// </summary>
/// <param name="network">Where the client is; null where it doesn't count.</param>
internal sealed class Allowance(Network? network)
{
    public Bucket Lines;
    public Bucket Bytes;
    public Bucket Input;

    public Network? Network => network;

    /// <summary>From when on nothing of it is used.</summary>
    public long FullAgain => Math.Max(Lines.FullAgain, Math.Max(Bytes.FullAgain, Input.FullAgain));
}
