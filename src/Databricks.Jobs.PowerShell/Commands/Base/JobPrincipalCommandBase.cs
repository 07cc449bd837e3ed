using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Binding;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that changes what one principal may do with jobs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobPrincipalCommandBase : DbxCommandBase
{
    /// <summary>The parameter set of users.</summary>
    protected const string UserSet = "User";

    private const string GroupSet = "Group";
    private const string ServicePrincipalSet = "ServicePrincipal";

    /// <summary>Ids of jobs.</summary>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        HelpMessage = "Ids of the jobs.")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    [IdTransformation(IdKind.Job)]
    [Alias("job_id")]
    public long[]? JobId { get; set; }

    /// <summary>A user.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UserSet, HelpMessage = "The user's name, such as ada@example.com.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    [Alias("user_name")]
    public string? User { get; set; }

    /// <summary>A group.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GroupSet, HelpMessage = "The group's name.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    [Alias("group_name")]
    public string? Group { get; set; }

    /// <summary>A service principal.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ServicePrincipalSet,
        HelpMessage = "The service principal's application id.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    [Alias("service_principal_name")]
    public string? ServicePrincipal { get; set; }

    /// <summary>Whether to return the permissions.</summary>
    [Parameter(HelpMessage = "Return the permissions on the jobs as they are afterwards.")]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The principal, with no permission yet.</summary>
    private protected JobPermissionEntry NewEntry() => new()
    {
        Principal = User ?? Group ?? ServicePrincipal ?? "",
        PrincipalType = ParameterSetName switch
        {
            UserSet => JobPrincipalType.User,
            GroupSet => JobPrincipalType.Group,
            _ => JobPrincipalType.ServicePrincipal,
        },
    };
}
