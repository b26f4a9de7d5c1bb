using LineChat.Tests.Support;
using static LineChat.Lines.Telnet;

namespace LineChat.Tests.Lines;

public sealed class LineDecoderTelnetTests
{
    private const byte Iac = InterpretAsCommand;
    private const byte Nop = 241;
    private const byte GoAhead = 249;
    private const byte Echo = 1;

    [Theory]
    [InlineData(Nop)]
    [InlineData(GoAhead)]
    [InlineData((byte)242)] // data mark
    [InlineData(Break)]
    [InlineData(AbortOutput)]
    [InlineData(Suspend)]
    [InlineData(SubnegotiationEnd)]
    [InlineData((byte)0)]
    [InlineData((byte)'x')]
    public void A_command_without_meaning_here_is_removed(byte command) => Finds([.. "a"u8, Iac, command, .. "b\n"u8], "Line:ab");

    [Fact]
    public void A_command_between_CR_and_LF_makes_no_second_line() => Finds([.. "a\r"u8, Iac, Nop, .. "\nb\n"u8], "Line:a", "Line:b");

    [Fact]
    public void A_doubled_IAC_between_CR_and_LF_begins_a_line() => Finds([.. "a\r"u8, Iac, Iac, .. "\nb\n"u8], "Line:a", "Line:\uFFFD", "Line:b");

    [Fact]
    public void Every_option_is_refused_exactly_once_in_each_direction()
    {
        foreach (byte option in Enumerable.Range(0, 256).Select(option => (byte)option))
        {
            string[] expected = option == TimingMark ? ["Answer:FF FE 06"] : [$"Answer:FF FC {option:X2}", $"Answer:FF FE {option:X2}"];
            byte[] asked = option == TimingMark ? [Iac, Will, option] : [Iac, Do, option, Iac, Will, option];
            Finds([.. asked, .. asked, .. asked, .. "x\n"u8], [.. expected, "Line:x"]);
        }
    }

    [Fact]
    public void One_options_refusal_does_not_answer_for_another()
    {
        byte[] typed = [.. Enumerable.Range(0, 256).Where(option => option != TimingMark).SelectMany(option => (byte[])[Iac, Do, (byte)option])];
        string[] expected = [.. Enumerable.Range(0, 256).Where(option => option != TimingMark).Select(option => $"Answer:FF FC {option:X2}")];
        Finds([.. typed, .. typed], expected);
    }

    [Theory]
    [InlineData(Dont)]
    [InlineData(Wont)]
    public void A_refusal_is_not_answered(byte verb)
    {
        Finds([Iac, verb, Echo, Iac, verb, TimingMark, Iac, verb, TransmitBinary, .. "x\n"u8], "Line:x");
        Finds([Iac, Do, Echo, Iac, verb, Echo, Iac, Do, Echo], "Answer:FF FC 01");
    }

    [Fact]
    public void A_timing_mark_is_answered_each_time() =>
        Finds([.. "a"u8, Iac, Do, TimingMark, .. "b"u8, Iac, Do, TimingMark, Iac, Do, TimingMark, .. "\n"u8], "Answer:FF FB 06", "Answer:FF FB 06", "Answer:FF FB 06", "Line:ab");

    [Fact]
    public void Are_you_there_is_told_each_time_and_leaves_the_line_alone() =>
        Finds([.. "a"u8, Iac, AreYouThere, Iac, AreYouThere, .. "b\n"u8], "AreYouThere", "AreYouThere", "Line:ab");

    [Fact]
    public void Interrupt_process_erases_what_was_typed_and_is_told()
    {
        Finds([Iac, InterruptProcess], "Interrupt");
        Finds([.. "one\r\n"u8, Iac, InterruptProcess, .. "two\n"u8], "Line:one", "Interrupt", "Line:two");
        Finds([.. "half a line"u8, Iac, InterruptProcess, .. "a\n"u8], "InterruptLine", "Line:a");
        Finds([.. "half a line"u8, Iac, InterruptProcess, Iac, InterruptProcess], "InterruptLine", "Interrupt");
    }

    [Theory]
    [InlineData(EndOfFile)]
    [InlineData(Abort)]
    public void End_of_file_and_abort_want_to_leave(byte command)
    {
        Finds([Iac, command], "Leave");
        Finds([.. "half a line"u8, Iac, command], "Leave");
    }

    [Fact]
    public void Erase_character_erases_one_of_several_bytes_too()
    {
        Finds([.. "aカ"u8, Iac, EraseCharacter, .. "b\n"u8], "Line:ab");
        Finds([Iac, EraseCharacter, .. "b\n"u8], "Line:b");
    }

    [Fact]
    public void Erase_line_erases_all_that_was_typed_even_of_a_line_too_long()
    {
        Finds([.. "one\ntwo"u8, Iac, EraseLine, .. "three\n"u8], "Line:one", "Line:three");
        byte[] tooLong = [.. Enumerable.Repeat((byte)'a', 20)];
        Assert.Equal(["Line:b"], Decoding.AtEverySplit([.. tooLong, Iac, EraseLine, .. "b\n"u8], 16, 64));
    }

    [Fact]
    public void Erasing_the_line_does_not_begin_the_count_of_unterminated_bytes_again()
    {
        byte[] piece = [.. Enumerable.Repeat((byte)'a', 16), Iac, EraseLine];
        Assert.Equal(["Line:"], Decoding.AtEverySplit([.. piece, .. piece, .. piece, .. piece, (byte)'\n'], 16, 64));
        Assert.Equal(["Unterminated"], Decoding.AtEverySplit([.. piece, .. piece, .. piece, .. piece, (byte)'b'], 16, 64));
    }

    [Fact]
    public void A_doubled_IAC_is_a_byte_of_text() => Finds([.. "a"u8, Iac, Iac, .. "b\n"u8], "Line:a\uFFFDb");

    [Fact]
    public void A_subnegotiation_is_taken_out_whatever_it_holds()
    {
        Finds([.. "a"u8, Iac, Subnegotiation, 24, 0, .. "xterm\r\n"u8, 4, 8, Iac, SubnegotiationEnd, .. "b\n"u8], "Line:ab");
        Finds([.. "a"u8, Iac, Subnegotiation, 24, Iac, Iac, SubnegotiationEnd, Iac, Do, Echo, Iac, SubnegotiationEnd, .. "b\n"u8], "Line:ab");
        Finds([Iac, Subnegotiation, Iac, SubnegotiationEnd, .. "b\n"u8], "Line:b");
    }

    [Fact]
    public void A_subnegotiation_of_4096_bytes_is_allowed_and_one_more_byte_is_endless()
    {
        byte[] most = [.. Enumerable.Repeat((byte)'x', 4094), Iac, SubnegotiationEnd];
        Finds([Iac, Subnegotiation, .. most, .. "a\n"u8], "Line:a");
        Finds([Iac, Subnegotiation, (byte)'x', .. most, .. "a\n"u8], "Endless");
    }

    [Fact]
    public void An_unfinished_subnegotiation_ends_with_its_byte_4097()
    {
        byte[] most = [.. Enumerable.Repeat((byte)'x', 4096)];
        Assert.Empty(Decoding.Of([[Iac, Subnegotiation, .. most]], 4096, 16_384));
        Finds([Iac, Subnegotiation, .. most, (byte)'x'], "Endless");
    }

    [Fact]
    public void Each_subnegotiation_is_counted_for_itself()
    {
        byte[] subnegotiation = [Iac, Subnegotiation, .. Enumerable.Repeat((byte)'x', 1500), Iac, SubnegotiationEnd];
        Finds([.. subnegotiation, .. subnegotiation, .. subnegotiation, .. "a\n"u8], "Line:a");
    }

    private static void Finds(byte[] typed, params string[] events) => Assert.Equal(events, Decoding.AtEverySplit(typed));
}
