namespace LineChat.Fuzz;

/// <summary>Runs a part of LineChat on an input, whatever it is.</summary>
/// <exception cref="BrokenInvariantException">What must hold did not.</exception>
internal delegate void FuzzTarget(ReadOnlySpan<byte> input);
