using System.Management.Automation;
using System.Management.Automation.Host;
using Databricks.Jobs.Definitions;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.PowerShell.Formatting;

/// <summary>Texts for views and completion.</summary>
public static class FormatFunctions
{
    // $PSStyle, which Windows PowerShell does not have.
    private static readonly System.Reflection.PropertyInfo? s_style =
        typeof(PSObject).Assembly.GetType("System.Management.Automation.PSStyle")?.GetProperty("Instance");

    /// <summary>A state in its color if the shell supports colors.</summary>
    /// <param name="state">The state, such as FAILED; null is the same as none.</param>
    public static string Colored(string? state) => Colored(state, SessionStyle);

    /// <summary>A state in its color, such as green for success and red for failure.</summary>
    /// <param name="state">The state, such as FAILED; null is the same as none.</param>
    /// <param name="style">The value of <c>$PSStyle</c>; null if there is none.</param>
    public static string Colored(string? state, object? style)
    {
        // The service adds states, so a state can be any text.
        string text = ScreenText.Line(state);
        return text.Length == 0 ? text : InColor(text, ColorOf(text), style);
    }

    /// <summary>A difference in the color of its kind, as in a diff.</summary>
    internal static string Colored(JobDifference difference) => InColor(
        difference.ToString(),
        difference.Kind switch
        {
            JobDifferenceKind.Added => "Green",
            JobDifferenceKind.Removed => "Red",
            _ => "Yellow",
        },
        SessionStyle);

    /// <summary>The value of <c>$PSStyle</c>; null in Windows PowerShell.</summary>
    internal static object? SessionStyle => s_style?.GetValue(null);

    /// <summary>The value of <c>$PSStyle</c> if a host shows colors and the session wants them; otherwise null.
    /// </summary>
    internal static object? StyleFor(PSHost host) =>
        SessionStyle is { } style
        && host.UI?.SupportsVirtualTerminal == true
        && $"{PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value}" != "PlainText"
            ? style
            : null;

    /// <summary>A text with the severity of a finding in its color.</summary>
    internal static string Colored(FindingSeverity severity, string text)
    {
        string word = severity.ToString();
        int start = text.IndexOf(word, StringComparison.Ordinal);
        return start < 0 ? text : text.Substring(0, start)
            + InColor(
                word,
                severity switch
                {
                    FindingSeverity.Error => "Red",
                    FindingSeverity.Warning => "Yellow",
                    _ => "Cyan",
                },
                SessionStyle)
            + text.Substring(start + word.Length);
    }

    /// <summary>A text in a color.</summary>
    /// <param name="text">Text that is safe to show.</param>
    /// <param name="color">A foreground color of <c>$PSStyle</c>, or Bold.</param>
    /// <param name="style">The value of <c>$PSStyle</c>; null for no color.</param>
    internal static string InColor(string text, string color, object? style)
    {
        if (style is null)
        {
            return text;
        }

        var shell = PSObject.AsPSObject(style);
        object foreground = shell.Properties["Foreground"]?.Value ?? "";
        PSPropertyInfo? found = PSObject.AsPSObject(foreground).Properties[color] ?? shell.Properties[color];
        string? start = found?.Value as string;
        string? reset = shell.Properties["Reset"]?.Value as string;
        return start is null ? text : start + text + reset;
    }

    /// <summary>The schedule or trigger of a job.</summary>
    /// <param name="settings">The settings of the job.</param>
    public static string Starts(JobSettings? settings)
    {
        if (settings?.Schedule is { } schedule)
        {
            return $"{schedule.QuartzCronExpression} ({schedule.TimezoneId}){Paused(schedule.PauseStatus)}";
        }

        if (settings?.Continuous is { } continuous)
        {
            return "continuous" + Paused(continuous.PauseStatus);
        }

        if (settings?.Triggers is { Count: > 0 } triggers)
        {
            string count = $"{triggers.Count} trigger{(triggers.Count == 1 ? "" : "s")}";
            return JobPause.IsPaused(settings) == true ? count + ", paused" : count;
        }

        return settings?.Trigger is { } trigger ? TriggerKind(trigger) + Paused(trigger.PauseStatus) : "";
    }

    /// <summary>The first line of a text.</summary>
    /// <param name="text">Any text; null is the same as none.</param>
    internal static string FirstLine(string? text)
    {
        int end = text?.IndexOfAny(['\r', '\n']) ?? -1;
        return ScreenText.Line(end < 0 ? text : text!.Substring(0, end));
    }

    /// <summary>Items on one line, with commas between them.</summary>
    internal static string Join(IEnumerable<string?> items) => ScreenText.Line(string.Join(", ", items));

    private static string TriggerKind(TriggerSettings trigger) =>
        trigger.FileArrival is not null ? "on file arrival"
        : trigger.TableUpdate is not null || trigger.Table is not null ? "on table update"
        : trigger.Periodic is { } periodic ? $"every {periodic.Interval} {periodic.Unit?.ToLowerInvariant()}"
        : trigger.Model is not null ? "on model update"
        : "on trigger";

    private static string Paused(string? status) => status == nameof(PauseStatus.PAUSED) ? ", paused" : "";

    /// <summary>The color of a state or a result.</summary>
    internal static string ColorOf(string state) => state switch
    {
        nameof(RunResultState.SUCCESS) => "Green",
        nameof(RunResultState.SUCCESS_WITH_FAILURES) => "Yellow",
        nameof(RunLifeCycleState.RUNNING) or nameof(RunLifeCycleState.PENDING) or nameof(RunLifeCycleState.QUEUED)
            or nameof(RunLifeCycleState.BLOCKED) or nameof(RunLifeCycleState.TERMINATING)
            or nameof(RunLifeCycleState.WAITING_FOR_RETRY) or "WAITING" => "Cyan",
        nameof(RunResultState.EXCLUDED) or nameof(RunResultState.DISABLED) or nameof(RunLifeCycleState.SKIPPED) =>
            "BrightBlack",
        nameof(RunResultState.CANCELED) or nameof(RunResultState.UPSTREAM_CANCELED) => "Yellow",
        _ => "Red",
    };
}
