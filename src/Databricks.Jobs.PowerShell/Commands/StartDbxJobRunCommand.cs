using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Starts a run of a job.</summary>
[Cmdlet(VerbsLifecycle.Start, "DbxJobRun", SupportsShouldProcess = true, HelpUri = Help.Base + "Start-DbxJobRun.md")]
[OutputType(typeof(Run))]
public sealed class StartDbxJobRunCommand : RunStartCommandBase
{
    /// <summary>Ids of jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of the jobs to start, one run each.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public long[]? JobId { get; set; }

    /// <summary>Job parameters.</summary>
    [Parameter(Position = 1, HelpMessage = "Values of job parameters for this run: a hashtable such as @{ date = '2026-01-01' }. Secure strings are sent as text and hidden from all output.")]
    [ArgumentCompleter(typeof(JobParameterCompleter))]
    [SecretTransformation]
    [Alias("Parameter", "job_parameters")]
    public IDictionary? JobParameter { get; set; }

    /// <summary>Notebook parameters.</summary>
    [Parameter(HelpMessage = "Values of notebook parameters, for jobs without job parameters: a hashtable. Secure strings are hidden.")]
    [SecretTransformation]
    [Alias("notebook_params")]
    public IDictionary? NotebookParameter { get; set; }

    /// <summary>Python parameters.</summary>
    [Parameter(HelpMessage = "Command line arguments of Python tasks, for jobs without job parameters.")]
    [SecretTransformation]
    [Alias("python_params")]
    public string[]? PythonParameter { get; set; }

    /// <summary>Jar parameters.</summary>
    [Parameter(HelpMessage = "Command line arguments of JAR tasks, for jobs without job parameters.")]
    [SecretTransformation]
    [Alias("jar_params")]
    public string[]? JarParameter { get; set; }

    /// <summary>Which tasks run.</summary>
    [Parameter(HelpMessage = "Run only these tasks: task_key, +task_key with all before it, task_key+ with all after it.")]
    [ArgumentCompleter(typeof(TaskKeyCompleter))]
    public string[]? Only { get; set; }

    /// <summary>Whether the run queues.</summary>
    [Parameter(HelpMessage = "Whether this run waits in a queue when it cannot start at once.")]
    public bool? Queue { get; set; }

    /// <summary>Speed or cost.</summary>
    [Parameter(HelpMessage = "How serverless tasks weigh speed against cost: PERFORMANCE_OPTIMIZED or STANDARD.")]
    [KnownValueTransformation(typeof(PerformanceTarget))]
    [ArgumentCompleter(typeof(KnownValueCompleter<PerformanceTarget>))]
    public string? PerformanceTarget { get; set; }

    /// <summary>What makes the start safe to repeat.</summary>
    [Parameter(HelpMessage = "A text of at most 64 characters: starting again with the same one gives the same run. Without it each start has its own.")]
    [ValidateLength(1, 64)]
    public string? IdempotencyToken { get; set; }

    /// <summary>Whether to wait.</summary>
    [Parameter(HelpMessage = "Wait until the run has ended; every ending but success is an error.")]
    public SwitchParameter Wait { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (long jobId in JobId!)
        {
            if (ShouldProcess($"Job {jobId}", "Start run"))
            {
                Start(jobId);
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

        // Before it is sent: whoever has to end this without an answer can still come back to the run.
        WriteVerbose($"A run of job {jobId} starts with the idempotency token {request!.IdempotencyToken}.");
        if (!TryStart(token => Client.RunNowAsync(request, token), static run => run.RunId, Wait, jobId, out RunNowResponse started))
        {
            return;
        }

        long runId = started.RunId!.Value;
        if (Wait)
        {
            WaitForStarted(runId);
        }
        else if (TryExecute(token => Client.GetRunAsync(runId, cancellationToken: token), runId, out Run run))
        {
            WriteObject(run);
        }
    }

    private RunNow Request(long jobId)
    {
        var request = new RunNow
        {
            JobId = jobId,
            JobParameters = JobParameter?.ToStringMap(nameof(JobParameter)),
            NotebookParams = NotebookParameter?.ToStringMap(nameof(NotebookParameter)),
            PythonParams = PythonParameter?.ToList(),
            JarParams = JarParameter?.ToList(),
            Only = Only?.ToList(),
            Queue = Queue is null ? null : new QueueSettings { Enabled = Queue },
            PerformanceTarget = PerformanceTarget,
            IdempotencyToken = IdempotencyToken ?? Guid.NewGuid().ToString(),
        };
        JobValidator.Validate(request);
        return request;
    }
}
