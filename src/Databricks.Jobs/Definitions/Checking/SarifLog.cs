using System.Text.Json;

namespace Databricks.Jobs.Definitions;

/// <summary>Writes findings as SARIF 2.1.0, which GitHub, Azure DevOps and editors show at the lines.</summary>
public static class SarifLog
{
    private const string RootId = "SRCROOT";
    private const string Repository = "https://github.com/databricks-jobs/databricks-jobs-powershell";
    private const string RulePage = Repository + "/blob/main/docs/about/about_DbxJobRules.md#";

    /// <summary>Writes a log with one run.</summary>
    /// <param name="stream">The stream, which stays open.</param>
    /// <param name="findings">The findings.</param>
    /// <param name="root">The folder of the repository, to which the paths of files are relative; null for absolute
    /// paths, which GitHub and Azure DevOps do not show.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> or <paramref name="findings"/> is null.
    /// </exception>
    public static void Write(Stream stream, IEnumerable<JobFinding> findings, string? root = null)
    {
        ArgumentChecks.NotNull(stream, nameof(stream));
        ArgumentChecks.NotNull(findings, nameof(findings));
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        Uri? rootUri = root is null ? null : FolderUri(root);
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        writer.WriteString("version", "2.1.0");
        writer.WriteStartArray("runs");
        writer.WriteStartObject();
        WriteTool(writer);
        writer.WriteString("columnKind", "utf16CodeUnits");
        if (rootUri is not null)
        {
            writer.WriteStartObject("originalUriBaseIds");
            writer.WriteStartObject(RootId);
            writer.WriteString("uri", rootUri.AbsoluteUri);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteStartArray("results");
        foreach (JobFinding finding in findings)
        {
            WriteResult(writer, finding, rootUri);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "Databricks.Jobs");
        writer.WriteString("semanticVersion", typeof(SarifLog).Assembly.GetName().Version!.ToString(3));
        writer.WriteString("informationUri", Repository);
        writer.WriteStartArray("rules");
        foreach (JobRule rule in JobRules.All)
        {
            string address = RulePage + rule.Id.ToLowerInvariant();
            writer.WriteStartObject();
            writer.WriteString("id", rule.Id);
            writer.WriteString("name", rule.Id);
            WriteText(writer, "shortDescription", rule.Description);
            WriteText(writer, "fullDescription", rule.Description);
            writer.WriteString("helpUri", address);
            WriteText(writer, "help", $"{rule.Description} See {address}");
            writer.WriteStartObject("defaultConfiguration");
            writer.WriteString("level", Level(rule.Severity));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, JobFinding finding, Uri? root)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId", finding.RuleId);
        writer.WriteNumber("ruleIndex", JobRules.All.TakeWhile(rule => rule.Id != finding.RuleId).Count());
        writer.WriteString("level", Level(finding.Severity));
        WriteText(
            writer, "message", finding.Path.Length == 0 ? finding.Message : $"{finding.Path}: {finding.Message}");
        writer.WriteStartArray("locations");
        writer.WriteStartObject();
        if (finding.File is { } file)
        {
            WritePlace(writer, finding, new Uri(file), root);
        }

        writer.WriteStartArray("logicalLocations");
        writer.WriteStartObject();
        writer.WriteString("fullyQualifiedName", $"{finding.JobName}/{finding.Path}");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter writer, JobFinding finding, Uri file, Uri? root)
    {
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        bool isInRoot = root?.IsBaseOf(file) == true;
        writer.WriteString("uri", isInRoot ? root!.MakeRelativeUri(file).OriginalString : file.AbsoluteUri);
        if (isInRoot)
        {
            writer.WriteString("uriBaseId", RootId);
        }

        writer.WriteEndObject();
        int line = finding.Line ?? 1;
        int column = finding.Column ?? 1;
        writer.WriteStartObject("region");
        writer.WriteNumber("startLine", line);
        writer.WriteNumber("startColumn", column);
        writer.WriteNumber("endLine", line);
        writer.WriteNumber("endColumn", column + LengthOf(finding.Path));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    // The position of a field is that of its name.
    private static int LengthOf(string path) => path.EndsWith("]", StringComparison.Ordinal)
        ? 1
        : Math.Max(1, path.Length - 1 - path.LastIndexOf('.'));

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }

    private static string Level(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => "error",
        FindingSeverity.Warning => "warning",
        _ => "note",
    };

    private static Uri FolderUri(string folder)
    {
        string full = Path.GetFullPath(folder);
        return new Uri(full.EndsWith(Path.DirectorySeparatorChar.ToString(), StringComparison.Ordinal)
            ? full
            : full + Path.DirectorySeparatorChar);
    }
}
