using System.Globalization;
using System.Text;

namespace Databricks.Jobs.Http;

/// <summary>Builds a path with its query. Parameters that are null are left out.</summary>
internal sealed class Query(string path)
{
    private readonly StringBuilder _text = new(path);
    private bool _hasValues;

    public Query Add(string name, string? value)
    {
        if (value is null) return this;
        _text.Append(_hasValues ? '&' : '?').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        _hasValues = true;
        return this;
    }

    public Query Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public Query Add(string name, bool? value) => Add(name, value is null ? null : value.Value ? "true" : "false");

    public Query Add(string name, DateTimeOffset? value) => Add(name, value?.ToUnixTimeMilliseconds());

    public override string ToString() => _text.ToString();

    public static string WithoutPageToken(string path)
    {
        const string Parameter = "page_token=";
        int start = path.IndexOf(Parameter, StringComparison.Ordinal);
        if (start < 0) return path;
        int end = path.IndexOf('&', start);
        return path.Substring(0, start + Parameter.Length) + "..." + (end < 0 ? "" : path.Substring(end));
    }
}
