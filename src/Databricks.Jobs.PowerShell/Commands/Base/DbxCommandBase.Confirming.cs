using System.Management.Automation;
using System.Management.Automation.Host;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.PowerShell.Connections;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands.Base;

/// <content>Confirming changes.</content>
public abstract partial class DbxCommandBase
{
    /// <summary>The number of objects that a command changes without asking whether all of them are meant.</summary>
    private const int Handful = 10;

    private const int MaxNamed = 5;
    private const int MaxDifferences = 30;

    private bool _isConfirmed;

    /// <summary>Whether the user has -Force, which suppresses all prompts, except with -Confirm.</summary>
    private protected virtual bool IsForced => false;

    /// <summary>Whether the command shows what it would do instead of doing it.</summary>
    private protected bool IsWhatIf =>
        Bound("WhatIf") ?? LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>Whether the command will show the user each object: with -WhatIf, or in a prompt.</summary>
    private protected bool ShowsEach => IsWhatIf || (!IsApproved && (Bound("Confirm") ?? Impact >= ConfirmPreference));

    /// <summary>Whether the user has confirmed all changes, or confirms each of them.</summary>
    private protected bool NeedsNoQuestion =>
        IsForced || Bound("Confirm") is not null || ConfirmPreference == ConfirmImpact.None;

    private bool IsApproved => (_isConfirmed || IsForced) && Bound("Confirm") is null;

    private ConfirmImpact ConfirmPreference =>
        LanguagePrimitives.TryConvertTo(GetVariableValue("ConfirmPreference"), out ConfirmImpact given)
            ? given
            : ConfirmImpact.High;

    private ConfirmImpact Impact => Attribute?.ConfirmImpact ?? ConfirmImpact.Medium;

    private CmdletAttribute? Attribute =>
        GetType().GetCustomAttributes(typeof(CmdletAttribute), inherit: false).Cast<CmdletAttribute>().FirstOrDefault();

    /// <summary>Asks the user to confirm a change of the workspace, if necessary.</summary>
    /// <param name="target">What is changed; the workspace is added.</param>
    /// <param name="action">What happens to it.</param>
    /// <returns>Whether to make the change; false without a connection, after the error was written.</returns>
    private protected new bool ShouldProcess(string target, string action) =>
        ShouldProcess(target, action, differences: null);

    /// <summary>Asks the user to confirm a change of the settings of a job, if necessary.</summary>
    /// <param name="target">What is changed; the workspace is added.</param>
    /// <param name="action">What happens to it.</param>
    /// <param name="differences">Finds what becomes different, only if the user is going to see it; null for a change
    /// without details.</param>
    /// <returns>Whether to make the change; false without a connection, after the error was written.</returns>
    private protected bool ShouldProcess(
        string target,
        string action,
        Func<IReadOnlyList<JobDifference>>? differences)
    {
        if (!TryCheck(() => Workspace ??= AmbientConnection.Get(), target))
        {
            return false;
        }

        target = $"{target} in {Workspace!.Name}";
        if (!IsApproved || IsWhatIf)
        {
            return differences is not null && ShowsEach
                ? base.ShouldProcess(target, action, Describe(differences()))
                : base.ShouldProcess(target, action);
        }

        WriteVerbose($"Performing the operation \"{action}\" on target \"{target}\".");
        return true;
    }

    /// <summary>Asks whether so many objects are meant, if there are more than a handful: a pattern or a pipeline often
    /// matches more than the user thought of. Yes applies to all of them.</summary>
    /// <param name="items">The objects that are going to be changed.</param>
    /// <param name="verb">What happens to them, such as <c>Delete</c>.</param>
    /// <param name="kind">What they are, in the plural.</param>
    /// <returns>Whether to continue, with <see cref="ShouldProcess(string, string)"/> for each object.</returns>
    private protected bool ShouldProcessAll<T>(IReadOnlyCollection<T> items, string verb, string kind)
    {
        if (items.Count <= Handful || IsWhatIf || NeedsNoQuestion)
        {
            return true;
        }

        if (!TryCheck(() => Workspace ??= AmbientConnection.Get(), target: null))
        {
            return false;
        }

        string names = string.Join(", ", items.Take(MaxNamed));
        string what = $"{items.Count} {kind} in {Workspace!.Name}: {names} and {items.Count - MaxNamed} more";
        return _isConfirmed = TryAsk(
            () => ShouldContinue(ScreenText.Line($"{verb} {what}?"), $"{verb} {kind}"),
            $"This would {verb.ToLowerInvariant()} {what}.",
            "To do so without a prompt, use -Force or -Confirm:$false. To see all of them, use -WhatIf.",
            target: null);
    }

    /// <summary>Asks the user a question, even where -Confirm is not the default. A session that cannot ask gets an
    /// error.</summary>
    /// <param name="ask">Asks the question with a method of PowerShell.</param>
    /// <param name="problem">What the question is about, for the error.</param>
    /// <param name="action">How to do it without the question, for the error.</param>
    /// <param name="target">The target object of the error.</param>
    private protected bool TryAsk(Func<bool> ask, string problem, string action, object? target)
    {
        try
        {
            if (CanAsk)
            {
                return ask();
            }
        }
        catch (Exception exception) when (exception is PSInvalidOperationException or HostException)
        {
            // PowerShell runs with -NonInteractive, or the host has no user interface.
        }

        WriteError(ErrorRecords.Create(
            "ConfirmationNeeded",
            ErrorCategory.InvalidOperation,
            $"{problem} This session cannot ask whether to do that.",
            action,
            target));
        return false;
    }

    // At the end of its redirected input, the prompt of the console fails with a NullReferenceException.
    private bool CanAsk => Host.Name != "ConsoleHost" || !Console.IsInputRedirected;

    private static List<string> Describe(IReadOnlyList<JobDifference> differences)
    {
        List<string> lines = [.. differences.Take(MaxDifferences).Select(static difference => $"{difference}")];
        if (lines.Count == 0)
        {
            lines.Add("(no differences)");
        }
        else if (differences.Count > MaxDifferences)
        {
            lines.Add($"and {differences.Count - MaxDifferences} more");
        }

        return lines;
    }

    // The value of a switch of the command line; null if it is not there.
    private bool? Bound(string name) =>
        MyInvocation.BoundParameters.TryGetValue(name, out object? value) ? LanguagePrimitives.IsTrue(value) : null;
}
