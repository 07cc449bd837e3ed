using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Connections;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Opens the pages of jobs in a browser.</summary>
[Cmdlet(VerbsCommon.Open, "DbxJob", SupportsShouldProcess = true, HelpUri = Help.Base + "Open-DbxJob.md")]
[OutputType(typeof(string))]
public sealed class OpenDbxJobCommand : OpenCommandBase
{
    private readonly List<JobReference> _jobs = [];

    /// <summary>The IDs or names of the jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "The IDs or names of the jobs whose pages to open.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public JobIdentity[]? JobId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _jobs.AddRange(FindJobs(JobId!));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!ShouldProcessAll(_jobs, "Open", "jobs"))
        {
            return;
        }

        foreach (JobReference job in _jobs)
        {
            // A page of a job that does not exist would only say so in the browser.
            if (job.Name is not null)
            {
                Open(job);
            }
            else if (TryExecute(
                token => Client.GetAsync(job.Id, cancellationToken: token), job.Id, out Models.Job found))
            {
                Open(job with { Name = found.Settings?.Name });
            }
        }
    }

    private void Open(JobReference job) => Open(
        LocalWorkspaces.WithPageKey(new Uri(JobUrl.Of(Client, job.Id))).AbsoluteUri, $"{job}", job.Id);
}
