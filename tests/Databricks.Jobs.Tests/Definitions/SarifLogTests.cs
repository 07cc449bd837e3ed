using System.Text;
using System.Text.Json.Nodes;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Tests.Definitions;

/// <summary>The properties that GitHub and Azure DevOps document as required.</summary>
public sealed class SarifLogTests
{
    private static readonly string s_root = Path.Combine(Path.GetTempPath(), "a folder");

    [Fact]
    public void A_log_has_the_version_and_one_run_of_the_tool()
    {
        JsonNode log = Write();

        Assert.Equal("2.1.0", (string)log["version"]!);
        Assert.Equal("https://json.schemastore.org/sarif-2.1.0.json", (string)log["$schema"]!);
        JsonNode driver = Assert.Single(log["runs"]!.AsArray())!["tool"]!["driver"]!;
        Assert.Equal("Databricks.Jobs", (string)driver["name"]!);
        Assert.Equal(
            JobRules.All.Select(rule => rule.Id),
            driver["rules"]!.AsArray().Select(rule => (string)rule!["id"]!));
        Assert.All(driver["rules"]!.AsArray(), rule =>
        {
            Assert.NotEmpty((string)rule!["shortDescription"]!["text"]!);
            Assert.NotEmpty((string)rule["fullDescription"]!["text"]!);
            Assert.NotEmpty((string)rule["help"]!["text"]!);
            Assert.Contains((string)rule["defaultConfiguration"]!["level"]!, new[] { "error", "warning", "note" });
        });
    }

    [Fact]
    public void A_result_has_its_rule_level_message_and_place()
    {
        JsonNode run = Write()["runs"]![0]!;
        JsonNode result = run["results"]!.AsArray().First(one => (string)one!["ruleId"]! == "TaskKind")!;

        Assert.Equal("TaskKind", (string)run["tool"]!["driver"]!["rules"]![(int)result["ruleIndex"]!]!["id"]!);
        Assert.Equal("error", (string)result["level"]!);
        Assert.StartsWith("tasks[0]: task 'a' does not say what to do", (string)result["message"]!["text"]!);
        JsonNode place = result["locations"]![0]!["physicalLocation"]!;
        Assert.Equal("jobs/my%20job%23.yml", (string)place["artifactLocation"]!["uri"]!);
        Assert.Equal(
            new Uri(s_root + Path.DirectorySeparatorChar).AbsoluteUri,
            (string)run["originalUriBaseIds"]![(string)place["artifactLocation"]!["uriBaseId"]!]!["uri"]!);
        Assert.Equal("3 5 3 6", string.Join(' ', new[] { "startLine", "startColumn", "endLine", "endColumn" }
            .Select(name => (int)place["region"]![name]!)));
    }

    [Fact]
    public void A_file_outside_of_the_root_has_its_full_address()
    {
        string file = Path.Combine(Path.GetTempPath(), "other.yml");

        JsonNode place = Write(file)["runs"]![0]!["results"]![0]!["locations"]![0]!["physicalLocation"]!;

        Assert.Equal(new Uri(file).AbsoluteUri, (string)place["artifactLocation"]!["uri"]!);
        Assert.Null(place["artifactLocation"]!["uriBaseId"]);
    }

    [Fact]
    public void A_finding_of_an_object_has_no_file()
    {
        using var stream = new MemoryStream();
        SarifLog.Write(stream, JobRules.Check(Settings));

        JsonNode location = Parse(stream)["runs"]![0]!["results"]![0]!["locations"]![0]!;
        Assert.Null(location["physicalLocation"]);
        Assert.StartsWith("nightly/tasks[0]", (string)location["logicalLocations"]![0]!["fullyQualifiedName"]!);
    }

    private static JobSettings Settings =>
        JobSettings.FromJson("""{"name": "nightly", "tasks": [{"task_key": "a"}]}""");

    private static JsonNode Write(string? file = null)
    {
        using var stream = new MemoryStream();
        IEnumerable<JobFinding> findings = JobRules.Check(Settings).Select(finding => finding with
        {
            File = file ?? Path.Combine(s_root, "jobs", "my job#.yml"),
            Line = 3,
            Column = 5,
        });
        SarifLog.Write(stream, findings, s_root);
        return Parse(stream);
    }

    private static JsonNode Parse(MemoryStream stream) => JsonNode.Parse(Encoding.UTF8.GetString(stream.ToArray()))!;
}
