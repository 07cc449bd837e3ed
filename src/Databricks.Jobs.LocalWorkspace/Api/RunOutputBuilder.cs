using System.Globalization;
using System.Text;
using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>The output of a task run, by the kind of the task.</summary>
internal static class RunOutputBuilder
{
    private const int MaxLength = 5 * 1024 * 1024;

    public static RunOutput Build(TaskAttempt attempt, Run metadata)
    {
        var output = new RunOutput { Metadata = metadata };
        if (attempt.Phase != Phase.Ended) return output;

        bool failed = attempt.Termination!.Result == "FAILED";
        if (failed)
        {
            output.Error = attempt.Script?.Error ?? attempt.Termination.Message;
            output.ErrorTrace = attempt.Script?.ErrorTrace;
        }

        if (attempt.Child is { } child) output.RunJobOutput = new RunJobOutput { RunId = child.RunId };
        AddSql(output, attempt);
        AddDbt(output, attempt);
        AddCleanRoom(output, attempt, failed);
        if (!failed) AddResult(output, attempt);
        if (WritesLogs(attempt.View)) AddLogs(output, attempt.Script?.Logs);
        return output;
    }

    /// <summary>The service has logs only for the tasks that write to standard output and standard error.</summary>
    private static bool WritesLogs(RunTask task) =>
        task.SparkJarTask is not null || task.SparkPythonTask is not null || task.PythonWheelTask is not null;

    private static void AddLogs(RunOutput output, string? logs)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(logs ?? "");
        output.LogsTruncated = bytes.Length > MaxLength;
        output.Logs = bytes.Length > MaxLength
            ? Encoding.UTF8.GetString(bytes, bytes.Length - MaxLength, MaxLength)
            : logs ?? "";
    }

    /// <summary>The outputs that only a successful task has.</summary>
    private static void AddResult(RunOutput output, TaskAttempt attempt)
    {
        RunTask task = attempt.View;
        string? text = attempt.Script?.Output;
        if (task.NotebookTask is not null) output.NotebookOutput = OfNotebook(text);
        if (task.DashboardTask is not null) output.DashboardOutput = OfDashboard(text);
        if (task.AlertTask is not null) output.AlertOutput = new() { AlertState = text ?? "OK" };
        if (task.GenieTask is not null) output.GenieTaskOutput = new() { ConversationId = text ?? NewId(attempt) };
        if (task.AgenticTask is not null)
        {
            output.AgenticTaskOutput = new()
            {
                Id = NewId(attempt),
                ConversationId = NewId(attempt),
                Status = "COMPLETED",
                Response = text,
            };
        }

        if (task.AiRuntimeTask is not null)
        {
            output.AiRuntimeTaskOutput = new()
            {
                MlflowExperimentId = attempt.Node.Run.JobId.ToString(CultureInfo.InvariantCulture),
                MlflowRunId = NewId(attempt),
                StatusMessage = text,
            };
        }
    }

    private static NotebookOutput OfNotebook(string? result)
    {
        if (result is null) return new NotebookOutput { Truncated = false };
        byte[] bytes = Encoding.UTF8.GetBytes(result);
        return bytes.Length > MaxLength
            ? new NotebookOutput { Result = Encoding.UTF8.GetString(bytes, 0, MaxLength), Truncated = true }
            : new NotebookOutput { Result = result, Truncated = false };
    }

    private static DashboardTaskOutput OfDashboard(string? page) => new()
    {
        PageSnapshots = [new() { PageDisplayName = page ?? "Page 1", WidgetErrorDetails = [] }],
    };

    private static void AddCleanRoom(RunOutput output, TaskAttempt attempt, bool failed)
    {
        if (attempt.View.CleanRoomsNotebookTask is null) return;
        output.CleanRoomsNotebookOutput = new()
        {
            CleanRoomJobRunState = new()
            {
                LifeCycleState = attempt.Termination!.LifeCycle,
                ResultState = attempt.Termination.Result,
            },
            NotebookOutput = failed ? null : OfNotebook(attempt.Script?.Output),
        };
    }

    private static void AddSql(RunOutput output, TaskAttempt attempt)
    {
        if (attempt.View.SqlTask is not { } task) return;
        output.SqlOutput = new();
        if (task.Dashboard is not null)
        {
            output.SqlOutput.DashboardOutput = new() { WarehouseId = task.WarehouseId, Widgets = [] };
            return;
        }

        string? text = attempt.Script?.Output;
        string key = SqlResult.Rows(text) is null && text is not null ? text : NewId(attempt);
        List<SqlStatementOutput> statements = [new SqlStatementOutput { LookupKey = key }];
        if (task.Alert is null)
        {
            output.SqlOutput.QueryOutput = new() { WarehouseId = task.WarehouseId, SqlStatements = statements };
            return;
        }

        output.SqlOutput.AlertOutput = new()
        {
            WarehouseId = task.WarehouseId,
            AlertState = text ?? nameof(SqlAlertState.OK),
            SqlStatements = statements,
        };
    }

    /// <summary>
    /// A dbt task has artifacts, and dbt Cloud and the dbt platform have steps, also if the task failed.
    /// </summary>
    private static void AddDbt(RunOutput output, TaskAttempt attempt)
    {
        RunTask task = attempt.View;
        string url = attempt.View.RunPageUrl!;
        string status = attempt.Termination! switch
        {
            { Succeeded: true } => "SUCCESS",
            { WasCanceled: true } => "CANCELLED",
            _ => "ERROR",
        };
        if (task.DbtTask is not null)
        {
            output.DbtOutput = new() { ArtifactsLink = url + "/dbt-artifacts.tar.gz", ArtifactsHeaders = [] };
        }

        if (task.DbtCloudTask is not null)
        {
            output.DbtCloudOutput = new()
            {
                DbtCloudJobRunId = attempt.RunId,
                DbtCloudJobRunUrl = url,
                DbtCloudJobRunOutput =
                    [new() { Index = 1, Name = "dbt build", Status = status, Logs = attempt.Script?.Logs ?? "" }],
            };
        }

        if (task.DbtPlatformTask is not null)
        {
            output.DbtPlatformOutput = new()
            {
                DbtPlatformJobRunId = attempt.RunId.ToString(CultureInfo.InvariantCulture),
                DbtPlatformJobRunUrl = url,
                StepsTruncated = false,
                DbtPlatformJobRunOutput =
                    [new() { Index = 1, Name = "dbt build", Status = status, Logs = attempt.Script?.Logs ?? "" }],
            };
        }
    }

    private static string NewId(TaskAttempt attempt) => attempt.RunId.ToString("x", CultureInfo.InvariantCulture);
}
