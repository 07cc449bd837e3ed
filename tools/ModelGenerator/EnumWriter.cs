namespace ModelGenerator;

/// <summary>Writes an enumeration: the C# enum for completion and code, and the values of the API.</summary>
internal static class EnumWriter
{
    public static string Write(EnumType type, string space)
    {
        var source = new Source();
        source.Line("using Databricks.Jobs.Serialization;");
        source.Line();
        source.Line($"namespace {space};");
        source.Line();
        source.Doc($"<summary>{type.Meaning}</summary>");
        source.Line($"public enum {type.Name}");
        source.Line("{");
        foreach (EnumValue value in type.Values)
        {
            source.Doc($"<summary>{value.Meaning}</summary>");
            source.Line($"{value.Member},");
        }

        source.Line("}");
        source.Line();
        source.Line($"internal static class {type.Name}Values");
        source.Line("{");
        // A property, so that the strings are created only when they are needed.
        source.Line("internal static string[] Meanings =>");
        source.Line("[");
        source.Lines(type.Values.Select(
            value => $"    \"{value.Meaning.Replace("\"", "\\\"", StringComparison.Ordinal)}\","));
        source.Line("];");
        source.Line();
        source.Line("internal static readonly KnownValues Set = new(");
        source.Indented($"\"{type.Name}\",");
        List(source, type.Values.Select(value => value.Value), ")");
        if (type.Values.Any(value => value.Member != value.Value))
        {
            source.Line("{");
            source.Line("MemberNames =");
            source.Line("[");
            source.Lines(type.Values.Select(value => $"    \"{value.Member}\","));
            source.Line("],");
            source.Line("};");
        }

        source.Line("}");
        string text = source.ToString();
        return type.Values.Any(value => value.Member != value.Value)
            ? text
            : text.Replace("\")\n}", "\");\n}", StringComparison.Ordinal);
    }

    private static void List(Source source, IEnumerable<string> values, string end)
    {
        string[] all = [.. values];
        for (int i = 0; i < all.Length; i++)
        {
            source.Indented($"\"{all[i]}\"{(i < all.Length - 1 ? "," : end)}");
        }
    }
}
