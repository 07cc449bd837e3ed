using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>
/// Reads what identifies jobs or runs: numbers, strings such as those from environment variables and files, and objects
/// with an ID. Jobs can also be identified by their names.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Creates the attribute.</summary>
    /// <param name="kind">The kind of the ID.</param>
    public IdTransformationAttribute(IdKind kind) => Kind = kind;

    /// <summary>The kind of the ID.</summary>
    public IdKind Kind { get; }

    /// <summary>Whether JSON objects and text in YAML are left to another parameter at the same position.</summary>
    public bool ExceptJson { get; set; }

    /// <summary>Whether strings that are not IDs can be meant for another parameter at the same position.</summary>
    public bool OrOther { get; set; }

    /// <summary>The enumeration whose values are left to another parameter at the same position.</summary>
    public Type? ExceptValuesOf { get; set; }

    // What is not read is left to PowerShell, and so to another parameter.
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object?[] items = inputData.GetBaseObject() switch
        {
            null => [],
            IList list and not IDictionary => [.. list.Cast<object?>()],
            _ => [inputData],
        };
        if (items.Any(static item => item.Unwrap() is null))
        {
            // PowerShell would convert null to 0.
            throw new ArgumentTransformationMetadataException(
                "An ID is missing: " + MissingValue.Describe("null or contains null", parameter: null));
        }

        object?[] read = [.. items.Select(Read)];
        if (read.Length == 0 || read.Contains(null))
        {
            return inputData;
        }

        if (Array.Find(read, static one => one is NotAnId) is { } notAnId)
        {
            return notAnId;
        }

        return Kind switch
        {
            IdKind.Job => read.Cast<JobIdentity>().ToArray(),
            IdKind.JobOnly when read.Length == 1 => read[0],
            _ => RunSource.Remember([.. read.Cast<long>()], [.. items.Select(SourceOf)]),
        };
    }

    private object? Read(object? item) => item.GetBaseObject() switch
    {
        null or Enum or bool => null,
        JobIdentity identity => identity,
        string text => ReadText(text),
        IConvertible number => ReadNumber(number) is { } id ? ToId(id, null) : null,
        // Its own parameter takes the whole entry.
        JobPermissionEntry => null,
        var source => ReadProperty(item!) is { } id ? ToId(id, source) : null,
    };

    private static object? SourceOf(object? item) =>
        item.GetBaseObject() is { } source and not (IConvertible or PSCustomObject) ? source : null;

    private object? ReadText(string text)
    {
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long id))
        {
            return ToId(id, null);
        }

        if (IsLeft(text))
        {
            return null;
        }

        if (Kind == IdKind.Job && !string.IsNullOrWhiteSpace(text))
        {
            return new JobIdentity(text);
        }

        string message = Describe(text);
        return OrOther ? new NotAnId(text, message) : throw new ArgumentTransformationMetadataException(message);
    }

    private string Describe(string text)
    {
        string word = QuotedWord.Write(text, quote: null);
        return Kind switch
        {
            IdKind.Job => $"'{text}' is not the ID or the name of a job. To list jobs with their IDs, use Get-DbxJob.",
            IdKind.JobOnly => $"'{text}' is not a valid job ID, which is a number. This command sends no requests, so "
                + $"it cannot find the job of a name. Get the job first: (Get-DbxJob {word}).JobId",
            _ => $"'{text}' is not a valid run ID, which is a number. To list runs with their IDs, use Get-DbxRun, or "
                + $"for the runs of a job, Get-DbxRun -JobId {word}.",
        };
    }

    private bool IsLeft(string text) => (ExceptJson && IsDefinition(text))
        || (ExceptValuesOf is { } type && KnownValues.Of(type).Find(text) is not null);

    // A name has one line.
    private static bool IsDefinition(string text) => text.TrimStart().StartsWith("{", StringComparison.Ordinal)
        || (text.IndexOf('\n') >= 0 && YamlInput.IsYaml(text));

    private object ToId(long id, object? source) => Kind == IdKind.Job ? new JobIdentity(id, source) : id;

    private long? ReadProperty(object item)
    {
        PSMemberInfoCollection<PSPropertyInfo> properties = PSObject.AsPSObject(item).Properties;
        PSPropertyInfo? property = Kind == IdKind.Run
            ? properties["RunId"] ?? properties["run_id"]
            : properties["JobId"] ?? properties["job_id"];
        return property?.Value.GetBaseObject() switch
        {
            string text when long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long id) => id,
            IConvertible and not string and not bool => ReadNumber(property.Value),
            _ => null,
        };
    }

    private static long? ReadNumber(object value) => LanguagePrimitives.TryConvertTo(value, out long id) ? id : null;
}

/// <summary>The kind of the ID.</summary>
public enum IdKind
{
    /// <summary>The ID or name of a job.</summary>
    Job,

    /// <summary>The ID of one job, for a command that cannot find the job of a name.</summary>
    JobOnly,

    /// <summary>The ID of a run or of the run of a task.</summary>
    Run,
}
