using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Commands;

/// <content>The parameters that several kinds of task have. They are in the set Settings too, because they can also
/// change the task in -Settings.</content>
public sealed partial class NewDbxTaskCommand
{
    private const string ParameterHelp =
        "The parameters of the task. Use a hashtable for notebooks, pipelines, functions, queries, SQL files, alerts, "
        + "Genie and other jobs, and a list of command-line arguments for Python files and JARs. For wheels, use "
        + "either; each entry of a hashtable is passed as --name=value.";

    private const string SourceHelp =
        "The location of the file: WORKSPACE or GIT. The default is GIT if the job has a git_source, "
        + "otherwise WORKSPACE.";

    private const string ConnectionHelp =
        "The Unity Catalog connection with the credentials for the dbt platform or Power BI.";

    private const string WarehouseHelp =
        "The ID of the SQL warehouse that runs the task. Required for legacy SQL tasks, queries and SQL files. "
        + "A notebook can use one if all its cells are SQL.";

    private const string SubscriberHelp =
        "The subscribers to the result: email addresses of users, or IDs of notification destinations. "
        + "A value that contains @ is an email address.";

    private const string SubjectHelp = "The subject of the email to the subscribers.";

    private const string PauseHelp = "Sends nothing to the subscribers.";

    /// <summary>The parameters of the task itself.</summary>
    [Parameter(ParameterSetName = SettingsSet, HelpMessage = ParameterHelp)]
    [Parameter(ParameterSetName = NotebookSet, HelpMessage = ParameterHelp)]
    [Parameter(ParameterSetName = CleanRoomSet, HelpMessage = ParameterHelp)]
    [Parameter(ParameterSetName = PythonSet, HelpMessage = ParameterHelp)]
    [Parameter(ParameterSetName = JarSet, HelpMessage = ParameterHelp)]
    [Parameter(ParameterSetName = WheelSet, HelpMessage = ParameterHelp)]
    [Parameter(ParameterSetName = PipelineSet, HelpMessage = ParameterHelp)]
    [Parameter(ParameterSetName = OperatorSet, HelpMessage = ParameterHelp)]
    [Parameter(ParameterSetName = SqlQuerySet, HelpMessage = ParameterHelp)]
    [Parameter(ParameterSetName = SqlFileSet, HelpMessage = ParameterHelp)]
    [Parameter(ParameterSetName = AlertSet, HelpMessage = ParameterHelp)]
    [Parameter(ParameterSetName = AlertPathSet, HelpMessage = ParameterHelp)]
    [Parameter(ParameterSetName = GenieSet, HelpMessage = ParameterHelp)]
    [Parameter(ParameterSetName = RunJobSet, HelpMessage = ParameterHelp)]
    [ValidateNotNull]
    public object? Parameter { get; set => field = Accept(value); }

    /// <summary>Where the file is.</summary>
    [Parameter(ParameterSetName = SettingsSet, HelpMessage = SourceHelp)]
    [Parameter(ParameterSetName = NotebookSet, HelpMessage = SourceHelp)]
    [Parameter(ParameterSetName = PythonSet, HelpMessage = SourceHelp)]
    [Parameter(ParameterSetName = SqlFileSet, HelpMessage = SourceHelp)]
    [Parameter(ParameterSetName = DbtSet, HelpMessage = SourceHelp)]
    [KnownValueTransformation(typeof(Source))]
    [ArgumentCompleter(typeof(KnownValueCompleter<Source>))]
    [ValidateNotNullOrEmpty]
    public string? Source { get; set => field = Accept(value); }

    /// <summary>The connection to another service.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DbtPlatformSet, HelpMessage = ConnectionHelp)]
    [Parameter(ParameterSetName = SettingsSet, HelpMessage = ConnectionHelp)]
    [Parameter(ParameterSetName = PowerBiSet, HelpMessage = ConnectionHelp)]
    [ValidateNotNullOrEmpty]
    [Alias("connection_resource_name")]
    public string? ConnectionName { get; set => field = Accept(value); }

    /// <summary>The SQL warehouse.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SqlQuerySet, HelpMessage = WarehouseHelp)]
    [Parameter(Mandatory = true, ParameterSetName = SqlFileSet, HelpMessage = WarehouseHelp)]
    [Parameter(Mandatory = true, ParameterSetName = SqlAlertSet, HelpMessage = WarehouseHelp)]
    [Parameter(Mandatory = true, ParameterSetName = SqlDashboardSet, HelpMessage = WarehouseHelp)]
    [Parameter(ParameterSetName = SettingsSet, HelpMessage = WarehouseHelp)]
    [Parameter(ParameterSetName = NotebookSet, HelpMessage = WarehouseHelp)]
    [Parameter(ParameterSetName = DbtSet, HelpMessage = WarehouseHelp)]
    [Parameter(ParameterSetName = DashboardSet, HelpMessage = WarehouseHelp)]
    [Parameter(ParameterSetName = AlertSet, HelpMessage = WarehouseHelp)]
    [Parameter(ParameterSetName = AlertPathSet, HelpMessage = WarehouseHelp)]
    [Parameter(ParameterSetName = PowerBiSet, HelpMessage = WarehouseHelp)]
    [ValidateNotNullOrEmpty]
    [Alias("warehouse_id")]
    public string? WarehouseId { get; set => field = Accept(value); }

    /// <summary>The subscribers to the result.</summary>
    [Parameter(ParameterSetName = SettingsSet, HelpMessage = SubscriberHelp)]
    [Parameter(ParameterSetName = SqlAlertSet, HelpMessage = SubscriberHelp)]
    [Parameter(ParameterSetName = SqlDashboardSet, HelpMessage = SubscriberHelp)]
    [Parameter(ParameterSetName = DashboardSet, HelpMessage = SubscriberHelp)]
    [Parameter(ParameterSetName = AlertSet, HelpMessage = SubscriberHelp)]
    [Parameter(ParameterSetName = AlertPathSet, HelpMessage = SubscriberHelp)]
    [ValidateNotNullOrEmpty]
    public string[]? Subscriber { get; set => field = Accept(value); }

    /// <summary>The subject of the email.</summary>
    [Parameter(ParameterSetName = SettingsSet, HelpMessage = SubjectHelp)]
    [Parameter(ParameterSetName = SqlDashboardSet, HelpMessage = SubjectHelp)]
    [Parameter(ParameterSetName = DashboardSet, HelpMessage = SubjectHelp)]
    [ValidateNotNullOrEmpty]
    [Alias("custom_subject")]
    public string? Subject { get; set => field = Accept(value); }

    /// <summary>Whether the subscribers get nothing.</summary>
    [Parameter(ParameterSetName = SettingsSet, HelpMessage = PauseHelp)]
    [Parameter(ParameterSetName = SqlAlertSet, HelpMessage = PauseHelp)]
    [Parameter(ParameterSetName = SqlDashboardSet, HelpMessage = PauseHelp)]
    [Parameter(ParameterSetName = DashboardSet, HelpMessage = PauseHelp)]
    public SwitchParameter PauseSubscription { get; set => field = Accept(value); }

    // A user is given by an email address, a destination by its ID.
    private static string? UserIn(string name) => name.ContainsIgnoreCase("@") ? name : null;

    private static string? DestinationIn(string name) => name.ContainsIgnoreCase("@") ? null : name;

    private Dictionary<string, string>? ParameterMap() =>
        Parameter is null ? null : new BindingValue(Parameter, nameof(Parameter)).Map();

    private List<string>? ParameterList() =>
        Parameter is null ? null : new BindingValue(Parameter, nameof(Parameter)).Strings();
}
