namespace Databricks.Jobs.Models;

public sealed partial class BaseJob
{
    private protected override string? Describe() => Phrase.Numbered(Settings?.Name, "job", JobId);
}

public sealed partial class Job
{
    private protected override string? Describe() => Phrase.Numbered(Settings?.Name, "job", JobId);
}

public sealed partial class JobSettings
{
    private protected override string? Describe() => Phrase.Join(": ", Phrase.Line(Name), Phrase.Count(Tasks, "task"));
}

public sealed partial class JobParameter
{
    private protected override string? Describe() => Phrase.Join(" = ", Name, Phrase.Line(Value ?? Default));
}

public sealed partial class JobParameterDefinition
{
    private protected override string? Describe() => Phrase.Join(" = ", Name, Phrase.Line(Default));
}

public sealed partial class CronSchedule
{
    private protected override string? Describe() => Phrase.Join(
        ", ",
        Phrase.With(Phrase.Line(QuartzCronExpression), TimezoneId),
        PauseStatus == nameof(Models.PauseStatus.PAUSED) ? "paused" : null);
}

public sealed partial class GitSource
{
    private protected override string? Describe() => Phrase.With(Phrase.Line(Address()), Version());

    private string? Version() => Phrase.Line(Phrase.Join(
        ", ",
        GitBranch is null ? null : $"branch {GitBranch}",
        GitTag is null ? null : $"tag {GitTag}",
        GitCommit is null ? null : $"commit {GitCommit}"));

    // The URLs of repositories can contain tokens: https://token@host/.
    private string? Address()
    {
        int start = GitUrl?.IndexOf("://", StringComparison.Ordinal) + 3 ?? 2;
        int end = start < 3 ? -1 : GitUrl!.IndexOf('/', start);
        string? host = start < 3 ? null : end < 0 ? GitUrl!.Substring(start) : GitUrl!.Substring(start, end - start);
        int user = host?.LastIndexOf('@') ?? -1;
        return user < 0 ? GitUrl : GitUrl!.Remove(start, user + 1);
    }
}

public sealed partial class EnforcePolicyComplianceForJobResponseJobClusterSettingsChange
{
    private protected override string? Describe() => Phrase.Join(
        ": ",
        Field,
        $"{Phrase.Line(PreviousValue) ?? "(none)"} -> {Phrase.Line(NewValue) ?? "(none)"}");
}
