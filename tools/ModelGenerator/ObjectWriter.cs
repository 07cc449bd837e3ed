using System.Globalization;
using System.Text.Json;

namespace ModelGenerator;

/// <summary>Writes an object of the API as a class: its table of fields and its properties.</summary>
internal static class ObjectWriter
{
    public static string Write(ObjectType type, string space, Func<string, (string? Values, string? Model)> resolve)
    {
        FieldCode[] codes = [.. type.Fields.Select(field => new FieldCode(field, resolve))];
        var source = new Source();
        source.Lines(["using System.Collections;", "using Databricks.Jobs.Serialization;"]);
        source.Line();
        source.Line($"namespace {space};");
        source.Line();
        source.Doc($"<summary>{type.Meaning}</summary>");
        source.Line($"/// <remarks>The API's <c>{type.Name}</c>.</remarks>");
        WriteOneOrTwoLines(source, $"public sealed partial class {type.Name}", $": JobsModel<{type.Name}>");
        source.Line("{");
        WriteShape(source, type, codes);
        WriteConstructors(source, type);
        int scalars = 0;
        int references = 0;
        (Field Field, FieldCode Code, int Slot)[] properties = [.. codes.Select((code, i) =>
            (type.Fields[i], code, code.IsScalar ? scalars++ : references++))];
        foreach ((Field field, FieldCode code, int slot) in properties.OrderBy(one => Rank(one.Field)))
        {
            WriteProperty(source, field, code, slot);
        }

        // JobsModel has one bit for each.
        if (scalars > 32)
        {
            throw new InvalidOperationException($"{type.Name} has {scalars} scalar fields; a model can have 32.");
        }

        source.Line("internal override ModelShape Shape => s_shape;");
        source.Line("}");
        return source.ToString();
    }

    // Lists, JSON and CSV that PowerShell creates have the properties in the order of their declarations.
    private static int Rank(Field field) => Array.IndexOf(s_first, field.Name) is >= 0 and int rank
        ? rank
        : s_first.Length;

    private static readonly string[] s_first =
        ["run_id", "job_id", "task_key", "name", "run_name", "state", "start_time", "end_time", "creator_user_name"];

    private static void WriteShape(Source source, ObjectType type, FieldCode[] codes)
    {
        string end = codes.Length == 0 ? ");" : ",";
        source.Line($"private static readonly ModelShape s_shape = new(\"{type.Name}\"{end}");
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i].WriteShape(source, i < codes.Length - 1 ? "," : ");");
        }

        source.Line();
    }

    private static void WriteOneOrTwoLines(Source source, string first, string second)
    {
        if (source.Fits($"{first} {second}"))
        {
            source.Line($"{first} {second}");
        }
        else
        {
            source.Line(first);
            source.Indented(second);
        }
    }

    private static void WriteConstructors(Source source, ObjectType type)
    {
        source.Line("/// <summary>Creates an object without values.</summary>");
        source.Line($"public {type.Name}()");
        source.Line("{");
        source.Line("}");
        source.Line();
        source.Doc("<summary>Creates an object from a hashtable with property names or API names as keys.</summary>");
        source.Doc("<exception cref=\"ModelBindingException\">A key or value is unknown, or a value has a wrong type; "
            + "the message names the path.</exception>");
        WriteOneOrTwoLines(source, $"public {type.Name}(IDictionary values)", "=> ModelBinder.Bind(this, values);");
        source.Line();
    }

    private static void WriteProperty(Source source, Field field, FieldCode code, int slot)
    {
        source.Doc($"<summary>{field.ClrMeaning}</summary>");
        if (Remarks(field) is { Length: > 0 } remarks)
        {
            source.Doc($"<remarks>{remarks}</remarks>");
        }

        string declaration = $"public {code.ClrType} {field.Property}";
        string get = $"get => {code.Get}({slot});";
        string set = $"set => {code.Set}({slot}, value);";
        if (source.Fits($"{declaration} {{ {get} {set} }}"))
        {
            source.Line($"{declaration} {{ {get} {set} }}");
        }
        else
        {
            source.Lines([declaration, "{", get, set, "}"]);
        }

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

        foreach ((string key, string text) in s_limitTexts)
        {
            if (field.Limits.TryGetValue(key, out JsonElement value))
            {
                parts.Add(string.Format(CultureInfo.InvariantCulture, text, value));
            }
        }

        return string.Join(" ", parts);
    }

    private static readonly (string Key, string Text)[] s_limitTexts =
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
