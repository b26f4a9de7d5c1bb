namespace LineChat;

/// <summary>What <see cref="ILineDecoder.Read"/> found in the bytes it was given.</summary>
public enum LineEvent
{
    /// <summary>Nothing more: all the input is consumed, and what is unfinished is kept for the next call.</summary>
    NeedMore,

    /// <summary>A line ended (CR LF, LF, CR NUL or a lone CR); <see cref="ILineDecoder.Line"/> is its text.</summary>
    Line,

    /// <summary>A line ended that was longer than allowed; <see cref="ILineDecoder.Line"/> is as much of its beginning as is allowed.</summary>
    LongLine,

    /// <summary>Telnet bytes must go back to the client at once: <see cref="ILineDecoder.Answer"/>.</summary>
    Answer,

    /// <summary>The client asks for a sign of life: telnet's Are You There (RFC 854).</summary>
    AreYouThere,

    /// <summary>
    /// The client interrupts and has typed nothing on this line: telnet's Interrupt Process (RFC 854), or Ctrl-C (03) from a client that sends each key.
    /// </summary>
    Interrupt,

    /// <summary>The client interrupts as with <see cref="Interrupt"/>, and what was typed of the line is erased.</summary>
    InterruptLine,

    /// <summary>The client wants to leave: telnet's End of File or Abort (RFC 1184), or Ctrl-D (04) where a line begins.</summary>
    Leave,

    /// <summary>More bytes without a line end than allowed. Nothing that follows can be read; close the connection.</summary>
    UnterminatedInput,

    /// <summary>A telnet subnegotiation longer than 4,096 bytes. Nothing that follows can be read; close the connection.</summary>
    EndlessSubnegotiation,
}
