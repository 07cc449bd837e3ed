using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;

namespace Databricks.Jobs.PowerShell.Commands;

/// <content>Tasks that work on data with a SQL warehouse: SQL, dbt, dashboards, alerts, Power BI, Genie.</content>
public sealed partial class NewDbxTaskCommand
{
    private const string SqlQuerySet = "SqlQuery";
    private const string SqlFileSet = "SqlFile";
    private const string SqlAlertSet = "SqlAlert";
    private const string SqlDashboardSet = "SqlDashboard";
    private const string DbtSet = "Dbt";
    private const string DbtPlatformSet = "DbtPlatform";
    private const string DashboardSet = "Dashboard";
    private const string AlertSet = "Alert";
    private const string AlertPathSet = "AlertPath";
    private const string PowerBiSet = "PowerBi";
    private const string GenieSet = "Genie";

    /// <summary>A saved query.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SqlQuerySet, HelpMessage = "The id of the saved query to run.")]
    [ValidateNotNullOrEmpty]
    [Alias("query_id")]
    public string? QueryId { get; set; }

    /// <summary>A SQL file.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = SqlFileSet,
        HelpMessage = "The SQL file to run: absolute in the workspace, relative in the repository.")]
    [ValidateNotNullOrEmpty]
    public string? SqlFile { get; set; }

    /// <summary>A legacy alert.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = SqlAlertSet,
        HelpMessage = "The id of the legacy alert to evaluate; -AlertId is for the newer ones.")]
    [ValidateNotNullOrEmpty]
    public string? SqlAlertId { get; set; }

    /// <summary>A legacy dashboard.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = SqlDashboardSet,
        HelpMessage = "The id of the legacy dashboard to refresh; -DashboardId is for the newer ones.")]
    [ValidateNotNullOrEmpty]
    public string? SqlDashboardId { get; set; }

    /// <summary>dbt commands.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = DbtSet,
        HelpMessage = "The dbt commands to run, in order, each beginning with dbt.")]
    [ValidateNotNullOrEmpty]
    public string[]? DbtCommand { get; set; }

    /// <summary>The dbt project.</summary>
    [Parameter(
        ParameterSetName = DbtSet,
        HelpMessage = "The folder of the dbt project: in the repository, or a workspace path.")]
    [ValidateNotNullOrEmpty]
    [Alias("project_directory")]
    public string? ProjectDirectory { get; set; }

    /// <summary>The dbt profiles.</summary>
    [Parameter(
        ParameterSetName = DbtSet,
        HelpMessage = "The folder of profiles.yml, relative to the project; only without a warehouse.")]
    [ValidateNotNullOrEmpty]
    [Alias("profiles_directory")]
    public string? ProfilesDirectory { get; set; }

    /// <summary>The catalog that dbt writes to.</summary>
    [Parameter(ParameterSetName = DbtSet, HelpMessage = "The catalog that dbt writes to; needs a warehouse.")]
    [ValidateNotNullOrEmpty]
    public string? Catalog { get; set; }

    /// <summary>The schema that dbt writes to.</summary>
    [Parameter(ParameterSetName = DbtSet, HelpMessage = "The schema that dbt writes to; needs a warehouse.")]
    [ValidateNotNullOrEmpty]
    public string? Schema { get; set; }

    /// <summary>A job of the dbt platform.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = DbtPlatformSet,
        HelpMessage = "The id of the job of the dbt platform to run.")]
    [ValidateNotNullOrEmpty]
    [Alias("dbt_platform_job_id")]
    public string? DbtPlatformJobId { get; set; }

    /// <summary>A connection.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = DbtPlatformSet,
        HelpMessage = "The connection that holds the access to the dbt platform.")]
    [Parameter(ParameterSetName = PowerBiSet, HelpMessage = "The connection that holds the access to Power BI.")]
    [ValidateNotNullOrEmpty]
    [Alias("connection_resource_name")]
    public string? ConnectionName { get; set; }

    /// <summary>A dashboard.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DashboardSet, HelpMessage = "The id of the dashboard to refresh.")]
    [ValidateNotNullOrEmpty]
    [Alias("dashboard_id")]
    public string? DashboardId { get; set; }

    /// <summary>Filters of the dashboard.</summary>
    [Parameter(ParameterSetName = DashboardSet, HelpMessage = "Values of the dashboard's filters: a hashtable.")]
    [ValidateNotNull]
    public IDictionary? Filter { get; set; }

    /// <summary>An alert.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AlertSet, HelpMessage = "The id of the alert to evaluate.")]
    [ValidateNotNullOrEmpty]
    [Alias("alert_id")]
    public string? AlertId { get; set; }

    /// <summary>An alert by its path.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = AlertPathSet,
        HelpMessage = "The workspace path of the alert to evaluate.")]
    [ValidateNotNullOrEmpty]
    public string? AlertPath { get; set; }

    /// <summary>A Power BI model.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = PowerBiSet,
        HelpMessage = "The Power BI semantic model to publish to: model_name, workspace_name, storage_mode ...")]
    [ModelTransformation(typeof(PowerBiModel), nameof(PowerBiModel))]
    [ValidateNotNull]
    public PowerBiModel? PowerBiModel { get; set; }

    /// <summary>What to publish.</summary>
    [Parameter(
        ParameterSetName = PowerBiSet,
        HelpMessage = "The tables to publish: catalog, schema, name, storage_mode.")]
    [ModelTransformation(typeof(PowerBiTable), nameof(PowerBiTable), Many = true)]
    public PowerBiTable[]? PowerBiTable { get; set; }

    /// <summary>Whether to refresh.</summary>
    [Parameter(ParameterSetName = PowerBiSet, HelpMessage = "Refresh the model once it has been published.")]
    public SwitchParameter RefreshAfterUpdate { get; set; }

    /// <summary>A Genie configuration.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = GenieSet,
        HelpMessage = "The id of the Genie configuration to run.")]
    [ValidateNotNullOrEmpty]
    public string? GenieConfigurationId { get; set; }

    /// <summary>A SQL warehouse.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SqlQuerySet, HelpMessage = "The SQL warehouse that runs the task.")]
    [Parameter(Mandatory = true, ParameterSetName = SqlFileSet, HelpMessage = "The SQL warehouse that runs the task.")]
    [Parameter(Mandatory = true, ParameterSetName = SqlAlertSet, HelpMessage = "The SQL warehouse that runs the task.")]
    [Parameter(
        Mandatory = true,
        ParameterSetName = SqlDashboardSet,
        HelpMessage = "The SQL warehouse that runs the task.")]
    [Parameter(
        ParameterSetName = NotebookSet,
        HelpMessage = "The SQL warehouse to run on, for a notebook that has only SQL cells.")]
    [Parameter(ParameterSetName = DbtSet, HelpMessage = "The SQL warehouse that runs the SQL.")]
    [Parameter(ParameterSetName = DashboardSet, HelpMessage = "The SQL warehouse that runs the SQL.")]
    [Parameter(ParameterSetName = AlertSet, HelpMessage = "The SQL warehouse that runs the SQL.")]
    [Parameter(ParameterSetName = AlertPathSet, HelpMessage = "The SQL warehouse that runs the SQL.")]
    [Parameter(ParameterSetName = PowerBiSet, HelpMessage = "The SQL warehouse that runs the SQL.")]
    [ValidateNotNullOrEmpty]
    [Alias("warehouse_id")]
    public string? WarehouseId { get; set; }

    /// <summary>Who is told.</summary>
    [Parameter(
        ParameterSetName = SqlAlertSet,
        HelpMessage = "Who gets the result: mail addresses of users, or ids of notification destinations.")]
    [Parameter(
        ParameterSetName = SqlDashboardSet,
        HelpMessage = "Who gets the result: mail addresses of users, or ids of notification destinations.")]
    [Parameter(
        ParameterSetName = DashboardSet,
        HelpMessage = "Who gets the result: mail addresses of users, or ids of notification destinations.")]
    [Parameter(
        ParameterSetName = AlertSet,
        HelpMessage = "Who gets the result: mail addresses of users, or ids of notification destinations.")]
    [Parameter(
        ParameterSetName = AlertPathSet,
        HelpMessage = "Who gets the result: mail addresses of users, or ids of notification destinations.")]
    [ValidateNotNullOrEmpty]
    public string[]? Subscriber { get; set; }

    /// <summary>The mail's subject.</summary>
    [Parameter(ParameterSetName = SqlDashboardSet, HelpMessage = "The subject of the mail to the subscribers.")]
    [Parameter(ParameterSetName = DashboardSet, HelpMessage = "The subject of the mail to the subscribers.")]
    [ValidateNotNullOrEmpty]
    [Alias("custom_subject")]
    public string? Subject { get; set; }

    /// <summary>Whether to send nothing.</summary>
    [Parameter(ParameterSetName = SqlAlertSet, HelpMessage = "Send nothing to the subscribers.")]
    [Parameter(ParameterSetName = SqlDashboardSet, HelpMessage = "Send nothing to the subscribers.")]
    [Parameter(ParameterSetName = DashboardSet, HelpMessage = "Send nothing to the subscribers.")]
    public SwitchParameter PauseSubscription { get; set; }

    private void AddSql(Models.Task task)
    {
        SqlTask sql = task.SqlTask ??= new();
        sql.WarehouseId = WarehouseId;
        sql.Parameters = ParameterMap() ?? sql.Parameters;
        switch (ParameterSetName)
        {
            case SqlQuerySet:
                (sql.Query ??= new()).QueryId = QueryId;
                break;
            case SqlFileSet:
                sql.File ??= new();
                sql.File.Path = SqlFile;
                sql.File.Source = Source ?? sql.File.Source;
                break;
            case SqlAlertSet:
                sql.Alert ??= new();
                sql.Alert.AlertId = SqlAlertId;
                sql.Alert.Subscriptions = SqlSubscriptions() ?? sql.Alert.Subscriptions;
                sql.Alert.PauseSubscriptions = PauseSubscription.IsPresent ? true : sql.Alert.PauseSubscriptions;
                break;
            default:
                sql.Dashboard ??= new();
                sql.Dashboard.DashboardId = SqlDashboardId;
                sql.Dashboard.CustomSubject = Subject ?? sql.Dashboard.CustomSubject;
                sql.Dashboard.Subscriptions = SqlSubscriptions() ?? sql.Dashboard.Subscriptions;
                sql.Dashboard.PauseSubscriptions = PauseSubscription.IsPresent ? true : sql.Dashboard.PauseSubscriptions;
                break;
        }
    }

    private void AddDbt(Models.Task task)
    {
        DbtTask dbt = task.DbtTask ??= new();
        dbt.Commands = DbtCommand!.ToList();
        dbt.ProjectDirectory = ProjectDirectory ?? dbt.ProjectDirectory;
        dbt.ProfilesDirectory = ProfilesDirectory ?? dbt.ProfilesDirectory;
        dbt.Catalog = Catalog ?? dbt.Catalog;
        dbt.Schema = Schema ?? dbt.Schema;
        dbt.Source = Source ?? dbt.Source;
        dbt.WarehouseId = WarehouseId ?? dbt.WarehouseId;
    }

    private void AddDbtPlatform(Models.Task task)
    {
        DbtPlatformTask dbt = task.DbtPlatformTask ??= new();
        dbt.DbtPlatformJobId = DbtPlatformJobId;
        dbt.ConnectionResourceName = ConnectionName;
    }

    private void AddDashboard(Models.Task task)
    {
        DashboardTask dashboard = task.DashboardTask ??= new();
        dashboard.DashboardId = DashboardId;
        dashboard.WarehouseId = WarehouseId ?? dashboard.WarehouseId;
        dashboard.Filters = Filter?.ToStringMap(nameof(Filter)) ?? dashboard.Filters;
        if (Subscriber is null && Subject is null && !PauseSubscription)
        {
            return;
        }

        Subscription subscription = dashboard.Subscription ??= new();
        subscription.CustomSubject = Subject ?? subscription.CustomSubject;
        subscription.Paused = PauseSubscription.IsPresent ? true : subscription.Paused;
        subscription.Subscribers = Subscriber?
            .Select(name => new SubscriptionSubscriber { UserName = UserIn(name), DestinationId = DestinationIn(name) })
            .ToList() ?? subscription.Subscribers;
    }

    private void AddAlert(Models.Task task)
    {
        AlertTask alert = task.AlertTask ??= new();
        alert.AlertId = AlertId ?? alert.AlertId;
        alert.WorkspacePath = AlertPath ?? alert.WorkspacePath;
        alert.WarehouseId = WarehouseId ?? alert.WarehouseId;
        alert.Parameters = ParameterMap() ?? alert.Parameters;
        alert.Subscribers = Subscriber?
            .Select(name => new AlertTaskSubscriber { UserName = UserIn(name), DestinationId = DestinationIn(name) })
            .ToList() ?? alert.Subscribers;
    }

    private void AddPowerBi(Models.Task task)
    {
        PowerBiTask powerBi = task.PowerBiTask ??= new();
        powerBi.PowerBiModel = PowerBiModel;
        powerBi.Tables = PowerBiTable?.ToList() ?? powerBi.Tables;
        powerBi.ConnectionResourceName = ConnectionName ?? powerBi.ConnectionResourceName;
        powerBi.WarehouseId = WarehouseId ?? powerBi.WarehouseId;
        powerBi.RefreshAfterUpdate = RefreshAfterUpdate.IsPresent ? RefreshAfterUpdate : powerBi.RefreshAfterUpdate;
    }

    private void AddGenie(Models.Task task)
    {
        GenieTask genie = task.GenieTask ??= new();
        genie.ConfigurationId = GenieConfigurationId;
        genie.Parameters = ParameterMap() ?? genie.Parameters;
    }

    private List<SqlTaskSubscription>? SqlSubscriptions() => Subscriber?
        .Select(name => new SqlTaskSubscription { UserName = UserIn(name), DestinationId = DestinationIn(name) })
        .ToList();

    // A user is named by a mail address, a destination by its id.
    private static string? UserIn(string name) => name.ContainsIgnoreCase("@") ? name : null;

    private static string? DestinationIn(string name) => name.ContainsIgnoreCase("@") ? null : name;
}
