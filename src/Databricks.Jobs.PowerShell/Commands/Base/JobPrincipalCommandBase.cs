using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Completion;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that changes the permissions of one principal on jobs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobPrincipalCommandBase : JobCommandBase
{
    /// <summary>The parameter set with a user.</summary>
    protected const string UserSet = "User";

    private const string GroupSet = "Group";
    private const string ServicePrincipalSet = "ServicePrincipal";

    /// <summary>The user.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UserSet, HelpMessage = "The user name, such as ada@example.com.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    [Alias("user_name")]
    public string? User { get; set; }

    /// <summary>The group.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GroupSet, HelpMessage = "The name of the group.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    [Alias("group_name")]
    public string? Group { get; set; }

    /// <summary>The service principal.</summary>
    [Parameter(
        Mandatory = true,
        ParameterSetName = ServicePrincipalSet,
        HelpMessage = "The application ID of the service principal.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    [Alias("service_principal_name")]
    public string? ServicePrincipal { get; set; }

    /// <summary>Whether to return the permissions.</summary>
    [Parameter(HelpMessage = "Returns the permissions on the jobs after the change.")]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Creates an entry for the principal, without a permission level.</summary>
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
