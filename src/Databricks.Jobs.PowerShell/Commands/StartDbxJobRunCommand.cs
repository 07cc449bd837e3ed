using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Starts runs of jobs.</summary>
[Cmdlet(
    VerbsLifecycle.Start,
    "DbxJobRun",
    DefaultParameterSetName = IdSet,
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Start-DbxJobRun.md")]
[OutputType(typeof(Run))]
public sealed class StartDbxJobRunCommand : JobRunStartCommandBase
{
    /// <summary>The IDs of the jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = IdSet,
        HelpMessage = "The IDs or names of the jobs to start, one run each.")]
    [Parameter(
        Mandatory = true,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = PipedSet,
        HelpMessage = "The IDs or names of the jobs to start, one run each.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job, ExceptJson = true)]
    [Alias("job_id")]
    public JobIdentity[]? JobId { get; set; }

    /// <summary>The values of job parameters.</summary>
    [Parameter(
        Position = 1,
        ParameterSetName = IdSet,
        HelpMessage = "The values of job parameters for this run: a hashtable. Numbers and booleans are sent "
            + "as strings.")]
    [Parameter(
        Position = 0,
        ParameterSetName = PipedSet,
        HelpMessage = "The values of job parameters for this run: a hashtable. Numbers and booleans are sent "
            + "as strings.")]
    [ArgumentCompleter(typeof(JobParameterCompleter))]
    [SecretTransformation]
    [Alias("Parameter", "job_parameters")]
    public IDictionary? JobParameter { get; set; }

    /// <summary>The only tasks to run.</summary>
    [Parameter(
        HelpMessage = "The only tasks to run: task_key, +task_key with all tasks before it, "
            + "task_key+ with all tasks after it.")]
    [ArgumentCompleter(typeof(TaskKeyCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Only { get; set; }

    /// <summary>Whether the run is queued when it cannot start immediately.</summary>
    [Parameter(HelpMessage = "Whether the run is queued when it cannot start immediately: $true or $false.")]
    public bool? Queue { get; set; }

    /// <summary>The token that identifies the start request.</summary>
    [Parameter(HelpMessage = "A string of up to 64 characters that identifies this start request.")]
    [ValidateLength(1, 64)]
    public string? IdempotencyToken { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!this.TryBindInput())
        {
            return;
        }

        foreach (JobReference job in FindJobs(JobId!))
        {
            if (ShouldProcess($"{job}", "Start run"))
            {
                Start(job.Id);
            }
        }
    }

    private void Start(long jobId)
    {
        RunNow? request = null;
        if (!TryCheck(() => request = Request(jobId), jobId))
        {
            return;
        }

        // Before the request is sent: with the token, a caller that gets no response can find the run.
        WriteVerbose($"Starting a run of job {jobId} with the idempotency token {request!.IdempotencyToken}.");
        if (TryStart(
            token => Client.RunNowAsync(request, token),
            static run => run.RunId,
            jobId,
            out RunNowResponse response))
        {
            var started = new StartedRun(response.RunId!.Value)
            {
                JobId = jobId,
                IdempotencyToken = request.IdempotencyToken,
            };
            WriteStarted(started);
        }
    }

    private RunNow Request(long jobId)
    {
        RunNow request = CreateTaskParameters().CopyTo(new RunNow());
        request.JobId = jobId;
        request.JobParameters = JobParameter?.ToStringMap(nameof(JobParameter));
        request.Only = Only?.ToList();
        request.Queue = Queue is null ? null : new QueueSettings { Enabled = Queue };
        request.PerformanceTarget = PerformanceTarget;
        request.IdempotencyToken = IdempotencyToken ?? Guid.NewGuid().ToString();
        JobValidator.Validate(request);
        return request;
    }
}
