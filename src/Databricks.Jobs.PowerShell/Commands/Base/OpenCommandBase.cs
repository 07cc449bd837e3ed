using System.ComponentModel;
using System.Management.Automation;
using Databricks.Jobs.PowerShell.Connections;
using Databricks.Jobs.PowerShell.Errors;
using Databricks.Jobs.PowerShell.Pages;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>A command that opens pages of the workspace in a browser.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class OpenCommandBase : DbxCommandBase
{
    /// <summary>Whether to return the addresses.</summary>
    [Parameter(HelpMessage = "Returns the address of each page that was opened.")]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Whether to open many pages without a prompt.</summary>
    [Parameter(HelpMessage = "Opens more than 10 pages without a prompt.")]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    /// <summary>Opens a page, if the user confirms it; a failure becomes a non-terminating error.</summary>
    /// <param name="page">The address; null if there is none.</param>
    /// <param name="description">What the page shows, at the start of a sentence.</param>
    /// <param name="id">The ID of the job or run.</param>
    private protected void Open(string? page, string description, long id)
    {
        if (!TryCheck(() => Workspace ??= AmbientConnection.Get(), id))
        {
            return;
        }

        // An address can come from an object that anybody created.
        if (!Uri.TryCreate(page, UriKind.Absolute, out Uri? address) || !IsOfWorkspace(address))
        {
            WriteError(ErrorRecords.Create(
                "NoPage",
                ErrorCategory.InvalidData,
                page is null
                    ? $"{description} has no page in {Workspace!.Name}."
                    : $"{description} has the address '{page}', which is not in {Workspace!.Name}.",
                "Use the ID instead of the object, so that the address comes from the workspace.",
                id));
            return;
        }

        if (!ShouldProcess(description, $"Open {address.AbsoluteUri}"))
        {
            return;
        }

        if (!Browser.TryOpen(address))
        {
            WriteError(ErrorRecords.Create(
                "NoBrowser",
                ErrorCategory.NotInstalled,
                $"No browser could be started for {description}. Its page is {address.AbsoluteUri}",
                "Open the address in a browser, or set the environment variable BROWSER to the command of one.",
                id));
            return;
        }

        if (PassThru)
        {
            WriteObject(address.AbsoluteUri);
        }
    }

    private bool IsOfWorkspace(Uri address) => address.Scheme is "https" or "http"
        && Uri.Compare(
            address,
            Client.Host,
            UriComponents.SchemeAndServer,
            UriFormat.Unescaped,
            StringComparison.OrdinalIgnoreCase) == 0;
}
