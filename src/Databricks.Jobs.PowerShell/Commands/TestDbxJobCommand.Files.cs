using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Connections;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands;

/// <content>Options, fixes and results.</content>
public sealed partial class TestDbxJobCommand
{
    private JobDefinitionReaderOptions CreateReaderOptions()
    {
        JobDefinitionReaderOptions options = CreateReaderOptions(Target, Variable, FilesRoot);
        // Only if it is known without a request.
        options.UserName = ConnectionStore.Current?.UserName;
        return options;
    }

    private Func<string, bool>[] ToPatterns(string[]? names, string parameter)
    {
        foreach (string name in names ?? [])
        {
            Func<string, bool> isMatch = JobFilter.Test(name);
            if (!JobRules.All.Any(rule => isMatch(rule.Id)))
            {
                string hint = NameMatcher.Nearest(name, JobRules.All.Select(static rule => rule.Id)) is { } nearest
                    ? $"Did you mean {nearest}?"
                    : "The rules are described in Get-Help about_DbxJobRules.";
                ThrowTerminatingError(ErrorRecords.Create(
                    "UnknownRule",
                    ErrorCategory.InvalidArgument,
                    $"-{parameter}: there is no rule '{name}'.",
                    hint,
                    name));
            }
        }

        return [.. (names ?? []).Select(JobFilter.Test)];
    }

    private IReadOnlyList<JobFinding> ApplyFixes(string file, IReadOnlyList<JobFinding> findings)
    {
        for (int round = 0; round < MaxFixRounds; round++)
        {
            JobFinding[] fixable = [.. findings.Where(static finding => finding.IsFixable)];
            // A bundle has several files.
            int count = fixable.GroupBy(static finding => finding.File!).Sum(one => ApplyFixes(one.Key, [.. one]));
            if (count == 0)
            {
                break;
            }

            findings = JobRules.CheckFile(file, CreateReaderOptions(), _options);
        }

        return findings;
    }

    private int ApplyFixes(string file, JobFinding[] findings)
    {
        string changes = string.Join(" ", findings.Select(static finding => $"{finding.Path}: {finding.Fix}"));
        if (!ShouldProcess(file, changes))
        {
            return 0;
        }

        int count = 0;
        if (TryReadFile(file, () => JobFixes.Apply(file, findings), out count) && count > 0)
        {
            WriteVerbose($"{file}: {changes}");
        }

        return count;
    }

    private void Report(IEnumerable<JobFinding> findings)
    {
        foreach (JobFinding finding in findings)
        {
            _findings.Add(finding);
            if (!Quiet && Sarif is null)
            {
                WriteObject(finding);
            }
        }
    }

    private void WriteSarif()
    {
        string path = GetUnresolvedProviderPathFromPSPath(Sarif);
        if (!ShouldProcess(path, "Write the findings"))
        {
            return;
        }

        using var stream = new MemoryStream();
        SarifLog.Write(stream, _findings, FindRoot());
        try
        {
            WholeFile.Write(path, stream.ToArray(), overwrite: true);
        }
        catch (Exception exception) when (IsAboutFiles(exception))
        {
            WriteError(ErrorRecords.Create(
                "SarifNotWritten",
                ErrorCategory.WriteError,
                $"The findings cannot be written: {exception.Message.TrimEnd('.')}.",
                "Check -Sarif, which is relative to the current location.",
                Sarif));
        }
    }

    // The root of the repository, to which GitHub and Azure DevOps expect paths to be relative.
    private string FindRoot()
    {
        string start = SessionState.Path.CurrentFileSystemLocation.ProviderPath;
        for (string? folder = start; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            string marker = System.IO.Path.Combine(folder, ".git");
            // In a worktree, .git is a file.
            if (Directory.Exists(marker) || File.Exists(marker))
            {
                return folder;
            }
        }

        return start;
    }
}
