using System.Collections;
using System.Management.Automation;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Commands.Base;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands;

/// <summary>Writes the definitions of jobs to files.</summary>
[Cmdlet(
    VerbsData.Export,
    "DbxJob",
    DefaultParameterSetName = IdSet,
    SupportsShouldProcess = true,
    HelpUri = Help.Base + "Export-DbxJob.md")]
[OutputType(typeof(FileInfo))]
public sealed partial class ExportDbxJobCommand : DbxCommandBase
{
    private const string ListSet = "List";
    private const string PathHelp =
        "The folder for one file for each job, or the path of one file for all jobs, which ends in .json, .yml or "
        + ".ps1. The default is the current location.";

    private bool _hasRecords;

    /// <summary>The IDs or names of the jobs.</summary>
    [Parameter(
        Position = 0,
        ParameterSetName = IdSet,
        HelpMessage = "The IDs or names of the jobs to export. Names can have wildcards.")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(JobIdOrNameCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    [ValidateNotNullOrEmpty]
    public JobIdentity[]? JobId { get; set; }

    /// <summary>The folder or file.</summary>
    [Parameter(
        Position = 1,
        ParameterSetName = IdSet,
        HelpMessage = PathHelp)]
    [Parameter(
        Position = 0,
        ParameterSetName = ListSet,
        HelpMessage = PathHelp)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Jobs from the pipeline.</summary>
    [Parameter(
        ValueFromPipeline = true,
        ParameterSetName = IdSet,
        HelpMessage = "Jobs from the pipeline, or their IDs or names. The first argument is then the path.")]
    [IdTransformation(IdKind.Job)]
    [ValidateNotNullOrEmpty]
    public JobIdentity[]? InputObject { get; set; }

    /// <summary>The names of the jobs, with wildcards.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "The names of the jobs to export. Wildcards are allowed, and names are not case-sensitive.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>The tags of the jobs.</summary>
    [Parameter(
        ParameterSetName = ListSet,
        HelpMessage = "Exports the jobs that have all of these tags: a hashtable such as @{ team = 'sales' }.")]
    [ValidateNotNullOrEmpty]
    public IDictionary? Tag { get; set; }

    /// <summary>The format of the files.</summary>
    [Parameter(
        HelpMessage = "The format of the files: Json, Yaml or PowerShell. The default is that of the extension in "
            + "-Path, or else Json.")]
    public JobFileFormat? Format { get; set; }

    /// <summary>Whether to include what the service added.</summary>
    [Parameter(
        HelpMessage = "Includes the defaults that the service added, and fields that only the service sets.")]
    public SwitchParameter Full { get; set; }

    /// <summary>Whether to include permissions.</summary>
    [Parameter(HelpMessage = "Includes the permissions on the jobs. Inherited permissions are not included.")]
    public SwitchParameter IncludePermission { get; set; }

    /// <summary>Whether to replace existing files.</summary>
    [Parameter(HelpMessage = "Replaces existing files.")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _hasRecords = true;
        if (!TryFindTarget())
        {
            return;
        }

        if (ParameterSetName == ListSet)
        {
            Collect(List(null, Name, Tag));
            return;
        }

        foreach (JobIdentity job in (InputObject ?? JobId)!)
        {
            Collect(job.HasWildcards ? List([job], null, null) : [job]);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        TakeAll();
        if (!_hasRecords)
        {
            WriteNoInput("jobs", "no file was written");
        }
        else if (_target is { IsFile: true } file)
        {
            WriteOne(file);
        }
        else if (_target is { } folder)
        {
            WriteEach(folder);
        }
    }
}
