namespace LineChat.Sessions;

/// <summary>
/// The rates of one client, and how much of them is used. An allowance outlives its connection: until it is full again its
/// <see cref="Network"/> keeps it for the next connection. Used by one session at a time.
/// </summary>
/// <param name="network">The client's network; null for clients that no limit of an address applies to.</param>
internal sealed class Allowance(Network? network)
{
    public Bucket Lines;
    public Bucket Bytes;
    public Bucket Input;

    private Rates? _rates; // by which it was used

    public Network? Network => network;

    /// <summary>Gets the timestamp from which all of it is available again.</summary>
    public long FullAgain => Math.Max(Lines.FullAgain, Math.Max(Bytes.FullAgain, Input.FullAgain));

    /// <summary>Is used by these rates from now on.</summary>
    public void Adopt(Rates rates)
    {
        if (ReferenceEquals(_rates, rates)) return;
        if (_rates is { } before)
        {
            Lines.GoOver(before.Lines, rates.Lines);
            Bytes.GoOver(before.Bytes, rates.Bytes);
            Input.GoOver(before.Input, rates.Input);
        }

        _rates = rates;
    }
}
