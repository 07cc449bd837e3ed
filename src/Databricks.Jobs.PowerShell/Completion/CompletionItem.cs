namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>One thing that Tab may offer.</summary>
/// <param name="Text">What is written, without quotes.</param>
/// <param name="Description">The tool tip; empty for none.</param>
internal readonly record struct CompletionItem(string Text, string Description)
{
    private readonly string? _label;

    /// <summary>What the list of choices shows; the user may write a part of this too.</summary>
    public string Label
    {
        get => string.IsNullOrWhiteSpace(_label) ? Text : _label!;
        init => _label = value;
    }

    /// <summary>Whether the text is PowerShell already and takes no quotes.</summary>
    public bool IsCode { get; init; }
}
