using System.Text.RegularExpressions;
using Databricks.Jobs.Models;
using Databricks.Jobs.Secrets;

namespace Databricks.Jobs.PowerShell.Formatting;

/// <summary>Requests as text for -WhatIf, -Confirm and -Verbose.</summary>
internal static class RequestText
{
    // Strings of JSON contain no line breaks.
    private static readonly Regex s_lineBreak = new("\\r?\\n *", RegexOptions.CultureInvariant);

    /// <summary>The body of a request in one line of JSON, with secrets redacted.</summary>
    public static string Of(JobsModel request) => s_lineBreak.Replace(
        new BodyFormatter(SecretValues.Known).Format(request.ToUtf8Json(), "application/json"), " ");
}
