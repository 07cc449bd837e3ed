using System.Globalization;
using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>
/// Reads ids that are text, as those of environment variables and files are, and tells who gives another text where ids
/// are wanted what an id is and how to come by it.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IdTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Creates the attribute.</summary>
    /// <param name="kind">Of what it is the id.</param>
    public IdTransformationAttribute(IdKind kind) => Kind = kind;

    /// <summary>Of what it is the id.</summary>
    public IdKind Kind { get; }

    /// <summary>Whether the same position takes a name too: a text that is no number is left to that parameter.</summary>
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
            ? $"'{text}' is not the id of a job, which is a number. By name: Get-DbxJob -Name '{text}' -One, piped into the command."
            : $"'{text}' is not the id of a run, which is a number. Get-DbxRun lists runs with their ids.");
    }
}

/// <summary>Of what an id is.</summary>
public enum IdKind
{
    /// <summary>A job.</summary>
    Job,

    /// <summary>A run, or the run of a task.</summary>
    Run,
}
