namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>One completion.</summary>
/// <param name="Text">The completed text, without quotes.</param>
/// <param name="Description">The tool tip; can be empty.</param>
internal readonly record struct CompletionItem(string Text, string Description)
{
    private readonly string? _label;

    /// <summary>The text in the list of completions. What the user types is also compared with it.</summary>
    public string Label
    {
        get => string.IsNullOrWhiteSpace(_label) ? Text : _label!;
        init => _label = value;
    }

    /// <summary>Whether the text is PowerShell code, which is not quoted.</summary>
    public bool IsCode { get; init; }
}
