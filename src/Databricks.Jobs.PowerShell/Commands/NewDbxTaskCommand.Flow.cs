using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Commands;

/// <content>Tasks that steer: conditions, loops, other jobs.</content>
public sealed partial class NewDbxTaskCommand
{
    private const string ConditionSet = "Condition";
    private const string ForEachSet = "ForEach";
    private const string RunJobSet = "RunJob";

    /// <summary>The left value.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ConditionSet,
        HelpMessage = "The value on the left, mostly a reference such as {{tasks.load.values.rows}}.")]
    [ValidateNotNullOrEmpty]
    public string? Left { get; set; }

    /// <summary>How to compare.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ConditionSet,
        HelpMessage = "How the two values are compared: EQUAL_TO and NOT_EQUAL as text, GREATER_THAN, LESS_THAN ... as numbers.")]
    [KnownValueTransformation(typeof(ConditionTaskOp))]
    [ArgumentCompleter(typeof(KnownValueCompleter<ConditionTaskOp>))]
    public string? Op { get; set; }

    /// <summary>The right value.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ConditionSet, HelpMessage = "The value on the right.")]
    [AllowEmptyString]
    public string? Right { get; set; }

    /// <summary>What to go through.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ForEachSet,
        HelpMessage = "What to go through: a list, JSON text, or a reference such as {{tasks.list.values.files}}.")]
    [ValidateNotNullOrEmpty]
    [Alias("inputs")]
    public object? ForEach { get; set; }

    /// <summary>What to do for each.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ForEachSet,
        HelpMessage = "The task to run for each item; it reads the item as {{input}}.")]
    [ModelTransformation(typeof(Models.Task), nameof(Do))]
    [ValidateNotNull]
    public Models.Task? Do { get; set; }

    /// <summary>How many at once.</summary>
    [Parameter(
        ParameterSetName = ForEachSet,
        HelpMessage = "How many items are worked on at once, at most 100; 20 without it.")]
    [ValidateRange(1, 100)]
    public int? Concurrency { get; set; }

    /// <summary>A job.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = RunJobSet,
        HelpMessage = "The id of the job to start and wait for.")]
    public long? RunJobId { get; set; }

    private void AddCondition(Models.Task task)
    {
        ConditionTask condition = task.ConditionTask ??= new();
        condition.Left = Left;
        condition.Op = Op;
        condition.Right = Right;
    }

    private void AddForEach(Models.Task task)
    {
        ForEachTask loop = task.ForEachTask ??= new();
        loop.Inputs = Inputs();
        loop.Task = Do;
        loop.Concurrency = Concurrency ?? loop.Concurrency;
    }

    private void AddRunJob(Models.Task task)
    {
        RunJobTask job = task.RunJobTask ??= new();
        job.JobId = RunJobId;
        job.JobParameters = ParameterMap() ?? job.JobParameters;
    }

    private string Inputs()
    {
        object items = ForEach.Unwrap()!;
        // Text is sent as it is: a reference, or JSON of the user's own.
        return items as string
            ?? UntypedJson.ToElement(items is IEnumerable and not IDictionary ? items : new[] { items }, nameof(ForEach))
                .GetRawText();
    }
}
