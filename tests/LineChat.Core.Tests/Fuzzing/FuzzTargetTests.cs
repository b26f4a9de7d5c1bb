using System.Globalization;
using System.Text;
using CsCheck;
using LineChat.Fuzz;

namespace LineChat.Tests.Fuzzing;

/// <summary>What <c>fuzz/run.sh</c> runs for as long as it is told, on what it once found and on a few thousand random inputs.</summary>
public sealed class FuzzTargetTests
{
    private const int Inputs = 2000;
    private const int LongestInput = 40; // tokens and bytes

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Fuzzing");

    public static TheoryData<string> Names => new(Targets.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void What_must_hold_holds_for_everything_in_the_corpus(string target)
    {
        string[] files = Directory.GetFiles(Path.Combine(Folder, "corpus", target));
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            var broken = Record.Exception(() => Targets.All[target](File.ReadAllBytes(file)));
            Assert.True(broken is null, $"{Path.GetFileName(file)}: {broken}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_must_hold_holds_for_whatever_comes(string target)
    {
        byte[][] tokens = DictionaryFile.Read(Path.Combine(Folder, "dictionaries", target + ".dict"));
        var piece = Gen.Frequency(
            (3, OneOf(tokens)),
            (2, Gen.Byte.Select(any => new[] { any })),
            (2, Gen.Char['a', 'z'].Select(letter => (byte)letter).Array[1, 12]));
        piece.Array[0, LongestInput].Sample(pieces => Targets.All[target]([.. pieces.SelectMany(bytes => bytes)]), iter: Inputs);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_must_hold_holds_for_a_corpus_that_is_a_little_different(string target)
    {
        byte[][] corpus = [.. Directory.GetFiles(Path.Combine(Folder, "corpus", target)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(input => input.Length > 0)];
        var change = Gen.Select(Gen.Double.Unit, Gen.Int[0, 4], Gen.Byte.Array[0, 4]); // from where on, how many bytes, and what stands there now
        Gen.Select(OneOf(corpus), change.Array[1, 3]).Sample(
            (input, changes) =>
            {
                foreach (var (place, gone, written) in changes)
                {
                    int start = (int)(place * input.Length);
                    input = [.. input[..start], .. written, .. input[Math.Min(start + gone, input.Length)..]];
                }

                Targets.All[target](input);
            },
            iter: Inputs);
    }

    [Fact]
    public void Every_character_is_shown_or_not_as_it_is_naively()
    {
        for (int first = 0; first <= 0x10FFFF; first += 64)
        {
            string characters = string.Concat(Enumerable.Range(first, 64).Where(Rune.IsValid).Select(value => new Rune(value)));
            var broken = Record.Exception(() => TextTarget.Run(Encoding.UTF8.GetBytes(characters)));
            Assert.True(broken is null, $"U+{first:X4}: {broken}");
        }
    }

    [Fact]
    public void Every_letter_and_every_mark_is_the_same_in_every_case_and_form()
    {
        for (int value = 0; value <= 0x10FFFF; value++)
        {
            if (!Rune.IsValid(value) || !IsLetterOrMark(new(value)) || HasOneForm(new(value))) continue;
            var broken = Record.Exception(() => NicknameTarget.Run(Encoding.UTF8.GetBytes($"a{new Rune(value)}")));
            Assert.True(broken is null, $"U+{value:X4}: {broken}");
        }
    }

    private static bool IsLetterOrMark(Rune rune) => Rune.GetUnicodeCategory(rune) is <= UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool HasOneForm(Rune rune) => rune.ToString().IsNormalized(NormalizationForm.FormKD) && Rune.ToUpperInvariant(rune) == rune && Rune.ToLowerInvariant(rune) == rune;

    private static Gen<byte[]> OneOf(byte[][] inputs) => Gen.Int[0, inputs.Length - 1].Select(i => inputs[i]);
}
