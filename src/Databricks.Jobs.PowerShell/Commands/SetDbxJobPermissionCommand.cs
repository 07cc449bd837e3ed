using System.Management.Automation;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Replaces the permissions on jobs. A job keeps its owner unless the new permissions include one.</summary>
[Cmdlet(
    VerbsCommon.Set,
    "DbxJobPermission",
    DefaultParameterSetName = IdSet,
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Set-DbxJobPermission.md")]
[OutputType(typeof(JobPermissionEntry))]
public sealed class SetDbxJobPermissionCommand : DbxCommandBase
{
    private readonly Dictionary<long, (JobReference Job, List<JobPermissionEntry> Entries)> _wanted = [];
    private readonly HashSet<long> _rejected = [];
    private bool _hasRecords;
    private JobIdentity[]? _identities;
    private IReadOnlyList<JobReference> _jobs = [];

    /// <summary>The IDs of the jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = IdSet,
        HelpMessage = "The IDs or names of the jobs whose permissions to replace.")]
    [Parameter(
        Mandatory = true,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = PipedSet,
        HelpMessage = "The IDs or names of the jobs whose permissions to replace.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public JobIdentity[]? JobId { get; set; }

    /// <summary>The permissions.</summary>
    [Parameter(
        Mandatory = true,
        Position = 1,
        ValueFromPipeline = true,
        ParameterSetName = IdSet,
        HelpMessage = "All permissions: entries from Get-DbxJobPermission, or hashtables with user_name, "
            + "group_name or service_principal_name, and a permission_level.")]
    [Parameter(
        Mandatory = true,
        Position = 0,
        ParameterSetName = PipedSet,
        HelpMessage = "All permissions: entries from Get-DbxJobPermission, or hashtables with user_name, "
            + "group_name or service_principal_name, and a permission_level.")]
    [JobPermissionTransformation]
    [AllowEmptyCollection]
    [Alias("AccessControlList", "access_control_list")]
    public JobPermissionEntry[]? Permission { get; set; }

    /// <summary>Whether to return the permissions.</summary>
    [Parameter(HelpMessage = "Returns the permissions on the jobs after the change.")]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _hasRecords = true;
        // A name on the command line is the same for all records.
        if (!ReferenceEquals(_identities, JobId))
        {
            _identities = JobId;
            _jobs = FindJobs(JobId!);
        }

        if (!this.TryBindInput())
        {
            _rejected.UnionWith(_jobs.Select(static job => job.Id));
            return;
        }

        foreach (JobReference job in _jobs)
        {
            if (!_wanted.TryGetValue(job.Id, out (JobReference Job, List<JobPermissionEntry> Entries) wanted))
            {
                _wanted.Add(job.Id, wanted = (job, []));
            }

            wanted.Entries.AddRange(Permission!);
        }
    }

    // At the end of the pipeline, because each request replaces all permissions. A job with an invalid entry keeps its
    // permissions, because the other entries alone would remove those of the invalid entry.
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!_hasRecords && JobId is not null)
        {
            WriteNoInput("permissions", "nothing was changed");
        }

        foreach ((JobReference job, List<JobPermissionEntry> entries) in
            _wanted.Values.Where(wanted => !_rejected.Contains(wanted.Job.Id)))
        {
            if (TryCheck(() => JobPermissionRules.Read(entries), job.Id)
                && ShouldProcess($"{job}", "Replace all permissions on the job")
                && TryExecute(
                    token => Client.SetPermissionEntriesAsync(job.Id, entries, token),
                    job.Id,
                    out IReadOnlyList<JobPermissionEntry> after)
                && PassThru)
            {
                WriteObject(after, enumerateCollection: true);
            }
        }
    }
}
