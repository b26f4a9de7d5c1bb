namespace LineChat;

/// <summary>A connection whose client is served by threads that it shares with others, lane by lane.</summary>
internal interface ILaned
{
    /// <summary>Sets the lane in which its client is served from now on.</summary>
    Lane Lane { set; }
}
