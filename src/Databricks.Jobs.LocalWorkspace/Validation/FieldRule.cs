using System.Collections;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Databricks.Jobs.LocalWorkspace.Domain;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.LocalWorkspace.Validation;

/// <summary>What the service accepts in one field.</summary>
internal sealed class FieldRule
{
    private static readonly TimeSpan s_patternTimeout = TimeSpan.FromSeconds(1);

    private static readonly JsonSerializerOptions s_compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static FieldRule Required { get; } = new() { IsRequired = true };

    public bool IsRequired { get; init; }

    public long? Min { get; init; }

    public long? Max { get; init; }

    /// <summary>The largest number of characters of a string, or of items of a list or map.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The largest size in UTF-8: of a string, or of the JSON of anything else.</summary>
    public int? MaxBytes { get; init; }

    /// <summary>The pattern of the string.</summary>
    public string? Pattern { get; init; }

    public string[]? Values { get; init; }

    /// <param name="path">The path of the field in the request, for messages.</param>
    /// <param name="value">The value; null if it is missing.</param>
    /// <exception cref="RejectedException">The service does not accept the value.</exception>
    public void Check(string path, object? value)
    {
        if (value is null or "")
        {
            if (IsRequired && value is null) throw Rejected($"Missing required field: {path}");
            return;
        }

        if (Length(value) is { } length && length > MaxLength)
        {
            string unit = value is string ? "characters" : "items";
            throw Rejected($"{path} has {length} {unit}. The maximum is {MaxLength}.");
        }

        if (MaxBytes is { } bytes && Size(value) is { } size && size > bytes)
        {
            throw Rejected($"{path} has {size} bytes. The maximum is {bytes}.");
        }

        if (value is long number && (number < Min || number > Max))
        {
            throw Rejected(Max is null
                ? $"{path} must be at least {Min}, but was {number}."
                : $"{path} must be between {Min} and {Max}, but was {number}.");
        }

        if (value is string text) CheckText(path, text);
    }

    private void CheckText(string path, string text)
    {
        if (Pattern is not null && !Regex.IsMatch(text, Pattern, RegexOptions.CultureInvariant, s_patternTimeout))
        {
            throw Rejected($"{path} '{text}' contains characters that are not allowed. It must match {Pattern}.");
        }

        if (Values is not null && !Values.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            throw Rejected($"Invalid value for {path}: '{text}'. Allowed values: {string.Join(", ", Values)}.");
        }
    }

    private static int? Length(object value) => value switch
    {
        string text => text.Length,
        ICollection items => items.Count,
        _ => null,
    };

    private static int Size(object value) => value switch
    {
        string text => Encoding.UTF8.GetByteCount(text),
        JobsModel model => model.ToUtf8Json().Length,
        _ => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), s_compact).Length,
    };

    private static RejectedException Rejected(string message) => RejectedException.InvalidParameter(message);
}
