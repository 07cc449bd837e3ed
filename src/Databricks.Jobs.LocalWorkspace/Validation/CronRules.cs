using System.Globalization;
using System.Text.RegularExpressions;
using Databricks.Jobs.LocalWorkspace.Domain;

namespace Databricks.Jobs.LocalWorkspace.Validation;

/// <summary>The rules for cron expressions, as far as the service reports mistakes in them.</summary>
internal static class CronRules
{
    private const int DayOfMonth = 3;
    private const int DayOfWeek = 5;
    private const int Year = 6;

    private static readonly Regex s_field = new("^[A-Za-z0-9,*/?#-]+$", RegexOptions.CultureInvariant);

    /// <exception cref="RejectedException">The expression is not valid, or its years are in the past.</exception>
    public static void Check(string expression, int currentYear)
    {
        string[] fields = expression.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is < 6 or > 7
            || !Array.TrueForAll(fields, s_field.IsMatch)
            || (fields[DayOfMonth] == "?") == (fields[DayOfWeek] == "?"))
        {
            throw RejectedException.InvalidParameter(
                $"Invalid quartz_cron_expression: {expression}. Databricks uses Quartz cron syntax, which is different "
                + "from the standard cron syntax. See http://www.quartz-scheduler.org/documentation/quartz-2.1.x/"
                + "tutorials/crontrigger.html for more details.");
        }

        if (fields.Length > Year && LastYear(fields[Year]) < currentYear)
        {
            throw RejectedException.InvalidParameter(
                $"The provided cron expression: {expression} will never fire.");
        }
    }

    /// <summary>The last year of a list of years and ranges; null if it has no end.</summary>
    private static int? LastYear(string field)
    {
        int last = 0;
        foreach (string item in field.Split(','))
        {
            string end = item.Split('/')[0].Split('-').Last();
            bool isOpen = item.IndexOf('/') >= 0 && item.IndexOf('-') < 0;
            if (isOpen || !int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out int year))
            {
                return null;
            }

            last = Math.Max(last, year);
        }

        return last;
    }
}
