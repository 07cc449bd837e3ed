using System.Collections;
using System.Text;
using System.Text.Json;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Tests.Models;

/// <summary>What holds for each of the models, whatever its fields.</summary>
public sealed class EveryModelTests
{
    private const string Unknown =
        """{"big":123456789012345678901234567890,"price":1.10,"exp":1E+2,"t":"a\u0041\"\\\né","n":null"""
        + ""","l":[[],{"x":[{}]}]}""";

    private static readonly string[] s_notObjects =
        ["[]", "1", "\"x\"", "null", "true", "", " ", "{} {}", "{}x", "{", "x"];

    public static TheoryData<string> Names => ModelTypes.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_full_model_reads_back_as_it_was_written(string name)
    {
        JobsModel model = FilledModels.Create(name);
        string json = model.ToJson();

        JobsModel read = ModelTypes.FromJson(name, json);

        Assert.Equal(json, read.ToJson());
        Assert.Equal(json, ModelTypes.FromJson(name, model.ToJson(indented: true)).ToJson());
        Assert.Equal(json, Encoding.UTF8.GetString(read.ToUtf8Json()));
        Assert.False(read.HasAdditionalProperties);
        Assert.All(FilledModels.Fields(model.GetType()), property => Assert.NotNull(property.GetValue(read)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_empty_model_is_written_as_an_empty_object(string name)
    {
        Assert.Equal("{}", ModelTypes.Create(name).ToJson());
        Assert.Equal("{}", ModelTypes.FromJson(name, "{}").ToJson());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Null_members_are_read_as_absent(string name)
    {
        string members = string.Join(
            ",",
            ModelTypes.Create(name).Shape.Fields.Select(field => $"\"{field.Name}\":null"));

        Assert.Equal("{}", ModelTypes.FromJson(name, $"{{{members}}}").ToJson());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Unknown_members_survive_at_every_level(string name)
    {
        JobsModel model = FilledModels.Create(name);
        using var unknown = JsonDocument.Parse(Unknown);
        JobsModel[] all = [.. FilledModels.Walk(model)];
        foreach (JobsModel inner in all)
        {
            inner.GetAdditionalProperties()["new_field"] = unknown.RootElement;
        }

        string json = model.ToJson();
        JobsModel read = ModelTypes.FromJson(name, json);

        Assert.Equal(json, read.ToJson());
        Assert.Equal(
            all.Length,
            FilledModels.Walk(read).Count(inner => inner.GetAdditionalProperties().ContainsKey("new_field")));
        Assert.Contains("123456789012345678901234567890", json, StringComparison.Ordinal);
        Assert.Contains("1.10", json, StringComparison.Ordinal);
        Assert.Contains("1E+2", json, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_of_a_wrong_type_is_an_error_with_the_path(string name)
    {
        foreach (FieldShape field in ModelTypes.Create(name).Shape.Fields)
        {
            Assert.All(WrongFor(field.Kind), wrong =>
            {
                string json = $$$"""{"{{{field.Name}}}":{{{wrong.Json}}}}""";
                ModelJsonException exception = Assert.Throws<ModelJsonException>(() => ModelTypes.FromJson(name, json));
                Assert.Equal(field.Name + wrong.Path, exception.Path);
                Assert.StartsWith(exception.Path + ": expected", exception.Message, StringComparison.Ordinal);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Something_other_than_an_object_is_an_error(string name)
    {
        Assert.All(s_notObjects, json =>
            Assert.Throws<ModelJsonException>(() => ModelTypes.FromJson(name, json)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_property_that_occurs_twice_is_an_error_in_input_and_the_last_one_counts_in_responses(string name)
    {
        JobsModel model = FilledModels.Create(name);
        string once = model.ToJson();
        if (model.Shape.Fields.Count == 0)
        {
            return;
        }

        string first = model.Shape.Fields[0].Name;
        string twice = $$"""{"{{first}}":null,{{once[1..]}}""";

        ModelJsonException exception = Assert.Throws<ModelJsonException>(() => ModelTypes.FromJson(name, twice));
        Assert.Equal(first, exception.Path);
        Assert.Equal(once, ServiceResponse.Read(name, twice).ToJson());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hashtable_makes_what_the_same_json_makes(string name)
    {
        string json = FilledModels.Create(name).ToJson();

        Assert.Equal(json, Bind(name, Hashtables.FromJson(json, key => key)).ToJson());
        Assert.Equal(json, Bind(name, Hashtables.FromJson(json, Hashtables.Pascal)).ToJson());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_unknown_key_is_an_error_with_the_nearest_name(string name)
    {
        foreach (FieldShape field in ModelTypes.Create(name).Shape.Fields.Where(field => field.Name.Length > 4))
        {
            string slip = field.Name + "x";
            ModelBindingException exception = Assert.Throws<ModelBindingException>(() =>
                Bind(name, new Hashtable { [slip] = 1 }));

            Assert.Equal(slip, exception.Path);
            Assert.Contains($"did you mean {field.Name}?", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_value_that_cannot_be_bound_is_an_error_with_the_path(string name)
    {
        foreach (FieldShape field in ModelTypes.Create(name).Shape.Fields)
        {
            ModelBindingException exception = Assert.Throws<ModelBindingException>(() =>
                Bind(name, new Hashtable { [field.Name] = new object() }));

            Assert.StartsWith(field.Name, exception.Path, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_text_for_people_is_one_short_line_without_secrets(string name)
    {
        JobsModel model = FilledModels.Create(name);
        foreach (JobsModel inner in FilledModels.Walk(model))
        {
            inner.GetAdditionalProperties()["token"] = JsonDocument.Parse("\"dapi-hidden\"").RootElement;
        }

        Assert.All(new[] { model, ModelTypes.Create(name) }, it =>
        {
            string text = it.ToString();
            Assert.NotEmpty(text);
            Assert.DoesNotContain('\n', text);
            Assert.True(text.Length < 500, text);
            Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
        });
    }

    private static JobsModel Bind(string name, IDictionary values)
    {
        JobsModel model = ModelTypes.Create(name);
        ModelBinder.Bind(model, values);
        return model;
    }

    private static (string Json, string Path)[] WrongFor(FieldKind kind) => kind switch
    {
        FieldKind.String => [("1", ""), ("true", ""), ("[]", ""), ("{}", "")],
        FieldKind.Bool => [("1", ""), ("\"true\"", ""), ("[]", "")],
        FieldKind.Int64 or FieldKind.Duration => [("1.5", ""), ("\"x\"", ""), ("\"\"", ""), ("1e30", ""), ("{}", "")],
        FieldKind.Time => [("1.5", ""), ("\"x\"", ""), ("9223372036854775807", ""), ("{}", "")],
        FieldKind.Double => [("\"x\"", ""), ("1e999", ""), ("\"NaN\"", ""), ("\"Infinity\"", ""), ("[]", "")],
        FieldKind.Model => [("1", ""), ("[]", ""), ("\"x\"", "")],
        FieldKind.Models => [("{}", ""), ("1", ""), ("[{},7]", "[1]"), ("[null]", "[0]")],
        FieldKind.Strings => [("{}", ""), ("\"x\"", ""), ("[\"a\",7]", "[1]"), ("[null]", "[0]")],
        FieldKind.Int64s => [("{}", ""), ("1", ""), ("[1,\"x\"]", "[1]"), ("[null]", "[0]")],
        FieldKind.Map => [("[]", ""), ("1", ""), ("""{"k":1}""", ".k"), ("""{"a.b":{}}""", "['a.b']")],
        FieldKind.ModelMap => [("[]", ""), ("1", ""), ("""{"k":1}""", ".k"), ("""{"k":null}""", ".k")],
        _ => throw new InvalidOperationException($"No wrong values for {kind}."),
    };
}
