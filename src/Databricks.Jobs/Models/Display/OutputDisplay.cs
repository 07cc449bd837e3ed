namespace Databricks.Jobs.Models;

public sealed partial class RunOutput
{
    /// <summary>The output of a task that is not a notebook, in one line; null if there is none.</summary>
    internal string? DescribeResult() =>
        new JobsModel?[]
        {
            SqlOutput, DbtOutput, RunJobOutput, DashboardOutput, AlertOutput, CleanRoomsNotebookOutput,
            DbtCloudOutput, DbtPlatformOutput, AgenticTaskOutput, AiRuntimeTaskOutput, GenieTaskOutput,
        }.FirstOrDefault(static output => output is not null)?.ToString();

    private protected override string? Describe() => Phrase.Join(
        ": ",
        Metadata?.RunId is { } run ? $"Output of run {run}" : "Output",
        Content());

    private string? Content() =>
        Phrase.Line(Error) is { } error ? $"error - {error}"
        : NotebookOutput is not null ? NotebookOutput.ToString()
        : DescribeResult() ?? Phrase.Line(Info) ?? (Logs is null ? null : $"{Logs.Length} characters of logs");
}

public sealed partial class NotebookOutput
{
    private protected override string? Describe() =>
        Phrase.Join(" ", Phrase.Line(Result) ?? "no result", Truncated == true ? "(truncated)" : null);
}

public sealed partial class SqlOutput
{
    private protected override string? Describe() =>
        QueryOutput?.ToString() ?? AlertOutput?.ToString() ?? DashboardOutput?.ToString() ?? "no result";
}

public sealed partial class SqlQueryOutput
{
    private protected override string? Describe() =>
        Phrase.Join(": ", "query", Phrase.Line(OutputLink) ?? Phrase.Line(QueryText));
}

public sealed partial class SqlAlertOutput
{
    private protected override string? Describe() => Phrase.Join(" ", "alert", AlertState);
}

public sealed partial class SqlDashboardOutput
{
    private protected override string? Describe() => Phrase.Join(": ", "dashboard", Phrase.Count(Widgets, "widget"));
}

public sealed partial class DbtOutput
{
    // The link is signed: anyone who has it can download the artifacts.
    private protected override string? Describe() => ArtifactsLink is null ? "no artifacts" : "dbt artifacts";
}

public sealed partial class RunJobOutput
{
    private protected override string? Describe() => RunId is { } run ? $"run {run}" : "no run";
}

public sealed partial class DashboardTaskOutput
{
    private protected override string? Describe() =>
        Phrase.Join(": ", "dashboard", Phrase.Count(PageSnapshots, "page"));
}

public sealed partial class AlertTaskOutput
{
    private protected override string? Describe() => Phrase.Join(" ", "alert", AlertState);
}

public sealed partial class CleanRoomsNotebookTaskCleanRoomsNotebookTaskOutput
{
    private protected override string? Describe() =>
        NotebookOutput?.ToString()
            ?? CleanRoomJobRunState?.ResultState ?? CleanRoomJobRunState?.LifeCycleState ?? "no result";
}

public sealed partial class DbtCloudTaskOutput
{
    private protected override string? Describe() => Phrase.Join(
        ", ",
        DbtCloudJobRunId is { } run ? $"dbt Cloud run {run}" : "dbt Cloud run",
        Phrase.Count(DbtCloudJobRunOutput, "step"),
        Phrase.Line(DbtCloudJobRunUrl));
}

public sealed partial class DbtPlatformTaskOutput
{
    private protected override string? Describe() => Phrase.Join(
        ", ",
        DbtPlatformJobRunId is { } run ? $"dbt run {run}" : "dbt run",
        Phrase.Count(DbtPlatformJobRunOutput, "step"),
        Phrase.Line(DbtPlatformJobRunUrl));
}

public sealed partial class AgenticTaskOutput
{
    private protected override string? Describe() =>
        Phrase.Join(": ", Status, Phrase.Line(Response)) ?? "no response";
}

public sealed partial class AiRuntimeTaskOutput
{
    private protected override string? Describe() =>
        Phrase.Line(StatusMessage) ?? Phrase.Join(" ", "MLflow run", MlflowRunId);
}

public sealed partial class GenieTaskOutput
{
    private protected override string? Describe() => Phrase.Join(" ", "conversation", ConversationId);
}
