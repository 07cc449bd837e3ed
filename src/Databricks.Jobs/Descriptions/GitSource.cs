using Databricks.Jobs.Descriptions;

namespace Databricks.Jobs.Models;

public sealed partial class GitSource
{
    private protected override string? Describe() => Phrase.With(Phrase.Line(Address()), Version());

    private string? Version() => Phrase.Line(Phrase.Join(
        ", ",
        GitBranch is null ? null : $"branch {GitBranch}",
        GitTag is null ? null : $"tag {GitTag}",
        GitCommit is null ? null : $"commit {GitCommit}"));

    // People put tokens into the addresses of their repositories: https://token@host/.
    private string? Address()
    {
        int start = GitUrl?.IndexOf("://", StringComparison.Ordinal) + 3 ?? 2;
        int end = start < 3 ? -1 : GitUrl!.IndexOf('/', start);
        string? host = start < 3 ? null : end < 0 ? GitUrl!.Substring(start) : GitUrl!.Substring(start, end - start);
        int user = host?.LastIndexOf('@') ?? -1;
        return user < 0 ? GitUrl : GitUrl!.Remove(start, user + 1);
    }
}
