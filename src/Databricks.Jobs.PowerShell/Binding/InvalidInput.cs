using System.Management.Automation;
using System.Runtime.CompilerServices;
using Databricks.Jobs.Models;
using Databricks.Jobs.PowerShell.Errors;

namespace Databricks.Jobs.PowerShell.Binding;

/// <summary>Keeps the placeholders for invalid input and the errors of that input.</summary>
internal static class InvalidInput
{
    private static readonly ConditionalWeakTable<object, Mistake> s_placeholders = new();

    public static bool IsAbout(Exception exception) => exception is ModelBindingException or ModelJsonException;

    /// <param name="placeholder">The placeholder.</param>
    /// <param name="exception">The error.</param>
    /// <param name="read">Reads the input with the options of a command.</param>
    /// <returns>The placeholder.</returns>
    public static object Mark(object placeholder, Exception exception, Func<InputOptions, object> read)
    {
        s_placeholders.Add(placeholder, new Mistake(exception, read));
        return placeholder;
    }

    /// <summary>Forgets the error of input that is a part of a text.</summary>
    public static void Forget(object placeholder) => s_placeholders.Remove(placeholder);

    /// <summary>Checks that no parameter has invalid input, and reads input that only the options of the command make
    /// valid. Each error is written once, as a non-terminating error, even if more records follow.</summary>
    /// <returns>Whether all input is valid.</returns>
    public static bool TryBindInput(this PSCmdlet command)
    {
        bool isValid = true;
        foreach (KeyValuePair<string, object?> bound in command.MyInvocation.BoundParameters)
        {
            if (bound.Value is not { } value
                || !s_placeholders.TryGetValue(value, out Mistake? mistake)
                || !IsCurrent(command, bound.Key, value)
                || TryReadAgain(command, bound.Key, mistake))
            {
                continue;
            }

            isValid = false;
            if (mistake.Exception is { } exception)
            {
                mistake.Exception = null;
                command.WriteError(ErrorRecords.From(exception, bound.Key));
            }
        }

        return isValid;
    }

    // The parameters with the options can be bound after the input.
    private static bool TryReadAgain(PSCmdlet command, string parameter, Mistake mistake)
    {
        if (command is not IInputOptionsSource source || mistake.Exception is null)
        {
            return false;
        }

        InputOptions options = source.CreateInputOptions();
        try
        {
            object value = mistake.Read(options);
            command.GetType().GetProperty(parameter)!.SetValue(command, value);
        }
        catch (Exception exception) when (IsAbout(exception))
        {
            mistake.Exception = exception;
            return false;
        }

        options.WriteWarnings(command);
        return true;
    }

    // BoundParameters also contains values of the previous record of the pipeline.
    private static bool IsCurrent(PSCmdlet command, string parameter, object value) =>
        ReferenceEquals(command.GetType().GetProperty(parameter)?.GetValue(command), value);

    private sealed class Mistake(Exception exception, Func<InputOptions, object> read)
    {
        /// <summary>The error; null after it has been reported.</summary>
        public Exception? Exception { get; set; } = exception;

        public Func<InputOptions, object> Read { get; } = read;
    }
}
