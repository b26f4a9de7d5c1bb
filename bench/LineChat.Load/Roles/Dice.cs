namespace LineChat.Load.Roles;

/// <summary>What visitors leave to chance.</summary>
internal static class Dice
{
    /// <summary>A time as long as the average on average: mostly shorter, now and then much longer.</summary>
    public static double About(this Random random, double seconds) => -Math.Log(1 - random.NextDouble()) * seconds;

    public static double Between(this Random random, double least, double most) => least + random.NextDouble() * (most - least);

    public static T OneOf<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];

    /// <summary>Bytes of any value but the mark of the witnesses' messages.</summary>
    public static byte[] Noise(this Random random, int length)
    {
        byte[] noise = new byte[length];
        random.NextBytes(noise);
        noise.AsSpan().Replace(MessageReader.Mark, (byte)'-');
        return noise;
    }
}
