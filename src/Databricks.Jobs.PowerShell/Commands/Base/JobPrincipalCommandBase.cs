using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.Permissions;
using Databricks.Jobs.PowerShell.Completion;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that changes the permissions of one principal on jobs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class JobPrincipalCommandBase : DbxCommandBase
{
    private bool _isReported;

    /// <summary>The user.</summary>
    [Parameter(HelpMessage = "The user name, such as ada@example.com.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    [Alias("user_name")]
    public string? User { get; set; }

    /// <summary>The group.</summary>
    [Parameter(HelpMessage = "The name of the group.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    [Alias("group_name")]
    public string? Group { get; set; }

    /// <summary>The service principal.</summary>
    [Parameter(HelpMessage = "The application ID of the service principal.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrincipalCompleter))]
    [Alias("service_principal_name")]
    public string? ServicePrincipal { get; set; }

    /// <summary>Whether to return the permissions.</summary>
    [Parameter(HelpMessage = "Returns the permissions on the jobs after the change.")]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Whether the command line has a principal.</summary>
    private protected bool HasPrincipal => User is not null || Group is not null || ServicePrincipal is not null;

    /// <summary>Creates an entry for the principal, without a permission level. Without exactly one principal, an error
    /// is written, once for all records.</summary>
    private protected bool TryCreateEntry(out JobPermissionEntry entry)
    {
        string[] given = [.. new[] { User, Group, ServicePrincipal }.OfType<string>()];
        entry = new JobPermissionEntry
        {
            Principal = given.FirstOrDefault() ?? "",
            PrincipalType = User is not null ? JobPrincipalType.User
                : Group is not null ? JobPrincipalType.Group
                : JobPrincipalType.ServicePrincipal,
        };
        if (given.Length != 1 && !_isReported)
        {
            _isReported = true;
            WriteError(ErrorRecords.Create(
                given.Length == 0 ? "NoPrincipal" : "SeveralPrincipals",
                ErrorCategory.InvalidArgument,
                given.Length == 0
                    ? "No user, group or service principal is specified."
                    : "-User, -Group and -ServicePrincipal cannot be combined.",
                "Specify one of -User, -Group and -ServicePrincipal, such as -User ada@example.com.",
                given));
        }

        return given.Length == 1;
    }
}
