using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Databricks.Jobs.Compliance;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Importing;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Formatting.Columns;
using Databricks.Jobs.Runs;
using Databricks.Jobs.Runs.Statistics;

namespace Databricks.Jobs.PowerShell.Formatting;

/// <summary>
/// Additional properties of our objects in PowerShell, to sort, group and filter by, and the default properties of
/// objects with many fields.
/// </summary>
public static class TypeDataMembers
{
    // Export-Csv writes additional properties first, in the order in which they were added.
    private static readonly string[] s_first = ["Name", "State", "Result", "Started", "Ended", "Duration", "Creator"];

    private const BindingFlags ColumnFlags = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;

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
        Of<Run>(
            ["RunId", "JobId"],
            [nameof(Result), nameof(Duration)],
            [typeof(RunProperties), typeof(StateProperties)],
            typeof(StateColumns),
            typeof(RunColumns)),
        Of<BaseRun>(
            ["RunId", "JobId"],
            [nameof(Result), nameof(Duration)],
            [typeof(RunProperties), typeof(StateProperties)],
            typeof(StateColumns),
            typeof(RunColumns)),
        Of<RunTask>(
            ["RunId", "Attempt"],
            [nameof(Result), nameof(Duration)],
            [typeof(StateProperties), typeof(RunTaskProperties)],
            typeof(StateColumns),
            typeof(RunTaskColumns)),
        Of<RepairHistoryItem>(
            ["RepairId", "Tasks"],
            [],
            [typeof(StateProperties), typeof(RepairProperties)],
            typeof(StateColumns),
            typeof(RepairColumns)),
        Of<JobParameter>([], [], [], typeof(ParameterColumns)),
        Of<JobParameterDefinition>([], [], [], typeof(DefinitionColumns)),
        Of<TaskOutput>(["RunId", "Iteration"], [], [typeof(OutputProperties)], typeof(OutputColumns)),
        Of<RunOutput>(["LogsTruncated"], [], [], typeof(RunOutputColumns)),
        Of<FailedTask>([], [], []),
        Of<RunOutcome>([], [], []),
        Of<DefinitionProblem>([], [], []),
        Of<Job>(["JobId"], [nameof(Name)], [typeof(JobProperties)], typeof(JobColumns)),
        Of<BaseJob>(["JobId"], [nameof(Name)], [typeof(JobProperties)], typeof(JobColumns)),
        Of<JobSettings>(["MaxConcurrentRuns", "TimeoutSeconds"], [], [], typeof(SettingsColumns)),
        Of<Models.Task>([], [], [typeof(TaskProperties)], typeof(TaskColumns)),
        Of<CronSchedule>([], [], [typeof(ScheduleProperties)], typeof(ScheduleColumns)),
        Of<JobCluster>([], [], [typeof(JobClusterProperties)], typeof(JobClusterColumns)),
        Of<Models.Clusters.ClusterSpec>(["NumWorkers"], [], [], typeof(ClusterColumns)),
        Of<JobPermissionEntry>(["JobId"], [], [], typeof(PermissionColumns)),
        Of<JobFinding>(
            ["Severity", "Line", "Column"], [], [typeof(FindingProperties)], typeof(FindingColumns)),
        Of<JobPermissionsDescription>([], [], [], typeof(PermissionLevelColumns)),
        Of<JobDifference>(["Kind"], [], [typeof(DifferenceProperties)], typeof(DifferenceColumns)),
        Of<JobImportItem>(
            ["Action", "Status", "JobId"], [], [typeof(ImportProperties)], typeof(ImportColumns)),
        Of<JobCompliance>(["JobId", "IsCompliant"], [], [], typeof(ComplianceColumns)),
        Of<JobComplianceRepair>(["JobId", "HasChanges", "IsApplied"], [], [], typeof(ComplianceRepairColumns)),
        Of<EnforcePolicyComplianceForJobResponseJobClusterSettingsChange>([], [], [], typeof(ClusterChangeColumns)),
        Of<JobStatistics>(
            ["JobId", "Runs", "Succeeded", "Failed", "Canceled", "Skipped"],
            [],
            [],
            typeof(StatisticsColumns),
            typeof(JobStatisticsColumns)),
        Of<TaskStatistics>(
            ["JobId", "Runs", "Succeeded", "Failed", "Canceled", "Skipped", "Attempts", "FlakyRuns"],
            [],
            [],
            typeof(StatisticsColumns),
            typeof(TaskStatisticsColumns)),
        Of<DbxWorkspace>([], [], [], typeof(WorkspaceColumns)),
        Of<DbxLocalWorkspace>(["Speed"], [], [typeof(LocalWorkspaceProperties)], typeof(LocalWorkspaceColumns)),
        Of<JobsModel>([], [], []),
        OfJobsWithRuns(),
    ];

    /// <param name="shown">Properties that are safe to show as they are.</param>
    /// <param name="members">The names of additional properties, which are methods of this class.</param>
    /// <param name="properties">Classes whose methods are additional properties.</param>
    /// <param name="columns">Classes whose methods are columns of views. They become hidden properties, because a view
    /// cannot call methods in constrained language mode. Where a view does not apply, such as in a list of objects of
    /// several types, they are shown too.</param>
    private static TypeData Of<T>(string[] shown, string[] members, Type[] properties, params Type[] columns)
    {
        var data = new TypeData(typeof(T));
        IEnumerable<MethodInfo> all = members.Select(name => typeof(TypeDataMembers).GetMethod(name)!)
            .Concat(properties.SelectMany(one => one.GetMethods(ColumnFlags)));
        foreach (MethodInfo property in all.OrderBy(one => Rank(one.Name)))
        {
            data.Members[property.Name] = new CodePropertyData(property.Name, property);
        }

        var names = new List<string>(shown);
        // A later class overrides columns of an earlier one.
        foreach (MethodInfo column in columns.SelectMany(one => one.GetMethods(ColumnFlags)))
        {
            Add(data, column);
            // Where no view applies, the whole text is shown.
            if (!column.Name.StartsWith("Fit", StringComparison.Ordinal))
            {
                names.Add(AddLabel(data, column.Name));
            }
        }

        if (names.Count == 0)
        {
            names.Add(AddLabel(data, nameof(ModelColumns.Text)));
        }

        // Models inherit these members from JobsModel.
        if (!typeof(T).IsSubclassOf(typeof(JobsModel)))
        {
            Add(data, typeof(ModelColumns).GetMethod(nameof(ModelColumns.Text))!);
            Add(data, typeof(ModelColumns).GetMethod(nameof(ModelColumns.Label))!);
        }

        data.DefaultDisplayProperty = "Display" + nameof(ModelColumns.Label);
        data.DefaultDisplayPropertySet = new PropertySetData(names.Distinct());
        return data;
    }

    private static int Rank(string name) => Array.IndexOf(s_first, name) is >= 0 and int rank ? rank : s_first.Length;

    /// <summary>Listed jobs with their latest runs, which have a type name of their own.</summary>
    private static TypeData OfJobsWithRuns()
    {
        var data = new TypeData(LatestRunProperties.TypeName);
        foreach (MethodInfo property in typeof(LatestRunProperties).GetMethods(ColumnFlags))
        {
            data.Members.Add(property.Name, new CodePropertyData(property.Name, property));
        }

        foreach (MethodInfo column in typeof(LatestRunColumns).GetMethods(ColumnFlags))
        {
            Add(data, column);
        }

        return data;
    }

    private static void Add(TypeData data, MethodInfo column) =>
        data.Members["Display" + column.Name] = new CodePropertyData("Display" + column.Name, column)
        {
            IsHidden = true,
        };

    // Without a view, PowerShell labels a value with the name of its property. The space at the end makes the label of
    // the text that is safe to show look like the property with the value.
    private static string AddLabel(TypeData data, string name)
    {
        string label = name + " ";
        data.Members[label] = new AliasPropertyData(label, "Display" + name) { IsHidden = true };
        return label;
    }
}
