using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions;

/// <summary>How the settings of a job are read, beyond what is always accepted.</summary>
internal sealed class SettingsReadOptions
{
    /// <summary>Whether unknown fields are kept, to be sent, instead of being errors.</summary>
    public bool AllowUnknownFields { get; init; }

    /// <summary>Whether values that are not known values of an enumeration are kept.</summary>
    public bool KeepUnknownValues { get; init; }

    /// <summary>Whether the settings of a job with one task, in the format of API 2.0, are converted.</summary>
    public bool ConvertSingleTask { get; init; }

    /// <summary>Whether empty text is the same as no value for fields that are not required.</summary>
    public bool DropEmptyText { get; init; }

    /// <summary>The most values that are read.</summary>
    public int MaxValues { get; init; } = BindingContext.DefaultMaxValues;

    /// <summary>How messages name the options.</summary>
    public DefinitionAdvice Advice { get; init; } = new();

    /// <summary>The paths of the unknown fields that were kept.</summary>
    public List<string> UnknownFields { get; } = [];

    public BindingContext CreateContext() => new(AllowUnknownFields)
    {
        KeepsUnknownValues = KeepUnknownValues,
        DropsEmptyText = DropEmptyText,
        MaxValues = MaxValues,
    };
}
