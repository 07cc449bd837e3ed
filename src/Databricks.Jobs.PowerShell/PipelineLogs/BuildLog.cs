using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Runs.Failures;

namespace Databricks.Jobs.PowerShell.PipelineLogs;

/// <summary>Shows a wait in the log of a build: a group with a line for each change, the progress, an error for each
/// failed task, the output variables and the summary.</summary>
internal sealed class BuildLog(CommandBase command, PipelineCommands commands)
{
    private readonly TaskChanges _changes = new();
    private bool _isOpen;
    private int _percent = -1;

    /// <summary>Shows a poll of one run.</summary>
    public void Show(Run run)
    {
        string name = TaskChanges.NameOf(run);
        if (Open(name) && RunUrl.Of(run) is { } url)
        {
            commands.WriteLine(url);
        }

        foreach (string change in _changes.Of(run))
        {
            commands.WriteLine(change);
        }

        RunTask[] tasks = [.. RunTasks.LastAttempts(run.Tasks)];
        ShowProgress(tasks.Count(static task => RunOutcome.Of(task).IsFinished), tasks.Length, name);
    }

    /// <summary>Shows a poll of several runs.</summary>
    public void Show(ManyRunsProgress step)
    {
        string name = $"{step.Total} runs";
        Open(name);
        foreach (Run run in step.Active)
        {
            ShowChange(run);
        }

        ShowProgress(step.Ended, step.Total, name);
    }

    /// <summary>Shows that one of several runs has ended.</summary>
    public void ShowChange(Run run)
    {
        if (_changes.OfWhole(run) is { } change)
        {
            commands.WriteLine(change);
        }
    }

    /// <summary>Ends the group. What is not in a group is never folded.</summary>
    public void Close()
    {
        if (_isOpen)
        {
            _isOpen = false;
            commands.CloseGroup();
        }
    }

    /// <summary>Adds an error for each failed task; the first one with all that is known.</summary>
    /// <param name="failure">Why the run failed.</param>
    /// <param name="repair">The command that repairs the run; null if a repair cannot help.</param>
    public void AddErrors(RunFailure failure, string? repair)
    {
        Close();
        string run = TaskChanges.NameOf(failure.Run);
        string advice = repair is null ? "" : $"\nAfter you correct the cause, repair the run: {repair}";
        string first = failure.FirstTask is { } task ? $"{run}: {task.TaskKey}" : run;
        commands.AddError(first, failure + advice);
        foreach (FailedTask other in failure.OtherFailures)
        {
            commands.AddError($"{run}: {other.TaskKey}", $"Run {failure.Run.RunId}: {other}");
        }
    }

    /// <summary>Adds an error of a wait that did not see the end of the run.</summary>
    public void AddError(long runId, string problem)
    {
        Close();
        commands.AddError($"Run {runId}", problem);
    }

    /// <summary>Sets an output variable.</summary>
    public void SetOutput(string name, string value) =>
        TryWrite($"The output variable {name} was not set", () => commands.SetOutput(name, value));

    /// <summary>Adds the report of a run to the page of the build.</summary>
    public void AddSummary(Run run, string markdown) => TryWrite(
        $"The report of run {run.RunId} was not added to the summary",
        () => commands.AddSummary(TaskChanges.NameOf(run), markdown));

    // What the log lacks must not hide the result of the run.
    private void TryWrite(string problem, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            command.WriteWarning($"{problem}: {exception.Message}");
        }
    }

    private bool Open(string title)
    {
        if (_isOpen)
        {
            return false;
        }

        _isOpen = true;
        commands.OpenGroup(title);
        return true;
    }

    private void ShowProgress(int done, int total, string activity)
    {
        int percent = total == 0 ? 0 : done * 100 / total;
        if (percent != _percent)
        {
            _percent = percent;
            commands.ShowProgress(percent, activity);
        }
    }
}
