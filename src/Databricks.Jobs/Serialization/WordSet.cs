namespace Databricks.Jobs.Serialization;

/// <summary>The known words of an enumeration. Others may come from the service and are kept.</summary>
internal sealed class WordSet(string name, params string[] words)
{
    public string Name { get; } = name;

    public IReadOnlyList<string> Words { get; } = words;

    /// <summary>Member names whose word on the wire is another; null where name and word are the same.</summary>
    public IReadOnlyList<string>? MemberNames { get; init; }

    /// <summary>The word as it goes over the wire for a word or member name in any case; null if it is unknown.</summary>
    public string? Find(string text)
    {
        for (int i = 0; i < Words.Count; i++)
        {
            if (Names.AreSame(Words[i], text) || (MemberNames is not null && Names.AreSame(MemberNames[i], text)))
            {
                return Words[i];
            }
        }

        return null;
    }

    /// <summary>The word to send. Only a member's name is translated: anything else goes back as it came.</summary>
    public string? ToWire(string? text)
    {
        for (int i = 0; MemberNames is not null && i < MemberNames.Count; i++)
        {
            if (MemberNames[i] == text)
            {
                return Words[i];
            }
        }

        return text;
    }
}
