using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;

namespace Databricks.Jobs.PowerShell.Commands;

/// <content>Tasks that show data: dashboards, alerts, Power BI, Genie.</content>
public sealed partial class NewDbxTaskCommand
{
    private const string DashboardSet = "Dashboard";
    private const string AlertSet = "Alert";
    private const string AlertPathSet = "AlertPath";
    private const string PowerBiSet = "PowerBi";
    private const string GenieSet = "Genie";

    /// <summary>The dashboard to refresh.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = DashboardSet,
        HelpMessage = "The ID of the dashboard to refresh. For legacy dashboards, use -SqlDashboardId.")]
    [ValidateNotNullOrEmpty]
    [Alias("dashboard_id")]
    public string? DashboardId { get; set => field = Accept(value); }

    /// <summary>The values of the dashboard's filters.</summary>
    [Parameter(
        ParameterSetName = DashboardSet,
        HelpMessage = "The values of the dashboard's filters, as a hashtable.")]
    [ValidateNotNull]
    public IDictionary? Filter { get; set => field = Accept(value); }

    /// <summary>The alert to evaluate.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = AlertSet,
        HelpMessage = "The ID of the alert to evaluate. For legacy alerts, use -SqlAlertId.")]
    [ValidateNotNullOrEmpty]
    [Alias("alert_id")]
    public string? AlertId { get; set => field = Accept(value); }

    /// <summary>The path of the alert to evaluate.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = AlertPathSet,
        HelpMessage = "The workspace path of the alert to evaluate, as an alternative to its ID.")]
    [ValidateNotNullOrEmpty]
    public string? AlertPath { get; set => field = Accept(value); }

    /// <summary>The Power BI model to publish to.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = PowerBiSet,
        HelpMessage = "The Power BI semantic model to publish to: model_name, workspace_name, storage_mode "
            + "and others.")]
    [ModelTransformation(typeof(PowerBiModel), nameof(PowerBiModel))]
    [ValidateNotNull]
    public PowerBiModel? PowerBiModel { get; set => field = Accept(value); }

    /// <summary>The tables to publish.</summary>
    [Parameter(
        ParameterSetName = PowerBiSet,
        HelpMessage = "The tables to publish, each with catalog, schema, name and storage_mode.")]
    [ModelTransformation(typeof(PowerBiTable), nameof(PowerBiTable), Many = true)]
    public PowerBiTable[]? PowerBiTable { get; set => field = Accept(value); }

    /// <summary>Whether to refresh the model.</summary>
    [Parameter(ParameterSetName = PowerBiSet, HelpMessage = "Refreshes the Power BI model after it is published.")]
    public SwitchParameter RefreshAfterUpdate { get; set => field = Accept(value); }

    /// <summary>The Genie configuration to run.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = GenieSet,
        HelpMessage = "The ID of the Genie configuration to run.")]
    [ValidateNotNullOrEmpty]
    public string? GenieConfigurationId { get; set => field = Accept(value); }

    private static TaskKind[] ReportKinds() =>
    [
        new(
            "a dashboard",
            task => task.DashboardTask,
            [nameof(DashboardId)],
            [nameof(Filter), nameof(WarehouseId), nameof(Subscriber), nameof(Subject), nameof(PauseSubscription)],
            (given, task) =>
            {
                DashboardTask dashboard = task.DashboardTask ??= new();
                dashboard.DashboardId = given.DashboardId ?? dashboard.DashboardId;
                dashboard.WarehouseId = given.WarehouseId ?? dashboard.WarehouseId;
                dashboard.Filters = given.Filter?.ToStringMap(nameof(Filter)) ?? dashboard.Filters;
                given.FillSubscription(dashboard);
            }),
        AlertKind(nameof(AlertId)),
        AlertKind(nameof(AlertPath)),
        new(
            "a Power BI model",
            task => task.PowerBiTask,
            [nameof(PowerBiModel)],
            [nameof(PowerBiTable), nameof(RefreshAfterUpdate), nameof(ConnectionName), nameof(WarehouseId)],
            (given, task) =>
            {
                PowerBiTask powerBi = task.PowerBiTask ??= new();
                powerBi.PowerBiModel = given.PowerBiModel ?? powerBi.PowerBiModel;
                powerBi.Tables = given.PowerBiTable?.ToList() ?? powerBi.Tables;
                powerBi.ConnectionResourceName = given.ConnectionName ?? powerBi.ConnectionResourceName;
                powerBi.WarehouseId = given.WarehouseId ?? powerBi.WarehouseId;
                powerBi.RefreshAfterUpdate = given.RefreshAfterUpdate.IsPresent ? true : powerBi.RefreshAfterUpdate;
            }),
        new(
            "a Genie configuration",
            task => task.GenieTask,
            [nameof(GenieConfigurationId)],
            [nameof(Parameter)],
            (given, task) =>
            {
                GenieTask genie = task.GenieTask ??= new();
                genie.ConfigurationId = given.GenieConfigurationId ?? genie.ConfigurationId;
                genie.Parameters = given.ParameterMap() ?? genie.Parameters;
            }),
    ];

    private static TaskKind AlertKind(string required) => new(
        "an alert",
        task => task.AlertTask,
        [required],
        [nameof(WarehouseId), nameof(Parameter), nameof(Subscriber)],
        (given, task) =>
        {
            AlertTask alert = task.AlertTask ??= new();
            alert.AlertId = given.AlertId ?? alert.AlertId;
            alert.WorkspacePath = given.AlertPath ?? alert.WorkspacePath;
            alert.WarehouseId = given.WarehouseId ?? alert.WarehouseId;
            alert.Parameters = given.ParameterMap() ?? alert.Parameters;
            alert.Subscribers = given.Subscriber?
                .Select(name =>
                    new AlertTaskSubscriber { UserName = UserIn(name), DestinationId = DestinationIn(name) })
                .ToList() ?? alert.Subscribers;
        });

    private void FillSubscription(DashboardTask dashboard)
    {
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
}
