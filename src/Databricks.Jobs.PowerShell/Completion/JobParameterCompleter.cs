using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Completes the parameters of the job as hashtables: each with its default value, then all
/// together.</summary>
public sealed class JobParameterCompleter : Completer
{
    private protected override IEnumerable<CompletionItem> Find(CompletionContext context)
    {
        List<JobParameterDefinition> parameters = context.JobId() is { } jobId
            ? context.Job(jobId)?.Settings?.Parameters ?? []
            : [];
        CompletionItem[] single = [.. parameters.Where(parameter => parameter.Name is not null).Select(parameter =>
            ToItem(parameter.Name!, $"default: {parameter.Default}", [parameter]))];
        return Matching(
            single.Length < 2 ? single : [.. single, ToItem("all", "all parameters", parameters)], context.Word);
    }

    private static CompletionItem ToItem(
        string label,
        string description,
        IEnumerable<JobParameterDefinition> parameters) =>
        new(HashtableText.Of(parameters.Select(Entry)), description)
        {
            Label = label,
            IsCode = true,
        };

    private static KeyValuePair<string, string> Entry(JobParameterDefinition parameter) =>
        new(parameter.Name ?? "", parameter.Default ?? "");
}
