using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Databricks.Jobs.Reports;

/// <summary>HTML or SVG that can be inserted as it is.</summary>
internal readonly struct Markup(string text)
{
    public static readonly Markup None = new("");

    public string Text { get; } = text;

    /// <summary>Markup with everything between braces escaped.</summary>
    public static Markup Of(MarkupHandler markup) => new(markup.ToText());
}

/// <summary>Writes HTML and SVG. Everything between braces is escaped for element content and for attribute values in
/// double quotation marks, so that the text of a run cannot become markup.</summary>
internal sealed class MarkupWriter
{
    private readonly StringBuilder _text = new();

    public int Length => _text.Length;

    public MarkupWriter Add([InterpolatedStringHandlerArgument("")] MarkupHandler markup)
    {
        _ = markup;
        return this;
    }

    public MarkupWriter Add(Markup markup)
    {
        _text.Append(markup.Text);
        return this;
    }

    public Markup ToMarkup() => new(_text.ToString());

    public override string ToString() => _text.ToString();

    internal StringBuilder Target => _text;
}

/// <summary>The parts of an interpolated string of markup.</summary>
[InterpolatedStringHandler]
internal readonly struct MarkupHandler
{
    private readonly StringBuilder _text;

    public MarkupHandler(int literalLength, int formattedCount, MarkupWriter writer) => _text = writer.Target;

    public MarkupHandler(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength);

    public void AppendLiteral(string markup) => _text.Append(markup);

    /// <summary>A text of one line.</summary>
    public void AppendFormatted(string? text) => MarkupText.Append(_text, ScreenText.Clean(text, false, false));

    public void AppendFormatted(Markup markup) => _text.Append(markup.Text);

    public void AppendFormatted(long number) =>
        _text.Append(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number of pixels or percents, with up to three decimal places.</summary>
    public void AppendFormatted(double number) =>
        _text.Append(number.ToString("0.###", CultureInfo.InvariantCulture));

    public string ToText() => _text.ToString();
}
