using System.Globalization;

namespace ModelGenerator;

/// <summary>Writes an object of the API as a class that reads, writes and binds itself.</summary>
internal static class ObjectWriter
{
    public static string Write(ObjectType type, string space, Func<string, (string? Words, string? Model)> resolve)
    {
        FieldCode[] codes = [.. type.Fields.Select(field => new FieldCode(field, resolve))];
        var source = new Source();
        source.Lines(["using System.Collections;", "using System.Text.Json;", "using Databricks.Jobs.Serialization;"]);
        source.Line();
        source.Line($"namespace {space};");
        source.Line();
        source.Line($"/// <summary>{type.Meaning}</summary>");
        source.Line($"/// <remarks>The API's <c>{type.Name}</c>.</remarks>");
        source.Line($"public sealed partial class {type.Name} : JobsModel");
        source.Line("{");
        WriteNames(source, type);
        source.Line("private static ModelShape? shape;");
        source.Line();
        WriteConstructors(source, type);
        for (int i = 0; i < codes.Length; i++)
        {
            WriteProperty(source, type.Fields[i], codes[i]);
        }

        WriteShape(source, type, codes);
        WriteFromJson(source, type);
        WriteGet(source, type);
        WriteSet(source, codes);
        WriteRead(source, codes);
        WriteWrite(source, codes);
        source.Line("}");
        return source.ToString();
    }

    // Made when first asked for: reading does not need it, and it pulls in the words of every enumeration.
    private static void WriteShape(Source source, ObjectType type, FieldCode[] codes)
    {
        source.Line("internal override ModelShape Shape => shape ??= new(");
        source.Indented($"\"{type.Name}\",");
        if (codes.Length == 0)
        {
            source.Indented("[]);");
        }
        else
        {
            source.Indented("[");
            foreach (FieldCode code in codes)
            {
                source.Indented($"    {code.Shape},");
            }

            source.Indented("]);");
        }

        source.Line();
        source.Line("private protected override FieldNames FieldNames => TheFieldNames;");
        source.Line();
    }

    private static void WriteConstructors(Source source, ObjectType type)
    {
        source.Line("/// <summary>An object with nothing set.</summary>");
        source.Line($"public {type.Name}()");
        source.Line("{");
        source.Line("}");
        source.Line();
        source.Line("/// <summary>An object from the entries of a hashtable, by property name or API name.</summary>");
        source.Line("/// <exception cref=\"ModelBindingException\">A key or word is unknown, or a value has a wrong type.</exception>");
        source.Line($"public {type.Name}(IDictionary values) => ModelBinder.Bind(this, values);");
        source.Line();
    }

    private static void WriteProperty(Source source, Field field, FieldCode code)
    {
        source.Line($"/// <summary>{field.Meaning}</summary>");
        if (Remarks(field) is { Length: > 0 } remarks)
        {
            source.Line($"/// <remarks>{remarks}</remarks>");
        }

        source.Line($"public {code.ClrType} {field.Property} {{ get; set; }}");
        source.Line();
    }

    private static string Remarks(Field field)
    {
        var parts = new List<string>();
        if (field.Required)
        {
            parts.Add("Required.");
        }

        if (field.Only is not null)
        {
            parts.Add($"Version {field.Only} of the API only.");
        }

        foreach ((string key, string words) in LimitWords)
        {
            if (field.Limits.TryGetValue(key, out var value))
            {
                parts.Add(string.Format(CultureInfo.InvariantCulture, words, value));
            }
        }

        return string.Join(" ", parts);
    }

    private static readonly (string Key, string Words)[] LimitWords =
    [
        ("max_items", "At most {0} items."),
        ("max_length", "At most {0} characters."),
        ("max_bytes", "At most {0} bytes."),
        ("min", "At least {0}."),
        ("max", "At most {0}."),
        ("default", "The service's default is {0}."),
        ("pattern", "Matches <c>{0}</c>."),
    ];

    private static void WriteFromJson(Source source, ObjectType type)
    {
        source.Line("/// <summary>Reads the object from JSON text that a person or a file gives.</summary>");
        source.Line("/// <exception cref=\"ModelJsonException\">The text is cut or malformed, a value has a wrong type, or a member");
        source.Line("/// stands twice; the message names the path.</exception>");
        source.Line($"public static {type.Name} FromJson(string json) => ModelJson.Parse<{type.Name}>(json);");
        source.Line();
    }

    private static void WriteGet(Source source, ObjectType type)
    {
        if (type.Fields.Count == 0)
        {
            source.Line("internal override object? GetField(int field) => null;");
            source.Line();
            return;
        }

        source.Line("internal override object? GetField(int field) => field switch");
        source.Line("{");
        for (int i = 0; i < type.Fields.Count; i++)
        {
            source.Line($"{i} => {type.Fields[i].Property},");
        }

        source.Line("_ => null,");
        source.Line("};");
        source.Line();
    }

    private static void WriteSet(Source source, FieldCode[] codes)
    {
        source.Line("internal override void SetField(int field, in BindingValue value)");
        WriteSwitch(source, codes, code => code.Bind);
    }

    private static void WriteRead(Source source, FieldCode[] codes)
    {
        source.Line("private protected override void ReadField(int field, ref Utf8JsonReader reader, ModelReadContext context)");
        WriteSwitch(source, codes, code => code.Read);
    }

    private static void WriteSwitch(Source source, FieldCode[] codes, Func<FieldCode, string> statement)
    {
        source.Line("{");
        if (codes.Length > 0)
        {
            source.Line("switch (field)");
            source.Line("{");
            for (int i = 0; i < codes.Length; i++)
            {
                source.Line($"case {i}:");
                source.Indented(statement(codes[i]));
                source.Indented("break;");
            }

            source.Line("}");
        }

        source.Line("}");
        source.Line();
    }

    private static void WriteNames(Source source, ObjectType type)
    {
        if (type.Fields.Count == 0)
        {
            source.Line("private static readonly FieldNames TheFieldNames = new(default);");
            source.Line();
            return;
        }

        source.Line("private static readonly FieldNames TheFieldNames = new(");
        for (int i = 0; i < type.Fields.Count; i++)
        {
            source.Indented($"\"{type.Fields[i].Name} \"u8{(i < type.Fields.Count - 1 ? " +" : ");")}");
        }

        source.Line();
    }

    private static void WriteWrite(Source source, FieldCode[] codes)
    {
        source.Line("private protected override void WriteFields(Utf8JsonWriter writer)");
        source.Line("{");
        source.Lines(codes.Select(code => code.Write));
        source.Line("}");
    }
}
