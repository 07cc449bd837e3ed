using System.Text.Json;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Tests.Models;

public sealed class CopyTests
{
    public static TheoryData<string> Names => ModelTypes.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_copy_has_everything_and_shares_nothing(string name)
    {
        JobsModel original = FilledModels.Create(name);
        original.GetAdditionalProperties()["unknown"] = JsonDocument.Parse("[1]").RootElement;
        string before = original.ToJson();

        JobsModel copy = original.CopyTo(ModelTypes.Create(name));

        Assert.Equal(before, copy.ToJson());
        Assert.Empty(
            FilledModels.Walk(original).Intersect(FilledModels.Walk(copy), ReferenceEqualityComparer.Instance));
        foreach (JobsModel part in FilledModels.Walk(copy).ToList())
        {
            foreach (var field in part.Shape.Fields) field.Clear(part);
            part.GetAdditionalProperties().Clear();
        }

        Assert.True(copy.IsEmpty());
        Assert.Equal(before, original.ToJson());
    }

    [Fact]
    public void Lists_and_maps_are_copied_too()
    {
        JobSettings original = new() { Tags = new() { ["a"] = "1" }, Tasks = [new() { TaskKey = "t" }] };

        JobSettings copy = original.Copy();
        copy.Tags!["b"] = "2";
        copy.Tasks!.Add(new());
        copy.Tasks[0].TaskKey = "other";

        Assert.Equal("""{"tasks":[{"task_key":"t"}],"tags":{"a":"1"}}""", Sorted(original));
    }

    [Fact]
    public void A_copy_to_another_type_keeps_other_fields_as_unknown_ones()
    {
        var settings = JobSettings.FromJson(
            """{"name":"n","tasks":[{"task_key":"t","job_cluster_key":"c"}],"new_field":{"x":1}}""");

        CreateJob request = settings.ToCreateJob();
        SubmitTask task = settings.Tasks![0].ToSubmitTask();

        Assert.Equal("n", request.Name);
        Assert.Equal("t", request.Tasks![0].TaskKey);
        Assert.Equal("""{"x":1}""", request.GetAdditionalProperties()["new_field"].GetRawText());
        Assert.Equal("c", task.GetAdditionalProperties()["job_cluster_key"].GetString());
    }

    [Fact]
    public void An_unknown_property_can_be_a_field_of_the_other_type()
    {
        var settings = new JobSettings();
        settings.GetAdditionalProperties()["access_control_list"] =
            JsonDocument.Parse("""[{"user_name":"ada","permission_level":"CAN_VIEW"}]""").RootElement;

        Assert.Equal("ada", settings.ToCreateJob().AccessControlList![0].UserName);
    }

    private static string Sorted(JobSettings settings)
    {
        using JsonDocument document = JsonDocument.Parse(settings.ToJson());
        string[] names = ["tasks", "tags"];
        IEnumerable<string> members =
            names.Select(name => $"\"{name}\":{document.RootElement.GetProperty(name).GetRawText()}");
        return "{" + string.Join(",", members) + "}";
    }
}
