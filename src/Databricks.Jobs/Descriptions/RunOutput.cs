using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class RunOutput
{
    private protected override string? Describe() => Phrase.Join(
        ": ",
        Metadata?.RunId is { } run ? $"Output of run {run}" : "Output",
        Content());

    private string? Content() =>
        Phrase.Line(Error) is { } error ? $"error - {error}"
        : NotebookOutput is not null ? NotebookOutput.ToString()
        : Phrase.Line(Info) ?? (Logs is null ? null : $"{Logs.Length} characters of logs");
}
