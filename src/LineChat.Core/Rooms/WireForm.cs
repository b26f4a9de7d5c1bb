namespace LineChat.Rooms;

/// <summary>How entries become bytes: the lines of the dialect, or another form.</summary>
/// <param name="index">Its place among the forms of the chat.</param>
/// <param name="formatter">What puts messages into words.</param>
/// <param name="settings">How it is brought to who reads it.</param>
internal sealed class WireForm(int index, IMessageFormatter formatter, DeliverySettings settings)
{
    public int Index => index;

    public IMessageFormatter Formatter => formatter;

    public DeliverySettings Settings => settings;

    /// <summary>Puts a message into words.</summary>
    public byte[] Format(in ChatMessage message)
    {
        using var text = Scratch.Rent();
        text.Append(formatter, message);
        return text.Bytes.ToArray();
    }
}
