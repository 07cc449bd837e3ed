using System.ComponentModel;
using System.Management.Automation;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <summary>The base of all cmdlets: messages, progress and prompts can contain text of the service, which is made safe
/// to show here. Errors are made safe where the records are created.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class CommandBase : PSCmdlet
{
    /// <summary>Whether PowerShell would prompt after each warning and each verbose line: with -Debug, but without
    /// -Verbose and without a preference of its own.</summary>
    private protected bool PromptsWithDebug =>
        MyInvocation.BoundParameters.TryGetValue("Debug", out object? debug)
        && LanguagePrimitives.IsTrue(debug)
        && !MyInvocation.BoundParameters.ContainsKey("Verbose");

    /// <summary>The value of a switch; null if it was not specified.</summary>
    private protected bool? ValueOf(SwitchParameter value, string name) =>
        MyInvocation.BoundParameters.ContainsKey(name) ? value.IsPresent : null;

    /// <summary>Whether a user sees the output: the host has a terminal for input and output, and it is not that of a
    /// build agent.</summary>
    private protected bool IsInteractive => Host.UI is not null
        && !Console.IsInputRedirected && !Console.IsOutputRedirected && !ScreenText.IsPipeline;

    /// <summary>Shows a line to an interactive user, beside the pipeline (the information stream). Otherwise, it is a
    /// verbose line.</summary>
    internal void WriteNote(string text)
    {
        if (IsInteractive)
        {
            WriteHostLine(ScreenText.Line(text));
        }
        else
        {
            WriteVerbose(text);
        }
    }

    /// <summary>Shows a line beside the pipeline (the information stream), as it is. With this tag, PowerShell shows it by
    /// default, as it does for Write-Host.</summary>
    internal void WriteHostLine(string line) =>
        WriteInformation(new HostInformationMessage { Message = line }, ["PSHOST"]);

    /// <summary>Writes a verbose line, or a debug message where PowerShell would prompt after it.</summary>
    internal new void WriteVerbose(string text)
    {
        if (PromptsWithDebug)
        {
            WriteDebug(text);
        }
        else
        {
            base.WriteVerbose(ScreenText.Block(text));
        }
    }

    /// <summary>Writes a warning, or a debug message where PowerShell would prompt after it: without a user, the prompt
    /// would end the command.</summary>
    internal new void WriteWarning(string text)
    {
        if (PromptsWithDebug && !MyInvocation.BoundParameters.ContainsKey("WarningAction"))
        {
            WriteDebug("Warning: " + text);
        }
        else
        {
            base.WriteWarning(ScreenText.Block(text));
        }
    }

    /// <summary>Writes a debug message.</summary>
    internal new void WriteDebug(string text) => base.WriteDebug(ScreenText.Block(text));

    /// <summary>Shows progress.</summary>
    internal new void WriteProgress(ProgressRecord progress)
    {
        progress.Activity = ScreenText.Line(progress.Activity);
        progress.StatusDescription = ScreenText.Line(progress.StatusDescription);
        progress.CurrentOperation = ScreenText.Line(progress.CurrentOperation);
        base.WriteProgress(progress);
    }

    /// <summary>Asks the user to confirm a change, if necessary.</summary>
    private protected new bool ShouldProcess(string target, string action) =>
        base.ShouldProcess(ScreenText.Line(target), ScreenText.Line(action));

    /// <summary>Asks the user to confirm a change that -WhatIf and prompts show in detail, if necessary.</summary>
    /// <param name="target">What is changed.</param>
    /// <param name="action">What happens to it.</param>
    /// <param name="details">The details, a line each.</param>
    private protected bool ShouldProcess(string target, string action, IEnumerable<string> details)
    {
        // The words of PowerShell for a change without details.
        string title = $"Performing the operation \"{action}\" on target \"{target}\".";
        string text = string.Join("\n  ", details.Prepend(title).Select(ScreenText.Line));
        return ShouldProcess(text, text, "Are you sure you want to perform this action?");
    }
}
