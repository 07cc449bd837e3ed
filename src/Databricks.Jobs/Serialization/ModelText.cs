using System.Collections;
using System.Globalization;
using System.Text;
using Databricks.Jobs.Models;

namespace Databricks.Jobs.Serialization;

/// <summary>Describes any model in one line: simple fields with their values, lists with their counts.</summary>
internal static class ModelText
{
    private const int MostFields = 6;
    private const int LongestValue = 80;
    private const string Ellipsis = "...";

    public static string Describe(JobsModel model)
    {
        var text = new StringBuilder(model.Shape.Name);
        int shown = 0;
        for (int i = 0; i < model.Shape.Fields.Count && shown <= MostFields; i++)
        {
            FieldShape field = model.Shape.Fields[i];
            if (model.GetField(i) is not { } value)
            {
                continue;
            }

            text.Append(shown++ == 0 ? ": " : ", ");
            text.Append(shown > MostFields ? Ellipsis : $"{field.Name} {(field.Secret ? "***" : Render(value))}");
        }

        return text.ToString();
    }

    private static string Render(object value) => value switch
    {
        string text => OneLine(text),
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.ToString("u", CultureInfo.InvariantCulture),
        ICollection { Count: 1 } => "(1 item)",
        ICollection list => $"({list.Count} items)",
        JobsModel model => $"({model.Shape.Name})",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Whether text is valid Unicode: it has no half of a surrogate pair.</summary>
    public static bool IsUnicode(string text) => IndexOfInvalid(text) < 0;

    /// <summary>The index of the first half of a surrogate pair; -1 if there is none.</summary>
    public static int IndexOfInvalid(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return i;
            }

            i++;
        }

        return -1;
    }

    /// <summary>The text with line breaks and other white space as single spaces, truncated if it is long.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder();
        foreach (char letter in text)
        {
            bool isBlank = char.IsWhiteSpace(letter) || char.IsControl(letter);
            if (!isBlank || (line.Length > 0 && line[line.Length - 1] != ' '))
            {
                line.Append(isBlank ? ' ' : letter);
            }

            if (line.Length > LongestValue)
            {
                return line.ToString().Truncate(LongestValue - Ellipsis.Length, Ellipsis);
            }
        }

        return line.ToString().TrimEnd();
    }
}
