using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Completion;

/// <summary>Offers the parameters of the job at hand as hashtables, each with its default, then all in one.</summary>
public sealed class JobParameterCompleter : Completer
{
    private protected override IEnumerable<Choice> Find(Line line)
    {
        List<JobParameterDefinition> parameters = line.JobId() is { } jobId
            ? line.Job(jobId)?.Settings?.Parameters ?? []
            : [];
        Choice[] single = [.. parameters.Where(parameter => parameter.Name is not null).Select(parameter =>
            ToChoice(parameter.Name!, $"default: {parameter.Default}", [parameter]))];
        return Fitting(single.Length < 2 ? single : [.. single, ToChoice("all", "all parameters", parameters)], line.Word);
    }

    private static Choice ToChoice(string label, string meaning, IEnumerable<JobParameterDefinition> parameters) => new(
        $"@{{ {string.Join("; ", parameters.Select(Entry))} }}",
        meaning)
    {
        Label = label,
        IsCode = true,
    };

    private static string Entry(JobParameterDefinition parameter) =>
        $"{Key(parameter.Name ?? "")} = {QuotedWord.Write(parameter.Default ?? "", '\'')}";

    // Anything but a plain name would be taken for something else.
    private static string Key(string name) =>
        name.Length > 0 && !char.IsDigit(name[0]) && name.All(letter => letter == '_' || char.IsLetterOrDigit(letter))
            ? name
            : QuotedWord.Write(name, '\'');
}
