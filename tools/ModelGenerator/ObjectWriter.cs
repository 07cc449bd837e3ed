using System.Globalization;

namespace ModelGenerator;

/// <summary>Writes an object of the API as a class that reads, writes and binds itself.</summary>
internal static class ObjectWriter
{
    public static string Write(ObjectType type, string space, Func<string, (string? Words, string? Model)> resolve)
    {
        FieldCode[] codes = [.. type.Fields.Select(field => new FieldCode(field, resolve))];
        var source = new Source();
        source.Lines(["using System.Collections;", "using Databricks.Jobs.Serialization;"]);
        source.Line();
        source.Line($"namespace {space};");
        source.Line();
        source.Line($"/// <summary>{type.Meaning}</summary>");
        source.Line($"/// <remarks>The API's <c>{type.Name}</c>.</remarks>");
        source.Line($"public sealed partial class {type.Name} : JobsModel<{type.Name}>");
        source.Line("{");
        WriteShape(source, type, codes);
        WriteConstructors(source, type);
        int scalars = 0;
        int references = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            WriteProperty(source, type.Fields[i], codes[i], codes[i].IsScalar ? scalars++ : references++);
        }

        // The bits of JobsModel that say which are set.
        if (scalars > 32)
        {
            throw new InvalidOperationException($"{type.Name} has {scalars} scalar fields; a model has room for 32.");
        }

        source.Line("internal override ModelShape Shape => s_shape;");
        source.Line("}");
        return source.ToString();
    }

    private static void WriteShape(Source source, ObjectType type, FieldCode[] codes)
    {
        source.Line($"private static readonly ModelShape s_shape = new(\"{type.Name}\"{(codes.Length == 0 ? ");" : ",")}");
        for (int i = 0; i < codes.Length; i++)
        {
            source.Indented($"{codes[i].Shape}{(i < codes.Length - 1 ? "," : ");")}");
        }

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

    private static void WriteProperty(Source source, Field field, FieldCode code, int slot)
    {
        source.Line($"/// <summary>{field.ClrMeaning}</summary>");
        if (Remarks(field) is { Length: > 0 } remarks)
        {
            source.Line($"/// <remarks>{remarks}</remarks>");
        }

        source.Line(
            $"public {code.ClrType} {field.Property} {{ get => {code.Get}({slot}); set => {code.Set}({slot}, value); }}");
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
}
