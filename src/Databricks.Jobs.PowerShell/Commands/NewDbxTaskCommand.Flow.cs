using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Commands;

/// <content>Tasks that control the flow: conditions, loops, other jobs.</content>
public sealed partial class NewDbxTaskCommand
{
    private const string ConditionSet = "Condition";
    private const string ForEachSet = "ForEach";
    private const string RunJobSet = "RunJob";

    /// <summary>The left operand.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ConditionSet,
        HelpMessage = "The left operand of a condition, usually a reference such as {{tasks.load.values.rows}}.")]
    [ValidateNotNullOrEmpty]
    public string? Left { get; set => field = Accept(value); }

    /// <summary>The comparison operator.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ConditionSet,
        HelpMessage = "The comparison operator. EQUAL_TO and NOT_EQUAL compare strings, so 12.0 and 12 are different. "
            + "GREATER_THAN, GREATER_THAN_OR_EQUAL, LESS_THAN and LESS_THAN_OR_EQUAL compare numbers.")]
    [KnownValueTransformation(typeof(ConditionTaskOp))]
    [ArgumentCompleter(typeof(KnownValueCompleter<ConditionTaskOp>))]
    public string? Op { get; set => field = Accept(value); }

    /// <summary>The right operand.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ConditionSet,
        HelpMessage = "The right operand of a condition: a string, a number or a reference.")]
    [AllowEmptyString]
    public string? Right { get; set => field = Accept(value); }

    /// <summary>The items to iterate over.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ForEachSet,
        HelpMessage = "The items to iterate over: a list, or a string that is sent unchanged. "
            + "Such a string is JSON, or a reference like {{tasks.list.values.files}}.")]
    [ValidateNotNullOrEmpty]
    [Alias("inputs")]
    public object? ForEach { get; set => field = Accept(value); }

    /// <summary>The task to run for each item.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ForEachSet,
        HelpMessage = "The task to run for each item: a task from New-DbxTask, or a hashtable. "
            + "The task refers to the item as {{input}}.")]
    [ModelTransformation(typeof(Models.Task), nameof(Do))]
    [ValidateNotNull]
    public Models.Task? Do { get; set => field = Accept(value); }

    /// <summary>The maximum number of items at the same time.</summary>
    [Parameter(
        ParameterSetName = ForEachSet,
        HelpMessage = "The maximum number of items to process concurrently, from 1 to 100. "
            + "The service's default is 20.")]
    [ValidateRange(1, 100)]
    public int? Concurrency { get; set => field = Accept(value); }

    /// <summary>The job to run.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = RunJobSet,
        HelpMessage = "The ID of the job to run. The task waits until the run ends.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.JobOnly)]
    public long? RunJobId { get; set => field = Accept(value); }

    private static TaskKind[] FlowKinds() =>
    [
        new(
            "a condition",
            task => task.ConditionTask,
            [nameof(Left), nameof(Op), nameof(Right)],
            [],
            (given, task) =>
            {
                ConditionTask condition = task.ConditionTask ??= new();
                condition.Left = given.Left;
                condition.Op = given.Op;
                condition.Right = given.Right;
            }),
        new(
            "a loop",
            task => task.ForEachTask,
            [nameof(ForEach), nameof(Do)],
            [nameof(Concurrency)],
            (given, task) =>
            {
                ForEachTask loop = task.ForEachTask ??= new();
                loop.Inputs = given.Inputs();
                loop.Task = given.Do;
                loop.Concurrency = given.Concurrency ?? loop.Concurrency;
            }),
        new(
            "another job",
            task => task.RunJobTask,
            [nameof(RunJobId)],
            [nameof(Parameter)],
            (given, task) =>
            {
                RunJobTask job = task.RunJobTask ??= new();
                job.JobId = given.RunJobId ?? job.JobId;
                job.JobParameters = given.ParameterMap() ?? job.JobParameters;
            }),
    ];

    private string Inputs()
    {
        object items = ForEach.Unwrap()!;
        if (items is string text)
        {
            // A reference, or JSON that the user wrote.
            return text;
        }

        object list = items is IEnumerable and not IDictionary ? items : new[] { items };
        return UntypedJson.ToElement(list, nameof(ForEach)).GetRawText();
    }
}
