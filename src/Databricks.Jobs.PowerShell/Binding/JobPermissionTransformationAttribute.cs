using System.Collections;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Reads one or more permissions: entries, requests or responses of the API, hashtables and custom objects
/// with the fields of either, or JSON strings.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class JobPermissionTransformationAttribute : InputTransformationAttribute
{
    private const string Name = "Permission";

    private protected override string ParameterName => Name;

    // A job can have no permissions except those of its owner.
    private protected override bool AllowsEmpty => true;

    private protected override object Read(object value, InputOptions options) => ModelInputReader.ToItems(value, Name)
        .SelectMany((item, index) => ReadItem(item, $"{Name}[{index}]"))
        .ToArray();

    private protected override object CreatePlaceholder() => new[] { new JobPermissionEntry() };

    private static IEnumerable<JobPermissionEntry> ReadItem(object? item, string path) => item.Unwrap() switch
    {
        JobPermissionEntry entry => [entry],
        JobAccessControlResponse response => JobPermissionEntry.Of(response),
        IDictionary entries when entries.Find(nameof(JobPermissionEntry.Principal)) is not null =>
            [OfEntry(entries, path)],
        var other => [JobPermissionEntry.Of(
            (JobAccessControlRequest)ModelInputReader.Read(typeof(JobAccessControlRequest), other, path))],
    };

    // An entry that was saved as CSV or JSON.
    private static JobPermissionEntry OfEntry(IDictionary entries, string path)
    {
        BindingValue Value(string name) => new(entries.Find(name), $"{path}.{name}");
        return new JobPermissionEntry
        {
            Principal = Value(nameof(JobPermissionEntry.Principal)).String() ?? "",
            PrincipalType = Value(nameof(JobPermissionEntry.PrincipalType)).String() ?? "",
            PermissionLevel = Value(nameof(JobPermissionEntry.PermissionLevel)).String(),
            Inherited = Value(nameof(JobPermissionEntry.Inherited)).Bool() == true,
        };
    }
}
