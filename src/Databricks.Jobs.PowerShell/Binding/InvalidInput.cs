using System.Management.Automation;
using System.Runtime.CompilerServices;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Keeps the placeholders for invalid input and the errors of that input.</summary>
internal static class InvalidInput
{
    // Null after the error has been reported.
    private static readonly ConditionalWeakTable<object, StrongBox<Exception?>> Placeholders = new();

    /// <returns>The placeholder.</returns>
    public static object Mark(object placeholder, Exception exception)
    {
        Placeholders.Add(placeholder, new StrongBox<Exception?>(exception));
        return placeholder;
    }

    /// <summary>Checks that no parameter has invalid input. Each error is written once, as a non-terminating error,
    /// even if more records follow.</summary>
    /// <returns>Whether all input is valid.</returns>
    public static bool TryBindInput(this PSCmdlet command)
    {
        bool isValid = true;
        foreach (KeyValuePair<string, object?> bound in command.MyInvocation.BoundParameters)
        {
            if (bound.Value is not { } value
                || !Placeholders.TryGetValue(value, out StrongBox<Exception?>? mistake)
                || !IsCurrent(command, bound.Key, value))
            {
                continue;
            }

            isValid = false;
            if (mistake.Value is { } exception)
            {
                mistake.Value = null;
                command.WriteError(ErrorRecords.From(exception, bound.Key));
            }
        }

        return isValid;
    }

    // BoundParameters also contains values of the previous record of the pipeline.
    private static bool IsCurrent(PSCmdlet command, string parameter, object value) =>
        ReferenceEquals(command.GetType().GetProperty(parameter)?.GetValue(command), value);
}
