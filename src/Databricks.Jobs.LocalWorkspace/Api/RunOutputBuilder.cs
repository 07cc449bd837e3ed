using System.Globalization;
using System.Text;
using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Api;

/// <summary>Builds the output of a task run, by the kind of its task.</summary>
internal static class RunOutputBuilder
{
    private const int MaxLength = 5 * 1024 * 1024;

    public static RunOutput Build(TaskAttempt attempt, Run metadata)
    {
        RunTask task = attempt.View;
        var output = new RunOutput { Metadata = metadata };
        if (attempt.Phase != Phase.Ended) return output;

        bool failed = attempt.Termination!.Result == "FAILED";
        if (failed)
        {
            output.Error = attempt.Script?.Error ?? attempt.Termination.Message;
            output.ErrorTrace = attempt.Script?.ErrorTrace;
        }

        if (task.NotebookTask is not null && !failed) output.NotebookOutput = OfNotebook(attempt.Script?.Output);
        else if (task.SqlTask is not null) output.SqlOutput = OfSql(attempt, task.SqlTask);
        else if (task.DbtTask is not null) output.DbtOutput = OfDbt(attempt);
        else if (attempt.Child is { } child) output.RunJobOutput = new RunJobOutput { RunId = child.RunId };
        if (WritesLogs(task)) AddLogs(output, attempt.Script?.Logs);
        return output;
    }

    private static bool WritesLogs(RunTask task) =>
        task is { NotebookTask: null, SqlTask: null, ConditionTask: null, RunJobTask: null, ForEachTask: null };

    private static void AddLogs(RunOutput output, string? logs)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(logs ?? "");
        output.LogsTruncated = bytes.Length > MaxLength;
        output.Logs = bytes.Length > MaxLength
            ? Encoding.UTF8.GetString(bytes, bytes.Length - MaxLength, MaxLength)
            : logs ?? "";
    }

    private static NotebookOutput OfNotebook(string? result)
    {
        if (result is null) return new NotebookOutput { Truncated = false };
        byte[] bytes = Encoding.UTF8.GetBytes(result);
        return bytes.Length > MaxLength
            ? new NotebookOutput { Result = Encoding.UTF8.GetString(bytes, 0, MaxLength), Truncated = true }
            : new NotebookOutput { Result = result, Truncated = false };
    }

    private static SqlOutput OfSql(TaskAttempt attempt, SqlTask task)
    {
        string key = attempt.Script?.Output ?? attempt.RunId.ToString("x", CultureInfo.InvariantCulture);
        List<SqlStatementOutput> statements = [new SqlStatementOutput { LookupKey = key }];
        if (task.Dashboard is not null)
        {
            return new SqlOutput { DashboardOutput = new() { WarehouseId = task.WarehouseId, Widgets = [] } };
        }

        return task.Alert is null
            ? new SqlOutput { QueryOutput = new() { WarehouseId = task.WarehouseId, SqlStatements = statements } }
            : new SqlOutput
            {
                AlertOutput = new()
                {
                    WarehouseId = task.WarehouseId,
                    AlertState = attempt.Script?.Output ?? nameof(SqlAlertState.OK),
                    SqlStatements = statements,
                },
            };
    }

    private static DbtOutput OfDbt(TaskAttempt attempt) => new()
    {
        ArtifactsLink = FormattableString.Invariant($"{attempt.View.RunPageUrl}/dbt-artifacts.tar.gz"),
        ArtifactsHeaders = [],
    };
}
