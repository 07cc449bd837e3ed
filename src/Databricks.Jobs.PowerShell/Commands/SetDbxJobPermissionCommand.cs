using System.Management.Automation;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Replaces who may do what with jobs. A job keeps its owner unless another is given.</summary>
[Cmdlet(
    VerbsCommon.Set,
    "DbxJobPermission",
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Set-DbxJobPermission.md")]
[OutputType(typeof(JobPermissionEntry))]
public sealed class SetDbxJobPermissionCommand : DbxCommandBase
{
    private readonly Dictionary<long, List<JobPermissionEntry>> _wanted = [];
    private readonly HashSet<long> _rejected = [];

    /// <summary>Ids of jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of the jobs whose permissions are replaced.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public long[]? JobId { get; set; }

    /// <summary>The permissions.</summary>
    [Parameter(
        Mandatory = true,
        Position = 1,
        ValueFromPipeline = true,
        HelpMessage = "All permissions: entries as Get-DbxJobPermission returns them, or hashtables such as @{ user_name = 'ada@example.com'; permission_level = 'CAN_MANAGE' }. Inherited ones are passed over; without an owner the present one stays.")]
    [JobPermissionTransformation]
    [AllowEmptyCollection]
    [Alias("AccessControlList", "access_control_list")]
    public JobPermissionEntry[]? Permission { get; set; }

    /// <summary>Whether to return the permissions.</summary>
    [Parameter(HelpMessage = "Return the permissions on the jobs as they are afterwards.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!this.TryBindInput())
        {
            _rejected.UnionWith(JobId!);
            return;
        }

        foreach (long jobId in JobId!)
        {
            if (!_wanted.TryGetValue(jobId, out List<JobPermissionEntry>? entries))
            {
                _wanted.Add(jobId, entries = []);
            }

            entries.AddRange(Permission!);
        }
    }

    // Not before all have come through the pipeline: each request replaces everything. A job with an invalid entry keeps
    // its permissions, as the rest of the entries would take those of the invalid one away.
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (KeyValuePair<long, List<JobPermissionEntry>> job in _wanted.Where(job => !_rejected.Contains(job.Key)))
        {
            if (TryCheck(() => JobPermissionRules.Read(job.Value), job.Key)
                && ShouldProcess($"Job {job.Key}", "Replace all permissions on the job")
                && TryExecute(
                    token => Client.SetPermissionEntriesAsync(job.Key, job.Value, token),
                    job.Key,
                    out IReadOnlyList<JobPermissionEntry> after)
                && PassThru)
            {
                WriteObject(after, enumerateCollection: true);
            }
        }
    }
}
