using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Databricks.Jobs.Definitions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Databricks.Jobs.Yaml;

/// <summary>Writes YAML with YamlDotNet: blocks with an indent of two spaces, and no folded lines.</summary>
public sealed class YamlDotNetWriter : YamlWriter
{
    private const string PlainMarks = "_-./@+=%:,()# ";

    // A key that is not on one line would be written in the form with a question mark.
    private const int MaxKeyLength = 1024;

    // What parsers of YAML 1.1 read as true, false or null.
    private static readonly HashSet<string> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        "y", "n", "yes", "no", "on", "off", "true", "false", "null",
    };

    internal override string Write(JsonNode root)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var emitter = new Emitter(text, new EmitterSettings(
            bestIndent: 2,
            bestWidth: int.MaxValue,
            isCanonical: false,
            maxSimpleKeyLength: MaxKeyLength,
            skipAnchorName: false,
            indentSequences: true,
            newLine: "\n"));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(version: null, tags: null, isImplicit: true));
        Emit(emitter, root);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject entries:
                MappingStyle mapping = entries.Count == 0 ? MappingStyle.Flow : MappingStyle.Block;
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, mapping));
                foreach (KeyValuePair<string, JsonNode?> entry in entries)
                {
                    EmitText(emitter, entry.Key, isKey: true);
                    Emit(emitter, entry.Value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray items:
                SequenceStyle sequence = items.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block;
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, sequence));
                foreach (JsonNode? item in items)
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                EmitText(emitter, value.GetValue<string>(), isKey: false);
                break;
            default:
                EmitScalar(emitter, node is null ? "null" : node.ToJsonString(), ScalarStyle.Plain);
                break;
        }
    }

    private static void EmitText(Emitter emitter, string text, bool isKey) => EmitScalar(
        emitter,
        text,
        IsPlain(text) ? ScalarStyle.Plain
            : !isKey && IsBlock(text) ? ScalarStyle.Literal
            : text.All(IsVisible) ? ScalarStyle.SingleQuoted
            : ScalarStyle.DoubleQuoted);

    private static void EmitScalar(Emitter emitter, string text, ScalarStyle style)
    {
        bool isPlain = style == ScalarStyle.Plain;
        emitter.Emit(new Scalar(
            AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: isPlain, isQuotedImplicit: !isPlain));
    }

    // It starts with a letter, so it is no number, date or indicator in any version of YAML.
    private static bool IsPlain(string text) =>
        text.Length > 0
        && (char.IsLetter(text[0]) || text[0] is '/' or '_')
        && !s_words.Contains(text)
        && text[text.Length - 1] is not (' ' or ':')
        && text.IndexOf(": ", StringComparison.Ordinal) < 0
        && text.IndexOf(" #", StringComparison.Ordinal) < 0
        && text.All(letter => char.IsLetterOrDigit(letter) || PlainMarks.IndexOf(letter) >= 0);

    // Lines with blanks at their ends, and empty lines at the start or the end, look the same as without them.
    private static bool IsBlock(string text)
    {
        string[] lines = text.Split('\n');
        return lines.Length > 1
            && lines[0].Length > 0
            && !char.IsWhiteSpace(text[0])
            && !text.EndsWith("\n\n", StringComparison.Ordinal)
            && lines.All(line => line.All(IsVisible) && !line.EndsWith(" ", StringComparison.Ordinal));
    }

    private static bool IsVisible(char letter) => char.GetUnicodeCategory(letter) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
        && letter is not ('\u00A0' or '\uFEFF');
}
