using System.Text;
using System.Text.Json;
using Databricks.Jobs.Models;
using Databricks.Jobs.Serialization;

namespace Databricks.Jobs.Definitions.Files;

/// <summary>Reads JSON text as nodes with positions. Comments and trailing commas are allowed.</summary>
internal ref struct JsonNodeReader
{
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly string? _file;
    private Utf8JsonReader _reader;
    private int _line = 1;
    private int _column = 1;
    private int _position;

    private JsonNodeReader(ReadOnlySpan<byte> utf8, string? file)
    {
        _utf8 = utf8;
        _file = file;
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Skip,
            MaxDepth = DefinitionNode.MaxDepth,
        });
    }

    /// <exception cref="JobDefinitionException">The text is not one JSON value, or has a property twice.</exception>
    public static DefinitionNode Read(string text, string? file)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        var reader = new JsonNodeReader(utf8, file);
        try
        {
            reader._reader.Read();
            DefinitionNode root = reader.ReadValue();
            reader._reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            string problem = ModelJsonException.ProblemOf(utf8, reader._reader.BytesConsumed, exception);
            throw new JobDefinitionException(reader.LocationOf(exception), problem + ".");
        }
        catch (InvalidOperationException)
        {
            // An escape such as \ud800 is half of a surrogate pair.
            throw new JobDefinitionException(reader.Location(), ModelJson.NotText + ".");
        }
    }

    private DefinitionNode ReadValue() => _reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(),
        JsonTokenType.StartArray => ReadArray(),
        JsonTokenType.String => ScalarNode.OfText(_reader.GetString()!, Location()),
        JsonTokenType.Null => Plain(ScalarKind.Null),
        JsonTokenType.True or JsonTokenType.False => Plain(ScalarKind.Bool),
        _ => Plain(PlainScalar.KindOf(Encoding.UTF8.GetString(_reader.ValueSpan.ToArray()))),
    };

    private ScalarNode Plain(ScalarKind kind) =>
        new(Encoding.UTF8.GetString(_reader.ValueSpan.ToArray()), isPlain: true, kind, Location());

    private MapNode ReadObject()
    {
        SourceLocation start = Location();
        var entries = new List<MapEntry>();
        var keys = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            string key = _reader.GetString()!;
            SourceLocation location = Location();
            if (keys.TryGetValue(key, out SourceLocation? first))
            {
                throw DefinitionNode.Duplicate(key, first, location);
            }

            keys.Add(key, location);
            _reader.Read();
            entries.Add(new MapEntry(key, location, ReadValue()));
        }

        return new MapNode(entries, start);
    }

    private SequenceNode ReadArray()
    {
        SourceLocation start = Location();
        var items = new List<DefinitionNode>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue());
        }

        return new SequenceNode(items, start);
    }

    // Tokens come in the order of the text, so each byte is counted once.
    private SourceLocation Location()
    {
        int end = (int)_reader.TokenStartIndex;
        for (; _position < end; _position++)
        {
            byte value = _utf8[_position];
            if (value == '\n')
            {
                _line++;
                _column = 1;
            }
            else
            {
                // Bytes that continue a character do not count; a character of four bytes is two code units.
                _column += (value & 0xC0) == 0x80 ? 0 : value >= 0xF0 ? 2 : 1;
            }
        }

        return new SourceLocation(_file, _line, _column);
    }

    private readonly SourceLocation LocationOf(JsonException exception)
    {
        int line = (int)(exception.LineNumber ?? 0);
        int start = 0;
        for (int i = 0; i < line; i++)
        {
            start += _utf8.Slice(start).IndexOf((byte)'\n') + 1;
        }

        int length = Math.Min((int)(exception.BytePositionInLine ?? 0), _utf8.Length - start);
        return new SourceLocation(
            _file, line + 1, Encoding.UTF8.GetCharCount(_utf8.Slice(start, length).ToArray()) + 1);
    }
}
