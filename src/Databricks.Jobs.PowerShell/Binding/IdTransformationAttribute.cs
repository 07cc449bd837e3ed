using System.Globalization;
using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>
/// Converts strings to IDs, such as those from environment variables and files. For a string that is not an ID, the
/// error says how to find the ID.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Creates the attribute.</summary>
    /// <param name="kind">The kind of the ID.</param>
    public IdTransformationAttribute(IdKind kind) => Kind = kind;

    /// <summary>The kind of the ID.</summary>
    public IdKind Kind { get; }

    /// <summary>Whether the same position also accepts names: other strings are left to that parameter.</summary>
    public bool OrName { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData.Unwrap();
        return value switch
        {
            string text => Read(text),
            object?[] items when items.Any(item => item.Unwrap() is string) => items.Select(ReadItem).ToArray(),
            _ => inputData,
        };
    }

    private object? ReadItem(object? item) => item.Unwrap() is string text ? Read(text) : item;

    private object Read(string text)
    {
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long id))
        {
            return id;
        }

        if (OrName)
        {
            return text;
        }

        throw new ArgumentTransformationMetadataException(Kind == IdKind.Job
            ? $"'{text}' is not a valid job ID, which is a number. "
                + $"To find a job by name, pipe Get-DbxJob -Name '{text}' -One to the command."
            : $"'{text}' is not a valid run ID, which is a number. To list runs with their IDs, use Get-DbxRun.");
    }
}

/// <summary>The kind of an ID.</summary>
public enum IdKind
{
    /// <summary>The ID of a job.</summary>
    Job,

    /// <summary>The ID of a run or of the run of a task.</summary>
    Run,
}
