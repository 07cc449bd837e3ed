using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Formatting;

/// <summary>
/// Additional properties of our objects in PowerShell, to sort, group and filter by, and the default properties of
/// objects with many fields.
/// </summary>
public static class TypeDataMembers
{
    private static readonly string[] RunFields =
    [
        "RunId", "JobId", "RunName", nameof(Result), "StartTime", "EndTime", nameof(Duration), "CreatorUserName",
        "RunPageUrl",
    ];

    private static readonly string[] JobFields = ["JobId", nameof(Name), "CreatorUserName", "CreatedTime", "Settings"];

    private static readonly string[] SettingsFields =
    [
        "Name", "Description", "Schedule", "Trigger", "Continuous", "Parameters", "Tags", "JobClusters", "Tasks",
        "RunAs", "MaxConcurrentRuns", "TimeoutSeconds",
    ];

    private static readonly string[] ClusterFields =
    [
        "SparkVersion", "NodeTypeId", "DriverNodeTypeId", "NumWorkers", "Autoscale", "PolicyId", "InstancePoolId",
        "DataSecurityMode", "RuntimeEngine", "SparkConf", "CustomTags",
    ];

    private static readonly string[] TaskFields =
        ["TaskKey", nameof(Result), "RunId", "AttemptNumber", "DependsOn", "StartTime", "EndTime", nameof(Duration)];

    private static readonly string[] OutputFields =
        ["Metadata", "NotebookOutput", "Error", "ErrorTrace", "Logs", "LogsTruncated", "Info"];

    /// <summary>The result of a run or task; null before it has ended.</summary>
    /// <param name="item">A run or a task of a run.</param>
    public static string? Result(PSObject item) => OutcomeOf(item)?.Result;

    /// <summary>The duration of a run or task until its end or until now; null before it has started.</summary>
    /// <param name="item">A run or a task of a run.</param>
    public static TimeSpan? Duration(PSObject item) => item?.BaseObject switch
    {
        Run run => RunDuration.Of(run, DateTimeOffset.UtcNow),
        BaseRun run => RunDuration.Of(run, DateTimeOffset.UtcNow),
        RunTask task => RunDuration.Of(task, DateTimeOffset.UtcNow),
        _ => null,
    };

    /// <summary>The name of a job.</summary>
    /// <param name="item">A job.</param>
    public static string? Name(PSObject item) => item?.BaseObject switch
    {
        Job job => job.Settings?.Name,
        BaseJob job => job.Settings?.Name,
        _ => null,
    };

    internal static RunOutcome? OutcomeOf(PSObject? item) => item?.BaseObject switch
    {
        Run run => RunOutcome.Of(run),
        BaseRun run => RunOutcome.Of(run),
        RunTask task => RunOutcome.Of(task),
        RepairHistoryItem repair => RunOutcome.Of(repair),
        _ => null,
    };

    internal static TypeData[] All() =>
    [
        Of<Run>(RunFields, nameof(Result), nameof(Duration)),
        Of<BaseRun>(RunFields, nameof(Result), nameof(Duration)),
        Of<RunTask>(TaskFields, nameof(Result), nameof(Duration)),
        Of<Job>(JobFields, nameof(Name)),
        Of<BaseJob>(JobFields, nameof(Name)),
        Of<JobSettings>(SettingsFields),
        Of<Models.Clusters.ClusterSpec>(ClusterFields),
        Of<RunOutput>(OutputFields),
    ];

    private static TypeData Of<T>(string[] shown, params string[] members)
    {
        var data = new TypeData(typeof(T)) { DefaultDisplayPropertySet = new PropertySetData(shown) };
        foreach (string name in members)
        {
            data.Members.Add(name, new CodePropertyData(name, typeof(TypeDataMembers).GetMethod(name)));
        }

        return data;
    }
}
