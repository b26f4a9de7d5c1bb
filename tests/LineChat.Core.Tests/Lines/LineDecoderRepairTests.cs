using LineChat.Tests.Support;
using static LineChat.Lines.Telnet;

namespace LineChat.Tests.Lines;

/// <summary>What Debian's telnet (inetutils) makes of characters whose bytes look like control keys, as it was seen to send it.</summary>
public sealed class LineDecoderRepairTests
{
    private const byte Iac = InterpretAsCommand;
    private const string DoBinary = "Answer:FF FD 00";
    private const string WillTimingMark = "Answer:FF FB 06";

    [Fact]
    public void A_line_from_Debians_telnet_comes_out_whole() =>
        Finds(
            [
                0xC3, Iac, Break, Iac, Do, TimingMark, .. "bung f"u8, 0xC3, 0xBC, .. "r S"u8,
                0xC3, Iac, InterruptProcess, Iac, Do, TimingMark, .. "O "u8,
                0xE3, 0x82, 0xAB, 0xE3, 0x82, 0xBF, 0xE3, 0x82, 0xAB, 0xE3, Iac, InterruptProcess, Iac, Do, TimingMark, 0x8A, (byte)' ',
                0xE2, Iac, Break, Iac, Do, TimingMark, 0x93, (byte)'\r', (byte)'\n',
            ],
            DoBinary,
            WillTimingMark,
            WillTimingMark,
            WillTimingMark,
            WillTimingMark,
            "Line:Übung für SÃO カタカナ ✓");

    [Theory]
    [InlineData(InterruptProcess, "Ã")]
    [InlineData(EndOfFile, "Ä")]
    [InlineData(AbortOutput, "Ï")]
    [InlineData(AreYouThere, "Ô")]
    [InlineData(Suspend, "Ú")]
    [InlineData(Break, "Ü")]
    [InlineData(Abort, "Ü")]
    public void A_command_inside_an_unfinished_character_is_put_back_as_its_byte(byte command, string character) =>
        Finds([.. "a"u8, 0xC3, Iac, command, .. "b\n"u8], DoBinary, $"Line:a{character}b");

    [Theory]
    [InlineData(EndOfFile, "Leave")]
    [InlineData(AbortOutput, null)]
    [InlineData(AreYouThere, "AreYouThere")]
    [InlineData(Suspend, null)]
    [InlineData(Break, null)]
    [InlineData(Abort, "Leave")]
    public void A_command_outside_an_unfinished_character_is_a_command(byte command, string? means)
    {
        string[] meaning = means is null ? [] : [means];
        Finds([Iac, command], meaning);
        Finds([.. "a"u8, Iac, command, .. "b\n"u8], [.. meaning, "Line:ab"]);
        Finds([.. "é"u8, Iac, command, .. "b\n"u8], [.. meaning, "Line:éb"]); // finished
        Finds([.. "😃"u8, Iac, command, .. "b\n"u8], [.. meaning, "Line:😃b"]);
        Finds([0xC3, (byte)'\n', Iac, command], ["Line:\uFFFD", .. meaning]); // of the line before
        Finds([0xC3, 0x08, Iac, command, .. "b\n"u8], [.. meaning, "Line:b"]); // erased
        Finds([0xC3, Iac, EraseLine, Iac, command, .. "b\n"u8], [.. meaning, "Line:b"]);
        Finds([0xC3, (byte)'a', Iac, command, .. "b\n"u8], [.. meaning, "Line:\uFFFDab"]);
        Finds([0x80, Iac, command, .. "b\n"u8], [.. meaning, "Line:\uFFFDb"]); // stray continuation
        Finds([0xC0, Iac, command, .. "b\n"u8], [.. meaning, "Line:\uFFFDb"]); // never begins a character
        Finds([Iac, Iac, Iac, command, .. "b\n"u8], [.. meaning, "Line:\uFFFDb"]);
        Finds([0xE0, Iac, command, .. "b\n"u8], [.. meaning, "Line:\uFFFDb"]); // 80 to 9F cannot follow E0
    }

    [Fact]
    public void Interrupt_process_outside_an_unfinished_character_interrupts()
    {
        Finds([.. "é"u8, Iac, InterruptProcess, .. "b\n"u8], "InterruptLine", "Line:b"); // finished
        Finds([0xC3, (byte)'\n', Iac, InterruptProcess], "Line:\uFFFD", "Interrupt"); // of the line before
        Finds([0xC3, 0x08, Iac, InterruptProcess], "Interrupt"); // erased
        Finds([0xC3, 0x03, Iac, InterruptProcess], "InterruptLine", "Interrupt");
        Finds([0xC3, (byte)'a', Iac, InterruptProcess, .. "b\n"u8], "InterruptLine", "Line:b");
        Finds([0x80, Iac, InterruptProcess, .. "b\n"u8], "InterruptLine", "Line:b"); // stray continuation
        Finds([0xE0, Iac, InterruptProcess, .. "b\n"u8], "InterruptLine", "Line:b"); // 80 to 9F cannot follow E0
    }

    [Fact]
    public void A_byte_that_would_make_the_sequence_invalid_is_not_put_back()
    {
        Finds([0xF4, Iac, AreYouThere, (byte)'\n'], "AreYouThere", "Line:\uFFFD"); // 94 cannot follow F4, beyond U+10FFFF
        Finds([0xF0, Iac, InterruptProcess, (byte)'\n'], "InterruptLine", "Line:"); // 83 after F0 is overlong
        Finds([0xF4, Iac, InterruptProcess, 0x80, 0x80, (byte)'\n'], DoBinary, "Line:\U00103000"); // 83 can
    }

    [Fact]
    public void Any_byte_of_a_long_character_can_be_put_back()
    {
        Finds([0xF0, Iac, Suspend, 0x80, 0x80, (byte)'\n'], DoBinary, "Line:\U0001A000");
        Finds([0xF0, 0x9F, Iac, InterruptProcess, 0x81, (byte)'\n'], DoBinary, "Line:\U0001F0C1");
        Finds([0xF0, 0x9F, 0x98, Iac, InterruptProcess, (byte)'\n'], DoBinary, "Line:\U0001F603");
        Finds([0xE3, Iac, InterruptProcess, Iac, InterruptProcess, (byte)'\n'], DoBinary, "Line:ッ"); // U+30C3: E3 83 83
    }

    [Fact]
    public void Options_and_erasing_inside_an_unfinished_character_stay_commands()
    {
        Finds([0xC3, Iac, Do, 1, 0xA9, (byte)'\n'], "Answer:FF FC 01", "Line:é");
        Finds([(byte)'a', 0xC3, Iac, EraseCharacter, (byte)'b', (byte)'\n'], "Line:ab");
    }

    [Fact]
    public void Binary_is_asked_for_exactly_once_and_its_acceptance_is_not_answered() =>
        Finds(
            [
                0xC3, Iac, InterruptProcess, Iac, Will, TransmitBinary, 0xC3, Iac, Break, (byte)'\n', 0xC3, Iac, Suspend, (byte)'\n',
                Iac, Will, TransmitBinary,
            ],
            DoBinary,
            "Line:ÃÜ",
            "Line:Ú");

    [Fact]
    public void A_refusal_of_binary_is_not_answered_and_it_is_not_asked_again() =>
        Finds([0xC3, Iac, InterruptProcess, Iac, Wont, TransmitBinary, 0xC3, Iac, InterruptProcess, (byte)'\n'], DoBinary, "Line:ÃÃ");

    [Fact]
    public void Binary_that_was_not_asked_for_is_refused() => Finds([Iac, Will, TransmitBinary, Iac, Will, TransmitBinary, Iac, Do, TransmitBinary], "Answer:FF FE 00", "Answer:FF FC 00");

    [Fact]
    public void Binary_is_asked_for_even_if_it_was_refused_before() =>
        Finds([Iac, Will, TransmitBinary, 0xC3, Iac, InterruptProcess, Iac, Will, TransmitBinary, (byte)'\n'], "Answer:FF FE 00", DoBinary, "Line:Ã");

    [Fact]
    public void A_character_is_put_back_at_the_end_of_a_full_line_too()
    {
        byte[] begin = [.. Enumerable.Repeat((byte)'a', 14)];
        Assert.Equal([DoBinary, "Line:aaaaaaaaaaaaaaÃ"], Decoding.AtEverySplit([.. begin, 0xC3, Iac, InterruptProcess, (byte)'\n'], 16, 64));
        Assert.Equal([DoBinary, "Long:aaaaaaaaaaaaaaa"], Decoding.AtEverySplit([.. begin, (byte)'a', 0xC3, Iac, InterruptProcess, (byte)'\n'], 16, 64));
        Assert.Equal([DoBinary, "Long:aaaaaaaaaaaaaabb"], Decoding.AtEverySplit([.. begin, .. "bb"u8, 0xC3, Iac, InterruptProcess, (byte)'\n'], 16, 64));
    }

    [Fact]
    public void Bytes_that_are_put_back_count_as_unterminated_input()
    {
        byte[] most = [.. Enumerable.Repeat((byte)'a', 63), 0xC3];
        Assert.Equal([], Decoding.AtEverySplit(most, 16, 64));
        Assert.Equal(["Unterminated"], Decoding.AtEverySplit([.. most, Iac, InterruptProcess], 16, 64));
    }

    private static void Finds(byte[] typed, params string[] events) => Assert.Equal(events, Decoding.AtEverySplit(typed));
}
