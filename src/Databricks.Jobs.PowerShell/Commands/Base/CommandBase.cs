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

    /// <summary>Asks the user to confirm a change, if necessary.</summary>
    private protected new bool ShouldProcess(
        string description,
        string question,
        string caption,
        out ShouldProcessReason reason) =>
        base.ShouldProcess(ScreenText.Line(description), ScreenText.Line(question), caption, out reason);
}
