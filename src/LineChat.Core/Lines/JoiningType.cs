namespace LineChat.Lines;

/// <summary>Joining_Type (UAX 44): how a letter joins its neighbors in scripts such as Arabic.</summary>
internal enum JoiningType
{
    NonJoining,
    JoinCausing,
    DualJoining,
    LeftJoining,
    RightJoining,
    Transparent,
}
