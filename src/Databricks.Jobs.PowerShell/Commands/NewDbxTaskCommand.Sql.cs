using System.Management.Automation;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Commands;

/// <content>Tasks that run SQL or dbt.</content>
public sealed partial class NewDbxTaskCommand
{
    private const string SqlQuerySet = "SqlQuery";
    private const string SqlFileSet = "SqlFile";
    private const string SqlAlertSet = "SqlAlert";
    private const string SqlDashboardSet = "SqlDashboard";
    private const string DbtSet = "Dbt";
    private const string DbtPlatformSet = "DbtPlatform";

    /// <summary>The saved query to run.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SqlQuerySet, HelpMessage = "The ID of the saved query to run.")]
    [ValidateNotNullOrEmpty]
    [Alias("query_id")]
    public string? QueryId { get; set => field = Accept(value); }

    /// <summary>The SQL file to run.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = SqlFileSet,
        HelpMessage = "The SQL file to run: an absolute path in the workspace, "
            + "or a relative path in the Git repository.")]
    [ValidateNotNullOrEmpty]
    public string? SqlFile { get; set => field = Accept(value); }

    /// <summary>The legacy alert to evaluate.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = SqlAlertSet,
        HelpMessage = "The ID of the legacy alert to evaluate. For other alerts, use -AlertId.")]
    [ValidateNotNullOrEmpty]
    public string? SqlAlertId { get; set => field = Accept(value); }

    /// <summary>The legacy dashboard to refresh.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = SqlDashboardSet,
        HelpMessage = "The ID of the legacy dashboard to refresh. For other dashboards, use -DashboardId.")]
    [ValidateNotNullOrEmpty]
    public string? SqlDashboardId { get; set => field = Accept(value); }

    /// <summary>The dbt commands to run.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = DbtSet,
        HelpMessage = "The dbt commands to run, in order. Each command starts with dbt.")]
    [ValidateNotNullOrEmpty]
    public string[]? DbtCommand { get; set => field = Accept(value); }

    /// <summary>The folder of the dbt project.</summary>
    [Parameter(
        ParameterSetName = DbtSet,
        HelpMessage = "The folder of the dbt project: a relative path in the Git repository, "
            + "or an absolute path in the workspace.")]
    [ValidateNotNullOrEmpty]
    [Alias("project_directory")]
    public string? ProjectDirectory { get; set => field = Accept(value); }

    /// <summary>The folder of the dbt profiles.</summary>
    [Parameter(
        ParameterSetName = DbtSet,
        HelpMessage = "The folder of profiles.yml, relative to the project. "
            + "Use it for tasks that run without a SQL warehouse.")]
    [ValidateNotNullOrEmpty]
    [Alias("profiles_directory")]
    public string? ProfilesDirectory { get; set => field = Accept(value); }

    /// <summary>The catalog that dbt writes to.</summary>
    [Parameter(ParameterSetName = DbtSet, HelpMessage = "The catalog that dbt writes to. Requires -WarehouseId.")]
    [ValidateNotNullOrEmpty]
    public string? Catalog { get; set => field = Accept(value); }

    /// <summary>The schema that dbt writes to.</summary>
    [Parameter(ParameterSetName = DbtSet, HelpMessage = "The schema that dbt writes to. Requires -WarehouseId.")]
    [ValidateNotNullOrEmpty]
    public string? Schema { get; set => field = Accept(value); }

    /// <summary>The dbt platform job to run.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = DbtPlatformSet,
        HelpMessage = "The ID of the dbt platform job to run.")]
    [ValidateNotNullOrEmpty]
    [Alias("dbt_platform_job_id")]
    public string? DbtPlatformJobId { get; set => field = Accept(value); }

    private static TaskKind[] SqlKinds() =>
    [
        new(
            "a saved query",
            task => task.SqlTask?.Query,
            [nameof(QueryId), nameof(WarehouseId)],
            [nameof(Parameter)],
            (given, task) =>
            {
                SqlTask sql = given.FillSql(task);
                sql.Query ??= new();
                sql.Query.QueryId = given.QueryId ?? sql.Query.QueryId;
            }),
        new(
            "a SQL file",
            task => task.SqlTask?.File,
            [nameof(SqlFile), nameof(WarehouseId)],
            [nameof(Parameter), nameof(Source)],
            (given, task) =>
            {
                SqlTask sql = given.FillSql(task);
                sql.File ??= new();
                sql.File.Path = given.SqlFile ?? sql.File.Path;
                sql.File.Source = given.Source ?? sql.File.Source;
            }),
        new(
            "a legacy alert",
            task => task.SqlTask?.Alert,
            [nameof(SqlAlertId), nameof(WarehouseId)],
            [nameof(Subscriber), nameof(PauseSubscription)],
            (given, task) =>
            {
                SqlTaskAlert alert = given.FillSql(task).Alert ??= new();
                alert.AlertId = given.SqlAlertId ?? alert.AlertId;
                alert.Subscriptions = given.SqlSubscriptions() ?? alert.Subscriptions;
                alert.PauseSubscriptions = given.PauseSubscription.IsPresent ? true : alert.PauseSubscriptions;
            }),
        new(
            "a legacy dashboard",
            task => task.SqlTask?.Dashboard,
            [nameof(SqlDashboardId), nameof(WarehouseId)],
            [nameof(Subscriber), nameof(Subject), nameof(PauseSubscription)],
            (given, task) =>
            {
                SqlTaskDashboard dashboard = given.FillSql(task).Dashboard ??= new();
                dashboard.DashboardId = given.SqlDashboardId ?? dashboard.DashboardId;
                dashboard.CustomSubject = given.Subject ?? dashboard.CustomSubject;
                dashboard.Subscriptions = given.SqlSubscriptions() ?? dashboard.Subscriptions;
                dashboard.PauseSubscriptions = given.PauseSubscription.IsPresent ? true : dashboard.PauseSubscriptions;
            }),
        new(
            "dbt commands",
            task => task.DbtTask,
            [nameof(DbtCommand)],
            [
                nameof(ProjectDirectory), nameof(ProfilesDirectory), nameof(Catalog), nameof(Schema), nameof(Source),
                nameof(WarehouseId),
            ],
            (given, task) =>
            {
                DbtTask dbt = task.DbtTask ??= new();
                dbt.Commands = given.DbtCommand?.ToList() ?? dbt.Commands;
                dbt.ProjectDirectory = given.ProjectDirectory ?? dbt.ProjectDirectory;
                dbt.ProfilesDirectory = given.ProfilesDirectory ?? dbt.ProfilesDirectory;
                dbt.Catalog = given.Catalog ?? dbt.Catalog;
                dbt.Schema = given.Schema ?? dbt.Schema;
                dbt.Source = given.Source ?? dbt.Source;
                dbt.WarehouseId = given.WarehouseId ?? dbt.WarehouseId;
            }),
        new(
            "a dbt platform job",
            task => task.DbtPlatformTask,
            [nameof(DbtPlatformJobId), nameof(ConnectionName)],
            [],
            (given, task) =>
            {
                DbtPlatformTask dbt = task.DbtPlatformTask ??= new();
                dbt.DbtPlatformJobId = given.DbtPlatformJobId ?? dbt.DbtPlatformJobId;
                dbt.ConnectionResourceName = given.ConnectionName ?? dbt.ConnectionResourceName;
            }),
    ];

    private SqlTask FillSql(Models.Task task)
    {
        SqlTask sql = task.SqlTask ??= new();
        sql.WarehouseId = WarehouseId ?? sql.WarehouseId;
        sql.Parameters = ParameterMap() ?? sql.Parameters;
        return sql;
    }

    private List<SqlTaskSubscription>? SqlSubscriptions() => Subscriber?
        .Select(name => new SqlTaskSubscription { UserName = UserIn(name), DestinationId = DestinationIn(name) })
        .ToList();
}
