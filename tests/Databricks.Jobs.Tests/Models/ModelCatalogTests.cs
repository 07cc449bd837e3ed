using System.Collections;
using System.Reflection;
using System.Text.Json;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Tests.Models;

public sealed class ModelCatalogTests
{
    private static readonly Assembly s_library = typeof(JobsModel).Assembly;

    public static TheoryData<string> Names => ModelTypes.Names;

    [Fact]
    public void Every_name_of_version_2_1_is_a_public_type_with_its_members()
    {
        Assert.Equal(147, SeedNames.All.Count);
        Assert.All(SeedNames.All, entry =>
        {
            Type? type = s_library.GetType("Databricks.Jobs.Models." + entry.Key);
            Assert.True(type is { IsPublic: true }, $"{entry.Key} is missing");
            Assert.Equal(entry.Value.Length > 0, type.IsEnum);
            Assert.Empty(entry.Value.Except(type.IsEnum ? Enum.GetNames(type) : []));
        });
    }

    [Theory]
    [InlineData("", "Databricks.Jobs.Models.")]
    [InlineData("compute", "Databricks.Jobs.Models.Clusters.")]
    public void Every_object_of_the_schema_is_a_type_and_every_field_a_property(string section, string space)
    {
        Assert.All(Entries(section, "objects"), entry =>
        {
            Type? type = s_library.GetType(space + entry.Name);
            Assert.True(type is { IsPublic: true, IsSealed: true }, $"{entry.Name} is missing");
            string[] fields = [.. entry.Value.GetProperty("fields").EnumerateArray()
                .Select(field => field.GetProperty("name").GetString()!)];
            Assert.Equal(fields.Select(Pascal), FilledModels.Fields(type).Select(property => property.Name));
            Assert.Equal(fields, ((JobsModel)Activator.CreateInstance(type)!).Shape.Fields.Select(field => field.Name));
        });
    }

    [Theory]
    [InlineData("", "Databricks.Jobs.Models.")]
    [InlineData("compute", "Databricks.Jobs.Models.Clusters.")]
    public void Every_enumeration_of_the_schema_is_a_type_and_every_value_a_member(string section, string space)
    {
        Assert.All(Entries(section, "enums"), entry =>
        {
            Type? type = s_library.GetType(space + entry.Name);
            Assert.True(type is { IsPublic: true, IsEnum: true }, $"{entry.Name} is missing");
            Assert.Equal(
                entry.Value.GetProperty("values").EnumerateArray().Select(value =>
                    (value.TryGetProperty("member", out JsonElement member) ? member : value.GetProperty("value"))
                        .GetString()),
                Enum.GetNames(type));
            Assert.Equal(
                entry.Value.GetProperty("values").EnumerateArray()
                    .Select(value => value.GetProperty("meaning").GetString()),
                KnownValues.MeaningsOf(type));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_model_can_be_made_from_a_hashtable_and_from_json(string name)
    {
        Type type = ModelTypes.Find(name);

        Assert.NotNull(type.GetConstructor([typeof(IDictionary)]));
        Assert.NotNull(type.GetConstructor([]));
        Assert.Equal(type, ModelTypes.FromJsonOf(type).ReturnType);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_two_fields_of_a_model_have_equal_names(string name)
    {
        IReadOnlyList<FieldShape> fields = ModelTypes.Create(name).Shape.Fields;

        Assert.All(fields, field => Assert.Equal(1, fields.Count(other =>
            Databricks.Jobs.Internal.NameMatcher.AreSame(field.Name, other.Name))));
    }

    private static JsonProperty[] Entries(string section, string name)
    {
        JsonElement schema = JsonDocument.Parse(RepositoryFiles.Schema).RootElement;
        JsonElement root = section.Length == 0 ? schema : schema.GetProperty(section);
        return [.. root.GetProperty(name).EnumerateObject()];
    }

    private static string Pascal(string name) =>
        string.Concat(name.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
