using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Models;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Takes permissions as entries, as requests or answers of the API, as hashtables and custom objects in either
/// shape, or as JSON text; one or many.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class JobPermissionTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Name = "Permission";

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is null || ValueUnwrapper.Unwrap(inputData) is not { } value)
        {
            return inputData;
        }

        object?[] items = value is IEnumerable list and not (string or IDictionary or JobsModel)
            ? [.. list.Cast<object?>()]
            : [value];
        try
        {
            return items.SelectMany((item, index) => Read(item, $"{Name}[{index}]")).ToArray();
        }
        catch (Exception exception) when (exception is ModelBindingException or ModelJsonException)
        {
            throw new ArgumentTransformationMetadataException(exception.Message, exception);
        }
    }

    private static IEnumerable<JobPermissionEntry> Read(object? item, string path) => ModelBinder.Unwrap(item) switch
    {
        JobPermissionEntry entry => [entry],
        JobAccessControlResponse response => JobPermissionEntry.Of(response),
        IDictionary entries when Find(entries, nameof(JobPermissionEntry.Principal)) is not null =>
            [OfEntry(entries, path)],
        var other => [JobPermissionEntry.Of(
            (JobAccessControlRequest)ModelInputReader.Read(typeof(JobAccessControlRequest), other, path))],
    };

    // An entry that went through a CSV or JSON file.
    private static JobPermissionEntry OfEntry(IDictionary entries, string path)
    {
        BindingValue Value(string name) => new(Find(entries, name), $"{path}.{name}", depth: 0);
        return new JobPermissionEntry
        {
            Principal = Value(nameof(JobPermissionEntry.Principal)).String() ?? "",
            PrincipalType = Value(nameof(JobPermissionEntry.PrincipalType)).String() ?? "",
            PermissionLevel = Value(nameof(JobPermissionEntry.PermissionLevel)).String(),
            Inherited = Value(nameof(JobPermissionEntry.Inherited)).Bool() == true,
        };
    }

    private static object? Find(IDictionary entries, string name) => entries.Keys
        .OfType<string>()
        .Where(key => Names.AreSame(key, name))
        .Select(key => entries[key])
        .FirstOrDefault();
}
