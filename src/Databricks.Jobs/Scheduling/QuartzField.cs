using System.Globalization;

namespace Databricks.Jobs.Scheduling;

/// <summary>One field of a Quartz cron expression: its name, its range and the names of its values.</summary>
internal sealed class QuartzField(string name, int min, int max, string also = "", params string[] names)
{
    public static readonly QuartzField Second = new("second", 0, 59);
    public static readonly QuartzField Minute = new("minute", 0, 59);
    public static readonly QuartzField Hour = new("hour", 0, 23);
    public static readonly QuartzField DayOfMonth = new("day of month", 1, 31, also: " ? L W");
    public static readonly QuartzField Month = new("month", 1, 12, "",
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    public static readonly QuartzField DayOfWeek = new("day of week", 1, 7, " ? L #",
        "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    public static readonly QuartzField Year = new("year", 1970, 2099);

    private int Span => max - min + 1;

    /// <summary>The values of a field such as <c>0/15</c>, <c>MON-FRI</c> or <c>1,15</c>, in order.</summary>
    /// <exception cref="QuartzCronException">The text is not valid.</exception>
    public int[] Parse(string text)
    {
        var values = new SortedSet<int>();
        foreach (string part in text.Split(','))
        {
            AddPart(part, values);
        }

        return [.. values];
    }

    /// <summary>A single number or name.</summary>
    public int Value(string text, string part)
    {
        int namedValue =
            Array.FindIndex(names, known => string.Equals(known, text, StringComparison.OrdinalIgnoreCase));
        if (namedValue >= 0)
        {
            return min + namedValue;
        }

        return TryNumber(text, out int number) && number >= min && number <= max ? number : throw CreateError(part);
    }

    public QuartzCronException CreateError(string part) => new(
        $"the {name} '{part}' is not valid; it must be {Range}, with , - * /{also}.");

    public QuartzCronException CreateError(string part, string problem) => new($"the {name} '{part}' {problem}");

    private string Range => names.Length == 0
        ? Text($"{min}-{max}")
        : Text($"{min}-{max} or {names[0]}-{names[names.Length - 1]}");

    private void AddPart(string part, SortedSet<int> values)
    {
        string[] pieces = part.Split('/');
        if (pieces.Length > 2)
        {
            throw CreateError(part);
        }

        int step = pieces.Length == 2 ? Step(pieces[1], part) : 1;
        (int from, int to) = Ends(pieces[0], hasStep: pieces.Length == 2, part);
        // A range can wrap around: FRI-MON, 22-2.
        for (int value = from; value <= (to < from ? to + Span : to); value += step)
        {
            values.Add(value > max ? value - Span : value);
        }
    }

    private (int From, int To) Ends(string text, bool hasStep, string part)
    {
        if (text == "*" || (text.Length == 0 && hasStep))
        {
            return (min, max);
        }

        string[] ends = text.Split('-');
        int from = Value(ends[0], part);
        switch (ends.Length)
        {
            case 1:
                return (from, hasStep ? max : from);
            case 2:
                int to = Value(ends[1], part);
                return to < from && this == Year ? throw CreateError(part, "ends before it starts.") : (from, to);
            default:
                throw CreateError(part);
        }
    }

    private int Step(string text, string part)
    {
        int limit = this == Year ? Span : max;
        return TryNumber(text, out int step) && step >= 1 && step <= limit
            ? step
            : throw CreateError(part, Text($"has a step that is not valid; it must be 1-{limit}."));
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
