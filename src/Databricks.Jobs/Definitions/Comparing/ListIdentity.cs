using Databricks.Jobs.Models;
using Databricks.Jobs.Models.Clusters;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>What identifies the items of lists whose order has no meaning.</summary>
internal static class ListIdentity
{
    private static readonly HashSet<string> s_sets = new(StringComparer.Ordinal)
    {
        "aliases", "dependencies", "exclusions", "full_refresh_selection", "on_duration_warning_threshold_exceeded",
        "on_failure", "on_maintenance_complete", "on_maintenance_start", "on_start", "on_streaming_backlog_exceeded",
        "on_success", "refresh_flow_selection", "refresh_selection", "reset_checkpoint_selection", "ssh_public_keys",
        "table_names",
    };

    /// <summary>Whether the order of the strings in a list has no meaning.</summary>
    public static bool IsSet(string field) => s_sets.Contains(field);

    /// <summary>The key of an item; null if its place in the list identifies it.</summary>
    public static string? KeyOf(JobsModel? item) => item switch
    {
        Models.Task task => task.TaskKey ?? "",
        TaskDependency dependency => dependency.TaskKey ?? "",
        JobCluster cluster => cluster.JobClusterKey ?? "",
        JobParameterDefinition parameter => parameter.Name ?? "",
        JobEnvironment environment => environment.EnvironmentKey ?? "",
        JobEnvironmentVariables variables => variables.EnvironmentVariablesKey ?? "",
        PythonOperatorTaskParameter parameter => parameter.Name ?? "",
        JobsHealthRule rule => rule.Metric ?? "",
        Webhook webhook => webhook.Id ?? "",
        AlertTaskSubscriber one => one.UserName ?? one.DestinationId ?? "",
        SubscriptionSubscriber one => one.UserName ?? one.DestinationId ?? "",
        SqlTaskSubscription one => one.UserName ?? one.DestinationId ?? "",
        JobAccessControlRequest one => one.UserName ?? one.GroupName ?? one.ServicePrincipalName ?? "",
        PowerBiTable table => string.Join(
            ".", new[] { table.Catalog, table.Schema, table.Name }.Where(part => part is not null)),
        TriggerConfiguration trigger => trigger.Shape.Fields
            .FirstOrDefault(field => field.Kind == FieldKind.Model && field.Get(trigger) is not null)?.Name ?? "",
        Library library => KeyOf(library),
        _ => null,
    };

    // Two versions of a package are one library that changed.
    private static string KeyOf(Library library) => library switch
    {
        { Pypi.Package: { } package } => Package(package),
        { Maven.Coordinates: { } coordinates } => string.Join(":", coordinates.Split(':').Take(2)),
        { Cran.Package: { } package } => package,
        _ => library.Whl ?? library.Jar ?? library.Requirements ?? library.Egg ?? "",
    };

    // The name, without a version, extras or a marker. Python reads -, _ and . as the same.
    private static string Package(string text) =>
        string.Concat(text.TakeWhile(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.'))
            .Replace('_', '-').Replace('.', '-').ToLowerInvariant();
}
