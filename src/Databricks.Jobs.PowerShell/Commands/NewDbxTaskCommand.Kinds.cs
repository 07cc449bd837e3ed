using System.Management.Automation;
using System.Runtime.CompilerServices;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Commands;

/// <content>The kinds of task: which of them the parameters define, and what is wrong if they define none.</content>
public sealed partial class NewDbxTaskCommand
{
    // This table decides what can be combined, so a kind does not need one of the 32 parameter sets that PowerShell
    // allows.
    private static readonly TaskKind[] s_kinds = [.. CodeKinds(), .. SqlKinds(), .. ReportKinds(), .. FlowKinds()];

    private readonly List<string> _kindParameters = [];

    // The kinds that have all parameters in _kindParameters.
    private TaskKind[] _possibleKinds = s_kinds;

    /// <summary>Accepts the value of a parameter that only some kinds have.</summary>
    /// <remarks>The binder would reject a combination of different sets before the command runs, without saying which
    /// parameters are wrong. It sets the properties first, and PowerShell reports the first terminating error, so the
    /// setters can report a better one.</remarks>
    private T Accept<T>(T value, [CallerMemberName] string parameter = "")
    {
        TaskKind[] kinds = [.. _possibleKinds.Where(kind => kind.Has(parameter))];
        if (kinds.Length == 0)
        {
            ThrowTerminatingError(CannotCombine(parameter));
        }

        _possibleKinds = kinds;
        _kindParameters.Add(parameter);
        return value;
    }

    /// <summary>Finds the kind that the parameters define, or the kind of -Settings that they change. Without such
    /// parameters there is no kind to find.</summary>
    /// <returns>Whether the parameters fit one kind.</returns>
    private bool TryFindKind(out TaskKind? kind)
    {
        kind = null;
        if (_kindParameters.Count == 0)
        {
            return true;
        }

        kind = _possibleKinds.FirstOrDefault(one => one.Required.All(_kindParameters.Contains))
            ?? _possibleKinds.FirstOrDefault(IsInSettings);
        if (kind is not null)
        {
            return true;
        }

        WriteError(LacksKind());
        return false;
    }

    private bool IsInSettings(TaskKind kind) => Settings is { } task && kind.IsKindOf(task);

    private ErrorRecord CannotCombine(string parameter)
    {
        string[] others = [.. _kindParameters.Where(other =>
            !s_kinds.Any(kind => kind.Has(other) && kind.Has(parameter)))];
        if (others.Length == 0)
        {
            others = [.. _kindParameters];
        }

        return MismatchOf(
            $"-{parameter} cannot be combined with {Join("and", Dashed(others))}: "
            + $"use -{parameter} for {TitlesOf(parameter)}, and -{others[0]} for {TitlesOf(others[0])}.",
            "Remove one of them, or define two tasks. Get-Help New-DbxTask shows the parameters of each kind of task.");
    }

    private ErrorRecord LacksKind()
    {
        string given = Join("and", Dashed(_kindParameters));
        string required = Join("or", _possibleKinds.Select(kind =>
            Join("with", Dashed(kind.Required.Except(_kindParameters)))));
        return s_kinds.Any(IsInSettings)
            ? MismatchOf(
                $"{given} cannot be combined with the task in -Settings: use {given} for {Titles(_possibleKinds)}.",
                $"Remove {given}, or pass a task of another kind to -Settings.")
            : MismatchOf(
                $"{given} cannot be used without {required}.",
                "Add the parameters that say what to run, or pass a task of the same kind to -Settings.");
    }

    // The ID is the binder's, for scripts that check it.
    private ErrorRecord MismatchOf(string problem, string action) =>
        ErrorRecords.Create("AmbiguousParameterSet", ErrorCategory.InvalidArgument, problem, action, TaskKey);

    private static string TitlesOf(string parameter) => Titles(s_kinds.Where(kind => kind.Has(parameter)));

    private static string Titles(IEnumerable<TaskKind> kinds) =>
        Join("or", kinds.Select(kind => kind.Title).Distinct());

    private static IEnumerable<string> Dashed(IEnumerable<string> parameters) =>
        parameters.Select(parameter => $"-{parameter}");

    private static string Join(string word, IEnumerable<string> items)
    {
        string[] all = [.. items];
        string last = all[all.Length - 1];
        return all.Length == 1 ? last : $"{string.Join(", ", all.Take(all.Length - 1))} {word} {last}";
    }
}
